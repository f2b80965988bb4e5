// Tested by smtp_reply_test.cc.
#include "milter/courier/smtp_reply.h"

#include <algorithm>
#include <utility>

#include "milter/base/text.h"
#include "milter/base/unicode.h"

namespace milter {
namespace {

// What a person sees of one answer: the reason, not a page.
constexpr std::size_t kMaxReplyText = 500;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "250 text", "250-text" or "250".
bool is_reply_line(std::string_view line) {
  return line.size() >= 3 && line[0] >= '2' && line[0] <= '5' && is_digit(line[1]) &&
         is_digit(line[2]) && (line.size() == 3 || line[3] == ' ' || line[3] == '-');
}

SmtpReply reply_of(const std::vector<std::string>& lines) {
  SmtpReply reply;
  reply.code = std::stoi(lines.back().substr(0, 3));
  for (const std::string& line : lines) {
    reply.lines.push_back(line.size() > 4 ? line.substr(4) : "");
  }
  return reply;
}

}  // namespace

std::string SmtpReply::text() const {
  std::string whole = code == 0 ? "" : std::to_string(code);
  for (const std::string& line : lines) {
    if (!whole.empty() && !line.empty()) whole += ' ';
    whole += line;
  }
  return clip(printable(to_utf8(code_points(whole))), kMaxReplyText);
}

Result<std::optional<SmtpReply>> ReplyBuffer::next() {
  for (;;) {
    const std::size_t end = bytes_.find('\n');
    if (std::min(end, bytes_.size()) > kMaxReplyLine || lines_.size() >= kMaxReplyLines) {
      return fail(Error::Kind::kLimit, "the server's answer is too long");
    }
    if (end == std::string::npos) return std::optional<SmtpReply>{};
    std::string line(trim(std::string_view(bytes_).substr(0, end)));
    bytes_.erase(0, end + 1);
    if (!is_reply_line(line) || (!lines_.empty() && line.substr(0, 3) != lines_[0].substr(0, 3))) {
      return fail(Error::Kind::kMalformed, "no SMTP reply: " + printable(clip(line, 80)));
    }
    const bool more = line.size() > 3 && line[3] == '-';
    lines_.push_back(std::move(line));
    if (!more) return reply_of(std::exchange(lines_, {}));
  }
}

}  // namespace milter
