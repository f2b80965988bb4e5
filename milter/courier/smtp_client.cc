// curl_easy_send() and curl_easy_recv() never block: CURLE_AGAIN means wait, here in poll() until
// the deadline. Before each command the buffer of answers must be empty: an answer more than was
// asked for, or one too late, would shift every later one to the wrong recipient; for the same
// reason nothing more is said after any trouble. Tested by smtp_send_test.cc.
#include "milter/courier/smtp_client.h"

#include <curl/curl.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "milter/base/text.h"

namespace milter {
namespace {

using std::chrono::milliseconds;

std::chrono::steady_clock::time_point now() { return std::chrono::steady_clock::now(); }

tl::unexpected<Error> away(std::string what) {
  return fail(Error::Kind::kTemporary, std::move(what));
}

void* new_handle() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  return started == CURLE_OK ? curl_easy_init() : nullptr;
}

// No proxy, whatever the environment says: the return port is on this host.
void set_options(void* curl, const std::string& url, milliseconds time) {
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp");
  curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(time.count()));
}

}  // namespace

void SmtpClient::Close::operator()(void* curl) const { curl_easy_cleanup(curl); }

SmtpClient::SmtpClient(void* curl, const SmtpTimes& times)
    : curl_(curl), times_(times), before_end_(now() + times.before_end) {}

Result<SmtpClient> SmtpClient::connect(const std::string& server, const std::string& own_name,
                                       const SmtpTimes& times) {
  void* curl = new_handle();
  if (curl == nullptr) return fail(Error::Kind::kInternal, "libcurl does not start");
  SmtpClient client(curl, times);
  if (auto opened = client.open(server, own_name); !opened) return fail(opened.error());
  if (auto greeted = client.greet(own_name); !greeted) return fail(greeted.error());
  return client;
}

Result<void> SmtpClient::open(const std::string& server, const std::string& own_name) {
  void* curl = curl_.get();
  set_options(curl, "smtp://" + server + "/" + own_name,
              std::min(times_.greeting, times_.before_end));
  if (const CURLcode code = curl_easy_perform(curl); code != CURLE_OK) {
    return away("no SMTP at " + server + ": " + curl_easy_strerror(code));
  }
  curl_socket_t socket = CURL_SOCKET_BAD;
  curl_easy_getinfo(curl, CURLINFO_ACTIVESOCKET, &socket);
  if (socket == CURL_SOCKET_BAD) return away("no SMTP at " + server);
  socket_ = socket;
  return {};
}

// libcurl has said EHLO and keeps the answer to itself, so it is said again.
Result<void> SmtpClient::greet(const std::string& own_name) {
  Result<SmtpReply> reply = say("EHLO " + own_name, times_.greeting);
  if (!reply) return fail(reply.error());
  if (!reply->is(2)) return away("EHLO: " + reply->text());
  ehlo_ = std::move(*reply);
  for (std::size_t at = 1; at < ehlo_.lines.size(); ++at) {
    const auto line = words(ehlo_.lines[at]);
    if (line.empty()) continue;
    std::string keyword(line.front());
    for (char& c : keyword) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    extensions_.insert(std::move(keyword));
  }
  return {};
}

std::string SmtpClient::extension_words(std::string_view keyword) const {
  for (std::size_t at = 1; at < ehlo_.lines.size(); ++at) {
    const std::string_view line = ehlo_.lines[at];
    const std::size_t end = std::min(line.find(' '), line.size());
    if (iequals(line.substr(0, end), keyword)) return std::string(line.substr(end));
  }
  return "";
}

Result<SmtpReply> SmtpClient::say(std::string_view line, milliseconds time) {
  if (!is_safe_line(line)) {
    return fail(Error::Kind::kMalformed, "not one line of SMTP: " + printable(clip(line, 80)));
  }
  const Steady deadline = within(time);
  if (auto sent = send(std::string(line) + "\r\n", time); !sent) return fail(sent.error());
  return hear_until(deadline);
}

tl::unexpected<Error> SmtpClient::broken(std::string what) {
  trouble_ = what;
  return away(std::move(what));
}

Result<void> SmtpClient::push(std::string_view bytes) { return send(bytes, times_.block); }

// Not capped: by now all bytes are the server's.
Result<SmtpReply> SmtpClient::hear(milliseconds time) { return hear_until(now() + time); }

void SmtpClient::quit() {
  before_end_ = now() + times_.quit;
  static_cast<void>(say("QUIT", times_.quit));
}

SmtpClient::Steady SmtpClient::within(milliseconds time) const {
  return std::min(now() + time, before_end_);
}

Result<void> SmtpClient::send(std::string_view bytes, milliseconds time) {
  if (!trouble_.empty()) return away(trouble_);
  if (!replies_.empty()) return broken("the server answered what was not asked");
  Steady deadline = within(time);
  while (!bytes.empty()) {
    std::size_t sent = 0;
    const CURLcode code = curl_easy_send(curl_.get(), bytes.data(), bytes.size(), &sent);
    if (code != CURLE_OK && code != CURLE_AGAIN) return broken("the server closed the connection");
    bytes.remove_prefix(sent);
    if (sent != 0) deadline = within(time);  // RFC 5321 4.5.3.2.5: for each block
    if (bytes.empty()) break;
    if (auto ready = await(POLLOUT, deadline); !ready) return ready;
  }
  return {};
}

Result<SmtpReply> SmtpClient::hear_until(Steady deadline) {
  for (;;) {
    auto reply = replies_.next();
    if (!reply) return broken(reply.error().what);
    if (*reply) return std::move(**reply);
    std::array<char, 4096> bytes{};
    std::size_t got = 0;
    const CURLcode code = curl_easy_recv(curl_.get(), bytes.data(), bytes.size(), &got);
    if (code == CURLE_AGAIN) {
      if (auto ready = await(POLLIN, deadline); !ready) return fail(ready.error());
    } else if (code != CURLE_OK || got == 0) {
      return broken("the server closed the connection");
    }
    replies_.add({bytes.data(), got});
  }
}

Result<void> SmtpClient::await(short events, Steady deadline) {
  for (;;) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - now()).count();
    if (left <= 0) return broken("the server did not answer in time");
    pollfd one{socket_, events, 0};
    const int ready = poll(&one, 1, static_cast<int>(std::min<std::int64_t>(left, 60'000)));
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return broken("poll() failed");
  }
}

}  // namespace milter
