// Parameters of a MIME field (RFC 2045 5.1, RFC 2231). Read beyond the standard: a missing ";"
// before the next name, values with spaces outside quotes, quotes never closed. Where both name and
// name* are given, name* counts (RFC 6266 4.3); of two equal ones the first, as in most programs.
// Tested by encoded_word_test.cc.
#include <algorithm>
#include <vector>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/mail/charset.h"
#include "milter/mail/encoded_word.h"

namespace milter {
namespace {

constexpr std::size_t kMaxRepeated = 4;  // further values of one name: two programs, two readings

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_name_character(char c) {
  return c > ' ' && c < 0x7F &&
         std::string_view("()<>@,;:\\\"/[]?=").find(c) == std::string_view::npos;
}

struct Value {
  std::string text;
  bool quoted = false;
};

// Reads one field from left to right; every method starts and ends on an unread character.
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : text_(text) {}

  bool done() const { return at_ >= text_.size(); }

  // Up to ";" or the end, without comments and white space.
  std::string bare() {
    std::string out;
    for (skip(); !done() && text_[at_] != ';'; skip()) out += text_[at_++];
    if (!done()) ++at_;
    return out;
  }

  // Up to "=", lower case; "" if the piece has none, which is then skipped with its ";".
  std::string name() {
    skip();
    std::string out;
    while (!done() && is_name_character(text_[at_])) out += ascii_lower(text_[at_++]);
    skip();
    if (!done() && text_[at_] == '=' && !out.empty()) {
      ++at_;
      return out;
    }
    // A stray word, or a parameter that lost its ";": only the former is skipped to the next ";".
    if (out.empty() || done() || !is_name_character(text_[at_])) to_semicolon();
    return "";
  }

  Value value() {
    skip();
    if (!done() && text_[at_] == '"') return {quoted(), true};
    return {token(), false};
  }

  void end_of_parameter() {
    skip();
    if (!done() && text_[at_] == ';') ++at_;
  }

 private:
  void skip() {
    while (!done()) {
      if (is_blank(text_[at_])) {
        ++at_;
      } else if (text_[at_] != '(' || !comment()) {
        return;
      }
    }
  }

  // False if it never ends: then it is text, and so is every later one.
  bool comment() {
    if (open_comment_) return false;
    std::size_t depth = 0;
    for (std::size_t i = at_; i < text_.size(); ++i) {
      if (text_[i] == '\\') {
        ++i;
      } else if (text_[i] == '(') {
        ++depth;
      } else if (text_[i] == ')' && --depth == 0) {
        at_ = i + 1;
        return true;
      }
    }
    open_comment_ = true;
    return false;
  }

  void to_semicolon() {
    while (!done() && text_[at_] != ';') ++at_;
    if (!done()) ++at_;
  }

  std::string quoted() {
    std::string out;
    for (++at_; !done() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      out += text_[at_];
    }
    if (!done()) ++at_;
    return out;
  }

  std::string token() {
    std::string out;
    while (!done() && text_[at_] != ';') {
      const std::size_t begin = at_;
      while (!done() && text_[at_] != ';' && !is_blank(text_[at_])) ++at_;
      out += text_.substr(begin, at_ - begin);
      const std::size_t blank = at_;
      skip();
      if (blank == at_) continue;
      if (name_follows()) break;
      if (!done() && text_[at_] != ';') out += text_[blank];
    }
    return out;
  }

  bool name_follows() const {
    std::size_t i = at_;
    while (i < text_.size() && is_name_character(text_[i])) ++i;
    return i > at_ && i < text_.size() && text_[i] == '=';
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool open_comment_ = false;
};

std::string percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const std::string escape = "=" + std::string(text.substr(i + 1, 2));
      const std::string byte = quoted_printable_decode(escape);
      if (byte.size() == 1) {
        out += byte;
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

// One "name*1*=": RFC 2231 3 and 4.
struct Part {
  bool extended = false;
  std::string text;
};

// All that the field says of one name.
struct Collected {
  std::optional<std::string> plain;
  std::optional<std::string> whole;   // name*=
  std::map<std::size_t, Part> parts;  // name*0=, name*1*=
  std::vector<std::string> repeated;  // of plain and whole, what came second

  bool has_all() const { return repeated.size() >= kMaxRepeated; }
};

std::string decode_parts(const std::vector<Part>& parts, CharsetNotes& notes) {
  const bool extended =
      std::any_of(parts.begin(), parts.end(), [](const Part& part) { return part.extended; });
  std::string charset;
  std::string bytes;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::string_view text = parts[i].text;
    if (i == 0 && parts[i].extended && std::count(text.begin(), text.end(), '\'') >= 2) {
      charset = text.substr(0, text.find('\''));
      text.remove_prefix(text.find('\'', text.find('\'') + 1) + 1);
    }
    bytes += parts[i].extended ? percent_decode(text) : std::string(text);
  }
  if (!extended) return decode_header(bytes, notes);
  DecodedText decoded = decode_text(bytes, charset);
  notes.add(decoded);
  return std::move(decoded.text);
}

std::string decode_whole(const std::string& text, CharsetNotes& notes) {
  return decode_parts({Part{true, text}}, notes);
}

std::string decode_collected(const Collected& found, CharsetNotes& notes) {
  if (found.whole) return decode_whole(*found.whole, notes);
  std::vector<Part> parts;
  for (const auto& [index, part] : found.parts) {
    if (index != parts.size()) break;  // a gap: what follows belongs to nothing
    parts.push_back(part);
  }
  if (!parts.empty()) return decode_parts(parts, notes);
  return found.plain ? decode_header(*found.plain, notes) : "";
}

std::optional<std::size_t> part_index(std::string_view digits) {
  if (digits.empty() || digits.size() > 6) return std::nullopt;
  std::size_t index = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    index = index * 10 + static_cast<std::size_t>(c - '0');
  }
  return index;
}

}  // namespace

Parameterised decode_parameters(std::string_view field_value) {
  const std::string text = header_to_utf8(unfold(field_value));
  FieldReader reader(text);
  Parameterised result;
  result.value = ascii_lower(reader.bare());
  std::map<std::string, Collected> all;
  while (!reader.done()) {
    const std::string name = reader.name();
    if (name.empty()) continue;
    Value value = reader.value();
    reader.end_of_parameter();
    const bool extended = name.ends_with('*');
    const std::string_view stem =
        std::string_view(name).substr(0, name.size() - (extended ? 1 : 0));
    const std::size_t star = stem.find('*');
    Collected& found = all[std::string(stem.substr(0, star))];
    if (star == std::string_view::npos) {
      std::optional<std::string>& place = extended ? found.whole : found.plain;
      if (!place) {
        place = std::move(value.text);
      } else if (!found.has_all()) {
        found.repeated.push_back(extended ? decode_whole(value.text, result.notes)
                                          : decode_header(value.text, result.notes));
      }
    } else if (const auto index = part_index(stem.substr(star + 1)); !index) {
      continue;
    } else if (*index >= limits::kMaxParameterParts) {
      result.too_many_parts = true;
    } else {
      found.parts.try_emplace(*index, Part{extended, std::move(value.text)});
    }
  }
  for (auto& [name, found] : all) {
    const std::string& value = result.parameters[name] = decode_collected(found, result.notes);
    if (found.plain) found.repeated.push_back(decode_header(*found.plain, result.notes));
    for (std::string& other : found.repeated) {
      if (other != value) result.others.emplace_back(name, std::move(other));
    }
  }
  return result;
}

}  // namespace milter
