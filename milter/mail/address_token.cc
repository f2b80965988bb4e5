// One pass. Something opened and never closed is taken for ordinary text, because the address
// behind it is what a mail program will most likely show; after the first such place the same
// opener is not tried again, which keeps the pass linear. Nested comments are counted, not recursed
// into. Tested by address_test.cc.
#include "milter/mail/address_token.h"

#include <algorithm>
#include <utility>

#include "milter/base/limits.h"
#include "milter/mail/encoded_word.h"

namespace milter {
namespace {

using Kind = AddressToken::Kind;

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_control(char c) { return (c >= 0 && c < ' ') || c == '\x7F'; }
bool is_special(char c) { return std::string_view("<>,;:@.").find(c) != std::string_view::npos; }

class Tokeniser {
 public:
  Tokeniser(std::string_view text, bool whole_words)
      : text_(text), whole_words_(whole_words), words_(text) {}

  AddressTokens run() {
    while (at_ < text_.size()) step();
    return std::move(result_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (is_blank(c)) {
      space_ = true;
      ++at_;
    } else if (is_control(c)) {
      result_.well_formed = false;
      space_ = true;
      ++at_;
    } else if (is_special(c)) {
      push(Kind::kSpecial, std::string(1, c));
      ++at_;
    } else if (!(c == '"' && quoted()) && !(c == '(' && comment()) && !(c == '[' && literal())) {
      word();
    }
  }

  void push(Kind kind, std::string text) {
    result_.tokens.push_back({kind, std::move(text), space_});
    space_ = kind == Kind::kComment;
  }

  bool quoted() {
    if (open_quote_) return false;
    std::string content;
    std::size_t i = at_ + 1;
    for (; i < text_.size() && text_[i] != '"'; ++i) {
      if (text_[i] == '\\' && i + 1 < text_.size()) ++i;
      if (text_[i] == '\0') result_.well_formed = false;
      content += text_[i];
    }
    open_quote_ = i >= text_.size();
    if (open_quote_) return false;
    at_ = i + 1;
    push(Kind::kQuoted, std::move(content));
    return true;
  }

  bool comment() {
    if (open_comment_) return false;
    std::string content;
    std::size_t depth = 1;
    std::size_t i = at_ + 1;
    for (; i < text_.size(); ++i) {
      if (text_[i] == ')' && --depth == 0) break;
      if (text_[i] == '(') ++depth;
      if (depth > limits::kMaxCommentDepth) result_.well_formed = false;
      if (text_[i] == '\\' && i + 1 < text_.size()) ++i;
      content += text_[i];
    }
    open_comment_ = i >= text_.size();
    if (open_comment_) return false;
    at_ = i + 1;
    push(Kind::kComment, std::move(content));
    return true;
  }

  bool literal() {
    const std::size_t end = text_.find_first_of("[]\\<>,;@\" ", at_ + 1);
    if (end == std::string_view::npos || text_[end] != ']') return false;
    push(Kind::kLiteral, std::string(text_.substr(at_, end + 1 - at_)));
    at_ = end + 1;
    return true;
  }

  bool encoded_word() {
    const std::optional<EncodedWord> found = words_.at(at_);
    if (!found) return false;
    const std::string_view whole = text_.substr(at_, found->length);
    if (whole.find_first_of("<>,;:@\"()[] ") != std::string_view::npos) {
      result_.loose_words = true;
      result_.well_formed = false;
      if (!whole_words_) return false;
    }
    push(Kind::kWord, std::string(whole));
    at_ += whole.size();
    return true;
  }

  void word() {
    if (text_[at_] == '=' && encoded_word()) return;
    const std::size_t start = at_;
    do {
      const char c = text_[at_];
      if (c == '"' || c == '(' || c == ')' || c == '[' || c == ']' || c == '\\') {
        result_.well_formed = false;
      }
      ++at_;
    } while (at_ < text_.size() && continues_word(text_[at_]));
    push(Kind::kWord, std::string(text_.substr(start, at_ - start)));
  }

  bool continues_word(char c) const {
    if (is_blank(c) || is_control(c) || is_special(c)) return false;
    if (c == '"') return open_quote_;
    if (c == '(') return open_comment_;
    return c != '[' && !(c == '=' && text_.substr(at_, 2) == "=?");
  }

  std::string_view text_;
  bool whole_words_;
  EncodedWordScanner words_;
  std::size_t at_ = 0;
  bool space_ = false;
  bool open_quote_ = false;
  bool open_comment_ = false;
  AddressTokens result_;
};

}  // namespace

AddressTokens read_tokens(std::string_view utf8, bool whole_words) {
  return Tokeniser(utf8, whole_words).run();
}

}  // namespace milter
