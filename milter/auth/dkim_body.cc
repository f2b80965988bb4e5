// Mail from an MTA is plain nearly always: then the piece itself is handed out and nothing is
// copied. Tested by dkim_body_test.cc.
#include "milter/auth/dkim_body.h"

#include <algorithm>

namespace milter {
namespace {

// Each CR has its LF and each LF its CR, within the piece.
bool is_plain(std::string_view piece) {
  char before = '\0';
  for (const char c : piece) {
    if ((before == '\r') != (c == '\n')) return false;
    before = c;
  }
  return before != '\r';
}

}  // namespace

std::string_view DkimBody::add(std::string_view piece) {
  if (!why_.empty()) return {};
  std::string_view ready = piece;
  if (after_cr_ || !is_plain(piece)) {
    repair(piece);
    ready = out_;
  }
  count_line(ready);
  return why_.empty() ? ready : std::string_view();
}

void DkimBody::repair(std::string_view piece) {
  out_.clear();
  for (const char c : piece) {
    if (after_cr_ && c != '\n') why_ = "the body has a CR without LF";
    if (c == '\n') out_ += '\r';
    if (c != '\r') out_ += c;
    after_cr_ = c == '\r';
  }
}

void DkimBody::count_line(std::string_view piece) {
  while (!piece.empty()) {
    const auto end = piece.find('\n');
    line_ += std::min(end, piece.size());
    if (line_ > kMaxDkimLine) why_ = "a line of the body is too long";
    if (end == std::string_view::npos) return;
    line_ = 0;
    piece.remove_prefix(end + 1);
  }
}

std::string_view DkimBody::end() {
  if (after_cr_) why_ = "the body has a CR without LF";
  return why_.empty() && line_ != 0 ? "\r\n" : std::string_view();
}

void CanonicalLength::add(std::string_view piece) {
  for (const char c : piece) {
    if (relaxed_ && (c == ' ' || c == '\t')) {
      blank_ = true;
    } else if (c == '\r' || c == '\n') {
      blank_ = false;
      ++pending_;
    } else {
      octets_ += pending_ + (blank_ ? 1 : 0) + 1;
      pending_ = 0;
      blank_ = false;
    }
  }
}

std::uint64_t CanonicalLength::octets() const {
  if (octets_ == 0) return relaxed_ ? 0 : 2;
  return octets_ + 2;
}

}  // namespace milter
