// A small real SMTP server on 127.0.0.1 that answers as a test tells it to and keeps what it took.
//
//   SmtpServer server([](const std::string& line) {
//     return line.starts_with("RCPT TO:<b@") ? "550 5.1.1 unknown" : "";   // "": as usual
//   });
//   ... mail is sent to server.address() ...
//   server.mails()[0].data
//
// `line` is a command, or "." for the end of the data; kDrop closes the connection instead of an
// answer, kSilence never answers. Each connection has a thread of its own.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace milter::testing {

inline constexpr const char* kDrop = "DROP";
inline constexpr const char* kSilence = "SILENCE";

struct TakenMail {
  std::string from;             // all behind "MAIL FROM:"
  std::vector<std::string> to;  // all behind "RCPT TO:", only those answered 2xx
  std::string data;             // dot-stuffing undone, CR LF as sent
};

class SmtpServer {
 public:
  using Answer = std::function<std::string(const std::string& line)>;
  explicit SmtpServer(Answer answer = nullptr);
  ~SmtpServer();
  SmtpServer(const SmtpServer&) = delete;
  SmtpServer& operator=(const SmtpServer&) = delete;

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  // Those whose data came whole, whatever was answered.
  std::vector<TakenMail> mails() const;
  std::vector<std::string> commands() const;
  void clear();

 private:
  struct Session;
  void accept_all();
  void serve(int socket);
  bool handle(Session& session, const std::string& line);
  std::string usual(Session& session, const std::string& line);

  Answer answer_;
  int listening_ = -1;
  int port_ = 0;
  std::atomic<bool> ending_ = false;
  mutable std::mutex mutex_;
  std::vector<TakenMail> mails_;
  std::vector<std::string> commands_;
  std::vector<int> sockets_;
  std::vector<std::thread> sessions_;
  std::thread acceptor_;
};

}  // namespace milter::testing
