// An SMTP server's answers (RFC 5321 4.2), out of bytes as they arrive.
//
//   ReplyBuffer buffer;
//   buffer.add("250-gw\r\n250 DSN\r\n");
//   buffer.next()   ->  SmtpReply{250, {"gw", "DSN"}}, then nothing until more is added
//
// Pure; not thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "milter/base/result.h"

namespace milter {

struct SmtpReply {
  int code = 0;  // 0: there was no answer
  std::vector<std::string> lines;
  bool is(int kind) const { return code / 100 == kind; }  // is(2): a success
  // "250 2.0.0 Ok: queued as 4XyZ", one line fit for a log, a page and a mail.
  std::string text() const;
};

// RFC 5321 4.5.3.1.5 allows 512; servers quote whole addresses and web pages.
inline constexpr std::size_t kMaxReplyLine = 2'048;
// An EHLO answer has about 20 lines.
inline constexpr std::size_t kMaxReplyLines = 100;

class ReplyBuffer {
 public:
  void add(std::string_view bytes) { bytes_.append(bytes); }
  bool empty() const { return bytes_.empty() && lines_.empty(); }
  // nullopt: not whole yet. kLimit or kMalformed: this is no SMTP server.
  Result<std::optional<SmtpReply>> next();

 private:
  std::string bytes_;
  std::vector<std::string> lines_;  // of the reply that is not whole yet
};

}  // namespace milter
