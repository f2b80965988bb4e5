// How it works: one pass over the field's value as tokens of RFC 2045 5.1 (words, quoted strings,
// specials; comments and white space fall away). A boundary in the form of RFC 2231 is taken from
// decode_parameters, when no plain one stands there.
//
// Tested by mime_guard_test.cc.
#include "milter/mail/content_type.h"

#include <algorithm>

#include "milter/base/text.h"
#include "milter/mail/encoded_word.h"

namespace milter {
namespace {

// Tokens of a value: a quoted string without its quotes, one of "/;=" alone, or a run of other
// characters.
class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  // False at the end.
  bool next(std::string* token, bool* quoted) {
    token->clear();
    skip_blanks_and_comments();
    if (at_ >= text_.size()) return false;
    *quoted = text_[at_] == '"';
    if (*quoted) {
      read_quoted(token);
    } else if (is_special(text_[at_])) {
      *token = text_[at_++];
    } else {
      while (at_ < text_.size() && !is_special(text_[at_]) && !is_break(text_[at_])) {
        *token += text_[at_++];
      }
    }
    return true;
  }

  // A boundary without quotes may hold "/" or "=", though it should not.
  std::string value() {
    std::string token;
    skip_blanks_and_comments();
    if (at_ < text_.size() && text_[at_] == '"') {
      read_quoted(&token);
      return token;
    }
    while (at_ < text_.size() && text_[at_] != ';' && !is_break(text_[at_])) token += text_[at_++];
    return token;
  }

 private:
  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
  static bool is_special(char c) { return c == '/' || c == ';' || c == '='; }
  static bool is_break(char c) { return is_space(c) || c == '(' || c == '"'; }

  void skip_blanks_and_comments() {
    int depth = 0;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '(') {
        ++depth;
      } else if (c == ')' && depth > 0) {
        --depth;
      } else if (c == '\\' && depth > 0) {
        ++at_;
      } else if (depth == 0 && !is_space(c)) {
        return;
      }
    }
    at_ = std::min(at_, text_.size());
  }

  void read_quoted(std::string* token) {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\r' || text_[at_] == '\n') continue;
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      *token += text_[at_];
    }
    if (at_ < text_.size()) ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string read_boundary(std::string_view value) {
  Tokens tokens(value);
  std::string token, name;
  bool quoted = false;
  while (tokens.next(&token, &quoted)) {
    if (!quoted && token == "=") {
      std::string found = tokens.value();
      if (name == "boundary") return found;
    }
    name = quoted ? "" : ascii_lower(token);
  }
  if (ascii_lower(value).find("boundary*") == std::string::npos) return "";
  const auto parameters = decode_parameters(value).parameters;
  const auto found = parameters.find("boundary");
  return found == parameters.end() ? "" : found->second;
}

std::string read_full_type(std::string_view value) {
  Tokens tokens(value);
  std::string type, slash, subtype;
  bool quoted = false;
  tokens.next(&type, &quoted);
  tokens.next(&slash, &quoted);
  tokens.next(&subtype, &quoted);
  if (type.empty() || slash != "/" || subtype.empty()) return "text/plain";  // RFC 2045 5.2
  return ascii_lower(type + "/" + subtype);
}

}  // namespace

bool first_value(std::string_view bytes, const std::vector<HeaderField>& fields,
                 std::string_view name, std::string_view* value) {
  for (const HeaderField& field : fields) {
    if (!iequals(field.name.of(bytes), name)) continue;
    *value = field.value.of(bytes);
    *value = value->substr(0, value->find('\0'));
    return true;
  }
  return false;
}

ContentType read_content_type(std::string_view bytes, const std::vector<HeaderField>& fields) {
  ContentType type;
  std::string_view value;
  if (first_value(bytes, fields, "Content-Type", &value)) {
    type.full = read_full_type(value);
    if (type.is_multipart()) {
      type.boundary = read_boundary(value);
      const std::size_t end = type.boundary.find_last_not_of(" \t") + 1;
      type.boundary_blanks = type.boundary.substr(end);
      type.boundary.resize(end);
    }
  }
  if (first_value(bytes, fields, "Content-Transfer-Encoding", &value)) {
    std::string token;
    bool quoted = false;
    Tokens(value).next(&token, &quoted);
    type.encoded = iequals(token, "base64") || iequals(token, "quoted-printable");
  }
  return type;
}

}  // namespace milter
