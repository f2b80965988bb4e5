// Over real sockets; what is sent may break HTTP as much as it likes.
#include "milter/web/http_server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <stdexcept>

namespace milter {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Response echo(const Request& request) {
  if (request.path == "/bug") throw std::logic_error("a bug");
  return {
      request.too_large ? 413 : 200,
      {{"X-Path", request.path}},
      request.method + " " + request.peer + " " + request.field("x-a") + " [" + request.body + "]"};
}

class HttpServerTest : public ::testing::Test {
 protected:
  // Everything the server answers until it closes the connection.
  std::string say(const std::string& bytes) {
    const int end = connected();
    std::size_t sent = 0;
    while (sent < bytes.size()) {
      const ssize_t now = send(end, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (now <= 0) break;
      sent += static_cast<std::size_t>(now);
    }
    shutdown(end, SHUT_WR);
    std::string answer;
    std::array<char, 4096> piece{};
    ssize_t size = 0;
    while ((size = recv(end, piece.data(), piece.size(), 0)) > 0) {
      answer.append(piece.data(), static_cast<std::size_t>(size));
    }
    close(end);
    return answer;
  }

  int connected() {
    const int end = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(server->port()));
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    EXPECT_EQ(connect(end, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    return end;
  }

  std::string post(const std::string& more_fields, const std::string& body) {
    return say("POST /p HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + more_fields + "\r\n" +
               body);
  }

  std::unique_ptr<HttpServer> server = HttpServer::start("127.0.0.1:0", echo).value();
};

TEST_F(HttpServerTest, HandsOverWhatWasSent) {
  const std::string answer =
      say("GET /a%20b?q=1 HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nx-a: 2\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(answer, HasSubstr("X-Path: /a%20b\r\n"));  // the query apart, escapes as sent
  EXPECT_THAT(answer, HasSubstr("\r\n\r\nGET 127.0.0.1 1, 2 []"));
}

TEST_F(HttpServerTest, HeadHasNoBody) {
  const std::string answer = say("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(answer, ::testing::EndsWith("\r\n\r\n"));
}

TEST_F(HttpServerTest, BodiesUpToKMaxHttpBody) {
  EXPECT_THAT(post("Content-Length: 3\r\n", "a=b"), HasSubstr("[a=b]"));
  EXPECT_THAT(post("Transfer-Encoding: chunked\r\n", "3\r\na=b\r\n0\r\n\r\n"), HasSubstr("[a=b]"));
  const std::string limit(kMaxHttpBody, 'x');
  EXPECT_THAT(post("Content-Length: " + std::to_string(limit.size()) + "\r\n", limit),
              HasSubstr("[" + limit + "]"));
  EXPECT_THAT(post("Content-Length: " + std::to_string(limit.size() + 1) + "\r\n", ""),
              StartsWith("HTTP/1.1 413 "));
}

TEST_F(HttpServerTest, AGrowingBodyWithoutLengthIsCutOff) {
  std::string chunks;
  for (std::size_t sent = 0; sent <= kMaxHttpBody; sent += 4096) {
    chunks += "1000\r\n" + std::string(4096, 'x') + "\r\n";
  }
  EXPECT_THAT(post("Transfer-Encoding: chunked\r\n", chunks + "0\r\n\r\n"),
              Not(HasSubstr(" 200 ")));
}

TEST_F(HttpServerTest, FieldsOverKMaxHttpConnectionBytesAreRefused) {
  const std::string long_field(kMaxHttpConnectionBytes, 'x');
  EXPECT_THAT(say("GET / HTTP/1.1\r\nHost: h\r\nX-A: " + long_field + "\r\n\r\n"),
              Not(HasSubstr(" 200 ")));
}

TEST_F(HttpServerTest, BrokenHttpIsNotAnswered200) {
  for (const std::string& broken :
       {std::string("GET\r\n\r\n"), std::string("\x16\x03\x01\x02 x\r\n\r\n"),
        std::string("GET / HTTP/1.1\r\n\r\n"),  // without Host
        std::string("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n"),
        std::string("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n"),
        std::string("GET / HTTP/9.9\r\nHost: h\r\nConnection: close\r\n\r\n")}) {
    EXPECT_THAT(say(broken), Not(HasSubstr(" 200 "))) << broken;
  }
  EXPECT_THAT(say("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), HasSubstr(" 200 "));
}

TEST_F(HttpServerTest, ABugIsAnswered500AndTheServerLives) {
  EXPECT_THAT(say("GET /bug HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"),
              StartsWith("HTTP/1.1 500 "));
  EXPECT_THAT(say("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), HasSubstr(" 200 "));
}

static_assert(kMaxHttpConnectionsPerAddress < kMaxHttpConnections);
TEST_F(HttpServerTest, OneAddressHasALimitOfConnections) {
  std::vector<int> ends;
  for (unsigned at = 0; at < kMaxHttpConnectionsPerAddress; ++at) ends.push_back(connected());
  // Whether the server has taken all of them yet is its own matter: ask until it refuses.
  bool refused = false;
  for (int attempt = 0; attempt < 200 && !refused; ++attempt) {
    refused = say("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").empty();
  }
  EXPECT_TRUE(refused);
  for (const int end : ends) close(end);
}

TEST(HttpServer, SaysWhatIsWrongWithItsAddress) {
  for (const char* listen : {"", "8025", "nowhere.invalid:8025", "127.0.0.1:x", "192.0.2.1:8025"}) {
    EXPECT_FALSE(HttpServer::start(listen, echo)) << listen;
  }
  const auto first = HttpServer::start("[::1]:0", echo);
  ASSERT_TRUE(first);
  EXPECT_FALSE(HttpServer::start("[::1]:" + std::to_string((*first)->port()), echo));
}

TEST(HttpServer, IdleConnectionsAreClosedAfterKHttpIdleTime) {
  // Waiting for it would take longer than all other tests: the number itself is looked at.
  EXPECT_GE(kHttpIdleTime, std::chrono::seconds(5));
  EXPECT_LE(kHttpIdleTime, std::chrono::seconds(60));
}

}  // namespace
}  // namespace milter
