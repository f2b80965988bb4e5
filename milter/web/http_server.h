// HTTP/1.1 for a few pages behind a reverse proxy; the only user of libmicrohttpd is
// http_server.cc.
//
//   auto server = HttpServer::start("127.0.0.1:8025", [](const Request& r) { return answer(r); });
//
// The handler is called by one thread of the server's own, one request at a time; the destructor
// ends that thread. A handler that throws is answered 500 and logged. No TLS: that is the proxy's.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "milter/base/result.h"
#include "milter/web/http.h"

namespace milter {

// A form with 1,000 choices is 13 kB.
inline constexpr std::size_t kMaxHttpBody = std::size_t{16} * 1024;
// Request line, fields and buffers of one connection; browsers send 1 kB, over it the answer is
// 431.
inline constexpr std::size_t kMaxHttpConnectionBytes = std::size_t{24} * 1024;
// Each costs the bytes above: 6 MB in all.
inline constexpr unsigned kMaxHttpConnections = 256;
// Behind a proxy every connection has the proxy's address, and it opens one a request in progress.
inline constexpr unsigned kMaxHttpConnectionsPerAddress = 128;
// A connection that says nothing for so long is closed.
inline constexpr std::chrono::seconds kHttpIdleTime{15};

class HttpServer {
 public:
  using Handler = std::function<Response(const Request&)>;
  // `listen` is an address and a port, "127.0.0.1:8025" or "[::1]:8025"; port 0 takes a free one.
  static Result<std::unique_ptr<HttpServer>> start(const std::string& listen, Handler handler);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  int port() const;

 private:
  struct Daemon;
  explicit HttpServer(std::unique_ptr<Daemon> daemon);
  std::unique_ptr<Daemon> daemon_;
};

}  // namespace milter
