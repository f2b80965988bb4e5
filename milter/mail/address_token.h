// The lexical level of an address field (RFC 5322 3.2), with recovery.
//
//   read_tokens("\"A, B\" <a@b> (note)", {})  ->  quoted, '<', word, '@', word, '>', comment
//
// Pure and thread-safe; tokens own their text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace milter {

struct AddressToken {
  enum class Kind { kWord, kQuoted, kLiteral, kComment, kSpecial };
  Kind kind = Kind::kWord;
  std::string text;           // unescaped, without quotes and parentheses; a literal keeps [ ]
  bool space_before = false;  // white space or a comment stood before it

  bool is(char special) const { return kind == Kind::kSpecial && text.front() == special; }
};

struct AddressTokens {
  std::vector<AddressToken> tokens;
  bool well_formed = true;
  bool loose_words = false;  // an encoded word holds specials that RFC 2047 5 (3) forbids there
};

// `utf8` is unfolded. With `whole_words` an encoded word is one word whatever it holds, as mail
// programs that decode first see it; without, its specials count.
AddressTokens read_tokens(std::string_view utf8, bool whole_words);

}  // namespace milter
