// libmicrohttpd calls answer_to() once when the fields are read, once for each piece of the body
// and once at the end; what is collected in between is an Exchange. Tested by http_server_test.cc.
#include "milter/web/http_server.h"

#include <microhttpd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <charconv>
#include <cstring>
#include <exception>

#include "milter/base/text.h"
#include "milter/ops/log.h"

namespace milter {

struct HttpServer::Daemon {
  Handler handler;
  MHD_Daemon* running = nullptr;
};

namespace {

struct Exchange {
  Request request;
};

using AddressList = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

Result<AddressList> resolve(const std::string& listen) {
  const std::size_t colon = listen.rfind(':');
  std::string host = listen.substr(0, colon == listen.npos ? 0 : colon);
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const std::string port = colon == listen.npos ? "" : listen.substr(colon + 1);
  if (host.empty() || getaddrinfo(host.c_str(), port.c_str(), &hints, &found) != 0) {
    return fail(Error::Kind::kPermanent, "web.listen: no address in " + listen);
  }
  return AddressList(found, &freeaddrinfo);
}

std::string peer_of(MHD_Connection* connection) {
  const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  if (info == nullptr || info->client_addr == nullptr) return "";
  const sockaddr* address = info->client_addr;
  const socklen_t size =
      address->sa_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
  std::array<char, NI_MAXHOST> text{};
  if (getnameinfo(address, size, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) != 0) {
    return "";
  }
  return text.data();
}

MHD_Result add_field(void* fields, MHD_ValueKind /*kind*/, const char* name, const char* value) {
  static_cast<HttpFields*>(fields)->emplace_back(name, value == nullptr ? "" : value);
  return MHD_YES;
}

// More than the limit, or a length that cannot be read.
bool announces_too_much(const Request& request) {
  const std::string length = request.field("Content-Length");
  if (length.empty()) return false;
  std::size_t bytes = 0;
  const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), bytes);
  return error != std::errc() || end != length.data() + length.size() || bytes > kMaxHttpBody;
}

Response guarded(const HttpServer::Handler& handler, const Request& request) {
  try {
    return handler(request);
  } catch (const std::exception& error) {
    log_error("web.failed", {{"what", error.what()}});
    return {500, {{"Cache-Control", "no-store"}}, ""};
  }
}

MHD_Result send(MHD_Connection* connection, const Response& response) {
  void* body = const_cast<char*>(response.body.data());  // copied, not written to
  MHD_Response* raw =
      MHD_create_response_from_buffer(response.body.size(), body, MHD_RESPMEM_MUST_COPY);
  if (raw == nullptr) return MHD_NO;
  for (const auto& [name, value] : response.fields) {
    MHD_add_response_header(raw, name.c_str(), value.c_str());
  }
  const MHD_Result queued =
      MHD_queue_response(connection, static_cast<unsigned>(response.status), raw);
  MHD_destroy_response(raw);
  return queued;
}

Exchange* begin(MHD_Connection* connection, const char* url, const char* method) {
  auto* exchange = new Exchange;
  Request& request = exchange->request;
  request.method = method;
  request.path = url;
  request.peer = peer_of(connection);
  MHD_get_connection_values(connection, MHD_HEADER_KIND, add_field, &request.fields);
  request.too_large = announces_too_much(request);
  return exchange;
}

// A body without a length that grows past the limit ends the connection.
MHD_Result collect(Request& request, const char* piece, std::size_t* size) {
  if (request.body.size() + *size > kMaxHttpBody) return MHD_NO;
  request.body.append(piece, *size);
  *size = 0;
  return MHD_YES;
}

MHD_Result answer_to(void* handler, MHD_Connection* connection, const char* url, const char* method,
                     const char* /*version*/, const char* piece, std::size_t* size, void** state) {
  const auto& handle = *static_cast<HttpServer::Handler*>(handler);
  auto* exchange = static_cast<Exchange*>(*state);
  if (exchange == nullptr) {
    exchange = begin(connection, url, method);
    *state = exchange;
    return exchange->request.too_large ? send(connection, guarded(handle, exchange->request))
                                       : MHD_YES;
  }
  if (*size != 0) return collect(exchange->request, piece, size);
  return send(connection, guarded(handle, exchange->request));
}

void end(void* /*handler*/, MHD_Connection* /*connection*/, void** state,
         MHD_RequestTerminationCode /*why*/) {
  delete static_cast<Exchange*>(*state);
  *state = nullptr;
}

// Paths are compared as they were sent: what needs an escape is no path of ours.
std::size_t keep_escapes(void* /*handler*/, MHD_Connection* /*connection*/, char* text) {
  return std::strlen(text);
}

MHD_Daemon* run(const addrinfo& address, HttpServer::Handler& handler) {
  const unsigned flags =
      MHD_USE_AUTO_INTERNAL_THREAD | (address.ai_family == AF_INET6 ? MHD_USE_IPv6 : MHD_NO_FLAG);
  return MHD_start_daemon(
      flags, 0, nullptr, nullptr, &answer_to, &handler, MHD_OPTION_SOCK_ADDR, address.ai_addr,
      MHD_OPTION_CONNECTION_LIMIT, kMaxHttpConnections, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
      kMaxHttpConnectionsPerAddress, MHD_OPTION_CONNECTION_MEMORY_LIMIT, kMaxHttpConnectionBytes,
      MHD_OPTION_CONNECTION_TIMEOUT, static_cast<unsigned>(kHttpIdleTime.count()),
      MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_UNESCAPE_CALLBACK, &keep_escapes, nullptr,
      MHD_OPTION_NOTIFY_COMPLETED, &end, nullptr, MHD_OPTION_END);
}

}  // namespace

std::string Request::field(std::string_view name) const {
  std::string joined;
  for (const auto& [key, value] : fields) {
    if (iequals(key, name)) joined += (joined.empty() ? "" : ", ") + value;
  }
  return joined;
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(const std::string& listen, Handler handler) {
  const auto addresses = resolve(listen);
  if (!addresses) return fail(addresses.error());
  auto daemon = std::make_unique<Daemon>();
  daemon->handler = std::move(handler);
  daemon->running = run(**addresses, daemon->handler);
  if (daemon->running == nullptr) {
    return fail(Error::Kind::kPermanent, "web.listen: cannot listen on " + listen);
  }
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(daemon)));
}

HttpServer::HttpServer(std::unique_ptr<Daemon> daemon) : daemon_(std::move(daemon)) {}

HttpServer::~HttpServer() { MHD_stop_daemon(daemon_->running); }

int HttpServer::port() const {
  return MHD_get_daemon_info(daemon_->running, MHD_DAEMON_INFO_BIND_PORT)->port;
}

}  // namespace milter
