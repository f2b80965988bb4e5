// A scanner of its own, because read_addresses() decodes before it reads and forgets where; then
// the two readings are laid side by side, and where they differ nothing is said. Tested by
// mailbox_places_test.cc.
#include "milter/mail/mailbox_places.h"

#include <algorithm>
#include <optional>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/base/unicode.h"
#include "milter/mail/address.h"

namespace milter {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// What stands between two separators.
struct Element {
  std::optional<ByteRange> angle;  // inside of < and >
  std::vector<ByteRange> runs;     // of what is no space, comment or angle
  std::size_t begin = 0, end = 0;  // of all of it, outer white space left out
  bool in_group = false;

  bool empty() const { return runs.empty() && !angle; }
};

class FieldScanner {
 public:
  FieldScanner(std::string_view bytes, ByteRange value)
      : text_(bytes.substr(0, value.end)), at_(value.begin) {}

  // nullopt: where mailboxes end is not clear.
  std::optional<std::vector<Element>> scan() {
    while (at_ < text_.size() && !unclear_) step();
    finish();
    if (unclear_ || in_group_) return std::nullopt;
    return std::move(elements_);
  }

 private:
  void step() {
    const char c = text_[at_];
    const std::size_t begin = at_;
    if (is_space(c)) {
      ++at_;
      in_run_ = false;
    } else if (c == ',') {
      ++at_;
      finish();
    } else if (c == ':' || c == ';') {
      ++at_;
      group(c == ':');
    } else if (c == '<') {
      angle();
    } else if (c == '(') {
      comment();
      extend(begin, false);
    } else {
      if (c == '"') skip_to('"');
      if (c == '[') skip_to(']');
      ++at_;
      extend(begin, true);
    }
  }

  // Something of the element stood from `begin` to here.
  void extend(std::size_t begin, bool is_run) {
    if (element_.end == 0) element_.begin = begin;
    element_.end = at_;
    if (is_run && in_run_) {
      element_.runs.back().end = at_;
    } else if (is_run) {
      element_.runs.push_back({begin, at_});
    }
    in_run_ = is_run;
  }

  // From an opening at at_ onto its closing.
  void skip_to(char closing) {
    for (++at_; at_ < text_.size() && text_[at_] != closing; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    if (at_ >= text_.size()) fail();
  }

  void comment() {
    std::size_t depth = 0;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '(') {
        ++depth;
      } else if (text_[at_] == ')' && --depth == 0) {
        ++at_;
        return;
      }
    }
    fail();
  }

  void angle() {
    const std::size_t begin = at_++;
    for (; at_ < text_.size() && text_[at_] != '>'; ++at_) {
      if (text_[at_] == '"') skip_to('"');
      if (at_ < text_.size() && text_[at_] == '<') return fail();
    }
    if (at_ >= text_.size() || element_.angle) return fail();
    element_.angle = ByteRange{begin + 1, at_++};
    extend(begin, false);
  }

  void group(bool opens) {
    if (opens == in_group_) return fail();
    if (opens) {
      element_ = {};  // the group's name
      in_run_ = false;
    } else {
      finish();
    }
    in_group_ = opens;
  }

  void finish() {
    element_.in_group = in_group_;
    if (!element_.empty()) elements_.push_back(std::move(element_));
    element_ = {};
    in_run_ = false;
  }

  void fail() {
    unclear_ = true;
    at_ = text_.size();
  }

  std::string_view text_;
  std::size_t at_;
  Element element_;
  std::vector<Element> elements_;
  bool in_run_ = false, in_group_ = false, unclear_ = false;
};

ByteRange trimmed(std::string_view bytes, ByteRange range) {
  while (range.begin < range.end && is_space(bytes[range.begin])) ++range.begin;
  while (range.end > range.begin && is_space(bytes[range.end - 1])) --range.end;
  return range;
}

std::optional<ByteRange> address_of(std::string_view bytes, const Element& element) {
  if (element.in_group) return std::nullopt;
  if (element.angle) return trimmed(bytes, *element.angle);
  if (element.runs.size() == 1) return element.runs.front();
  return std::nullopt;
}

// Written in one piece, and read by itself the same as in its field.
bool is_plain(std::string_view written, const Mailbox& mailbox) {
  if (mailbox.domain.empty() || written.starts_with('@')) return false;
  if (written.find_first_of(" \t\r\n(") != std::string_view::npos) return false;
  return written.find("=?") == std::string_view::npos &&
         read_path(written) == Mailbox{"", mailbox.local_part, mailbox.domain};
}

// Escape sequences and other charsets hide separators in their bytes.
bool is_unicode(std::string_view value) {
  return value.find('\x1B') == std::string_view::npos && is_utf8(value);
}

std::vector<MailboxPosition> places_in(const RawMessage& mail, const HeaderField& field) {
  const AddressList list = read_addresses(mail.value(field));
  if (!list.well_formed || list.too_many || !is_unicode(mail.value(field))) return {};
  const auto elements = FieldScanner(mail.bytes(), field.value).scan();
  if (!elements || elements->size() != list.mailboxes.size()) return {};
  std::vector<MailboxPosition> places;
  for (std::size_t i = 0; i < elements->size(); ++i) {
    const Element& element = (*elements)[i];
    const auto address = address_of(mail.bytes(), element);
    const Mailbox& mailbox = list.mailboxes[i];
    if (!address || !is_plain(address->of(mail.bytes()), mailbox)) continue;
    places.push_back({field.whole, {element.begin, element.end}, *address, mailbox.address()});
  }
  return places;
}

}  // namespace

std::vector<MailboxPosition> mailbox_places(const RawMessage& mail) {
  std::vector<MailboxPosition> places;
  for (const HeaderField& field : mail.fields()) {
    const std::string_view name = mail.name(field);
    if (!iequals(name, "To") && !iequals(name, "Cc")) continue;
    const auto found = places_in(mail, field);
    if (places.size() + found.size() > limits::kMaxPlaces) break;
    places.insert(places.end(), found.begin(), found.end());
  }
  return places;
}

}  // namespace milter
