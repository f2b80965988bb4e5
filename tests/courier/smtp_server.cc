#include "tests/courier/smtp_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace milter::testing {
namespace {

constexpr const char* kGreeting = "220 test.example ESMTP";
constexpr const char* kExtensions =
    "250-test.example\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n250-8BITMIME\r\n"
    "250-XFORWARD NAME ADDR PROTO HELO SOURCE PORT IDENT\r\n250-SMTPUTF8\r\n250 DSN";

bool begins(const std::string& line, const char* verb) { return line.rfind(verb, 0) == 0; }

void tell(int socket, const std::string& reply) {
  const std::string line = reply + "\r\n";
  static_cast<void>(::send(socket, line.data(), line.size(), MSG_NOSIGNAL));
}

}  // namespace

struct SmtpServer::Session {
  int socket = -1;
  bool in_data = false;
  TakenMail mail;
};

SmtpServer::SmtpServer(Answer answer) : answer_(std::move(answer)) {
  listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listening_, generic, length) != 0 || ::listen(listening_, 64) != 0 ||
      ::getsockname(listening_, generic, &length) != 0) {
    throw std::runtime_error("the test's SMTP server cannot listen");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

SmtpServer::~SmtpServer() {
  ending_ = true;
  ::shutdown(listening_, SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
  }
  for (std::thread& session : sessions_) session.join();
  for (const int socket : sockets_) ::close(socket);
  ::close(listening_);
}

std::vector<TakenMail> SmtpServer::mails() const {
  const std::lock_guard lock(mutex_);
  return mails_;
}

std::vector<std::string> SmtpServer::commands() const {
  const std::lock_guard lock(mutex_);
  return commands_;
}

void SmtpServer::clear() {
  const std::lock_guard lock(mutex_);
  mails_.clear();
  commands_.clear();
}

void SmtpServer::accept_all() {
  while (!ending_) {
    const int socket = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    const std::lock_guard lock(mutex_);
    sockets_.push_back(socket);
    sessions_.emplace_back([this, socket] { serve(socket); });
  }
}

// Sockets are closed at the end of the test only: a number must not be used again before.
void SmtpServer::serve(int socket) {
  Session session;
  session.socket = socket;
  tell(socket, kGreeting);
  std::string bytes;
  std::array<char, 4096> piece{};
  for (;;) {
    const std::size_t end = bytes.find("\r\n");
    if (end == std::string::npos) {
      const ssize_t got = ::recv(socket, piece.data(), piece.size(), 0);
      if (got <= 0) return;
      bytes.append(piece.data(), static_cast<std::size_t>(got));
    } else {
      const std::string line = bytes.substr(0, end);
      bytes.erase(0, end + 2);
      if (!handle(session, line)) break;
    }
  }
  ::shutdown(socket, SHUT_RDWR);
}

bool SmtpServer::handle(Session& session, const std::string& line) {
  if (session.in_data && line != ".") {
    session.mail.data += (line[0] == '.' ? line.substr(1) : line) + "\r\n";
    return true;
  }
  {
    const std::lock_guard lock(mutex_);
    commands_.push_back(line);
    if (session.in_data) mails_.push_back(session.mail);
  }
  const std::string told = answer_ ? answer_(line) : "";
  const std::string reply = told.empty() ? usual(session, line) : told;
  if (!told.empty() && begins(line, "RCPT TO:") && told[0] == '2') {
    session.mail.to.push_back(line.substr(8));
  }
  if (reply == kDrop) return false;
  if (reply != kSilence) tell(session.socket, reply);
  session.in_data = begins(reply, "354");
  return !begins(reply, "221");
}

std::string SmtpServer::usual(Session& session, const std::string& line) {
  if (begins(line, "EHLO ")) return kExtensions;
  if (begins(line, "MAIL FROM:")) {
    session.mail = {line.substr(10), {}, {}};
    return "250 2.1.0 ok";
  }
  if (begins(line, "RCPT TO:")) {
    session.mail.to.push_back(line.substr(8));
    return "250 2.1.5 ok";
  }
  if (line == "DATA") return session.mail.to.empty() ? "503 5.5.1 no recipients" : "354 go ahead";
  if (line == ".") return "250 2.0.0 Ok: queued as TEST1";
  if (line == "QUIT") return "221 2.0.0 bye";
  return begins(line, "XFORWARD ") ? "250 2.0.0 ok" : "502 5.5.1 unknown";
}

}  // namespace milter::testing
