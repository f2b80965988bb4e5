// One pass by a reader of one method a piece of grammar. Each method ends on an unread character;
// `bad_` is set once and everything after it is empty. Comments are counted, not recursed into.
//
// Tested by auth_results_field_test.cc; fuzzed by fuzz_auth_results.cc.
#include "milter/auth/auth_results_field.h"

#include <algorithm>
#include <utility>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/base/unicode.h"

namespace milter {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_control(char c) { return (c >= 0 && c < ' ') || c == '\x7F'; }
bool is_keyword(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}
// RFC 2045 5.1, with UTF-8 (RFC 8601 2.2).
bool is_token(char c) {
  return c != ' ' && !is_control(c) &&
         std::string_view("()<>@,;:\\\"/[]?=").find(c) == std::string_view::npos;
}
bool is_plain(char c) {
  return c != ' ' && !is_control(c) && c != ';' && c != '"' && c != '(' && c != ')';
}

class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : text_(text) {}

  std::optional<AuthResultsField> run();

 private:
  bool done() const { return bad_ || at_ >= text_.size(); }
  bool next_is(char c) const { return !done() && text_[at_] == c; }
  bool take(char c) {
    if (!next_is(c)) return false;
    ++at_;
    return true;
  }

  void skip();  // CFWS
  void comment();
  std::string quoted();
  template <class Predicate>
  std::string run_of(Predicate belongs);
  std::string property_value();
  void head(AuthResultsField& field);
  std::optional<MethodResult> result();
  void properties(MethodResult& result);
  void to_semicolon();

  std::string_view text_;
  std::size_t at_ = 0;
  bool bad_ = false;
  std::string comments_;
};

void FieldReader::skip() {
  while (!done()) {
    if (is_blank(text_[at_])) {
      ++at_;
    } else if (text_[at_] == '(') {
      comment();
    } else {
      return;
    }
  }
}

void FieldReader::comment() {
  std::size_t depth = 0;
  if (!comments_.empty()) comments_ += ' ';
  for (; !done(); ++at_) {
    char c = text_[at_];
    if (c == ')' && --depth == 0) {
      ++at_;
      return;
    }
    if (c == '(' && ++depth == 1) continue;
    if (c == '\\' && at_ + 1 < text_.size()) c = text_[++at_];
    if (depth > limits::kMaxCommentDepth || (is_control(c) && !is_blank(c))) bad_ = true;
    comments_ += c;
  }
  bad_ = true;
}

std::string FieldReader::quoted() {
  std::string out;
  for (++at_; !done(); ++at_) {
    char c = text_[at_];
    if (c == '"') {
      ++at_;
      return out;
    }
    if (c == '\\' && at_ + 1 < text_.size()) c = text_[++at_];
    if (c == '\r' || c == '\n') continue;
    if (is_control(c) && c != '\t') bad_ = true;
    out += c;
  }
  bad_ = true;
  return out;
}

template <class Predicate>
std::string FieldReader::run_of(Predicate belongs) {
  const std::size_t begin = at_;
  while (!done() && belongs(text_[at_])) ++at_;
  return std::string(text_.substr(begin, at_ - begin));
}

// `"local part"@domain` is one value, as is a value without any quote.
std::string FieldReader::property_value() {
  std::string value;
  while (!done() && (text_[at_] == '"' || is_plain(text_[at_]))) {
    value += text_[at_] == '"' ? quoted() : run_of(is_plain);
  }
  return value;
}

void FieldReader::head(AuthResultsField& field) {
  skip();
  const std::size_t begin = at_;
  std::string id = next_is('"') ? quoted() : run_of(is_token);
  skip();
  if (next_is('=') || next_is('/')) {
    at_ = begin;  // it was a method: there is no id
    return;
  }
  if (id.empty()) bad_ = true;
  field.id = std::move(id);
  std::string version = run_of([](char c) { return c >= '0' && c <= '9'; });
  if (!version.empty()) field.version = std::move(version);
  skip();
  if (!done() && !next_is(';')) bad_ = true;
}

void FieldReader::properties(MethodResult& result) {
  for (skip(); !done() && text_[at_] != ';'; skip()) {
    MethodResult::Property property;
    property.name = ascii_lower(run_of(is_keyword));
    skip();
    if (!property.name.empty() && take('.')) {
      skip();
      property.name += '.' + ascii_lower(run_of(is_keyword));
      skip();
    }
    if (property.name.empty() || property.name.back() == '.' || !take('=')) {
      bad_ = true;
      return;
    }
    skip();
    property.value = property_value();
    result.properties.push_back(std::move(property));
  }
}

// "method/version=result properties"; nullopt, and the place unchanged, if it is none.
std::optional<MethodResult> FieldReader::result() {
  const std::size_t begin = at_;
  MethodResult result;
  result.method = ascii_lower(run_of(is_keyword));
  skip();
  if (take('/')) {
    skip();
    result.version = run_of(is_keyword);
    skip();
  }
  if (!take('=') || result.method.empty()) {
    at_ = begin;
    return std::nullopt;
  }
  skip();
  result.result = ascii_lower(run_of(is_keyword));
  if (result.result.empty()) bad_ = true;
  properties(result);
  return result;
}

void FieldReader::to_semicolon() {
  for (skip(); !done() && text_[at_] != ';'; skip()) {
    if (next_is('"')) {
      quoted();
    } else {
      ++at_;
    }
  }
}

std::optional<AuthResultsField> FieldReader::run() {
  AuthResultsField field;
  head(field);
  while (!bad_) {
    comments_.clear();
    take(';');
    skip();
    if (done()) break;
    if (next_is(';')) continue;
    std::optional<MethodResult> one = result();
    if (one) {
      one->comments = std::move(comments_);
      field.results.push_back(std::move(*one));
    } else if (field.id.empty()) {
      to_semicolon();
    } else if (!field.results.empty() || !iequals(run_of(is_keyword), "none")) {
      bad_ = true;
    }
    skip();
    if (!done() && !next_is(';')) bad_ = true;
    if (field.results.size() > limits::kMaxAuthResults) bad_ = true;
  }
  if (bad_ || (field.id.empty() && field.results.empty())) return std::nullopt;
  return field;
}

}  // namespace

std::string_view MethodResult::property(std::string_view name) const {
  const auto found = std::find_if(properties.begin(), properties.end(),
                                  [&](const Property& one) { return one.name == name; });
  return found == properties.end() ? std::string_view{} : std::string_view(found->value);
}

std::optional<AuthResultsField> read_auth_results(std::string_view value) {
  if (value.size() > limits::kMaxAuthResultsBytes || !is_utf8(value)) return std::nullopt;
  return FieldReader(value).run();
}

}  // namespace milter
