// One connection to an SMTP server: commands, answers, deadlines. The only user of libcurl.
//
//   auto client = SmtpClient::connect("127.0.0.1:10587", "gw.asagiri.example");
//   auto reply = client->say("MAIL FROM:<>", times.command);   // SmtpReply{250, …}
//
// libcurl connects, reads the greeting and says EHLO (CURLOPT_CONNECT_ONLY); its upload call would
// mangle DSN parameters and stop at the first refused recipient. No TLS: the return port is this
// host's. A server that is away, silent or out of step is kTemporary; a line that could be read as
// two is kMalformed and is not sent. Not thread-safe; closes without QUIT if not asked to quit().
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "milter/base/clock.h"
#include "milter/base/result.h"
#include "milter/courier/smtp_reply.h"
#include "milter/courier/smtp_text.h"

namespace milter {

// How long an answer may take: RFC 5321 4.5.3.2.
struct SmtpTimes {
  std::chrono::milliseconds greeting = std::chrono::minutes{5};  // and EHLO
  std::chrono::milliseconds command = std::chrono::minutes{5};   // MAIL, RCPT
  std::chrono::milliseconds data = std::chrono::minutes{2};      // DATA
  std::chrono::milliseconds block = std::chrono::minutes{3};     // while sending the bytes
  // All of the above together: a lease must outlive it.
  std::chrono::milliseconds before_end = std::chrono::minutes{5};
  // After the dot. Leaving earlier makes duplicates (RFC 1047), so nothing caps it.
  std::chrono::milliseconds end = std::chrono::minutes{10};
  std::chrono::milliseconds quit = std::chrono::seconds{5};  // everything is answered by then
};

class SmtpClient {
 public:
  // `server` is "host:port" or "[2001:db8::1]:port"; `own_name` is said in EHLO.
  static Result<SmtpClient> connect(const std::string& server, const std::string& own_name,
                                    const SmtpTimes& times = {});

  const SmtpTimes& times() const { return times_; }
  const SmtpExtensions& extensions() const { return extensions_; }
  // The words behind an extension's keyword: "NAME ADDR PROTO" of XFORWARD.
  std::string extension_words(std::string_view keyword) const;

  Result<SmtpReply> say(std::string_view line, std::chrono::milliseconds time);
  // For the bytes of a mail: all of them, then the answer by hear().
  Result<void> push(std::string_view bytes);
  Result<SmtpReply> hear(std::chrono::milliseconds time);
  void quit();

 private:
  struct Close {
    void operator()(void* curl) const;
  };
  using Steady = std::chrono::steady_clock::time_point;

  SmtpClient(void* curl, const SmtpTimes& times);
  Result<void> open(const std::string& server, const std::string& own_name);
  Result<void> greet(const std::string& own_name);
  Result<void> send(std::string_view bytes, std::chrono::milliseconds time);
  Result<SmtpReply> hear_until(Steady deadline);
  Result<void> await(short events, Steady deadline);
  tl::unexpected<Error> broken(std::string what);
  Steady within(std::chrono::milliseconds time) const;  // capped by times_.before_end

  std::unique_ptr<void, Close> curl_;
  SmtpTimes times_;
  Steady before_end_;
  int socket_ = -1;
  ReplyBuffer replies_;
  SmtpReply ehlo_;
  SmtpExtensions extensions_;
  std::string trouble_;  // after it the connection is of no more use
};

}  // namespace milter
