// Macro strings and domain-specs of an SPF record (RFC 7208 7): read once, expanded when a term is
// evaluated.
//
//   parse_domain_spec("%{l}._spf.%{d2}")   ->  three pieces
//   expand(pieces, values)                 ->  "taro._spf.asagiri.example"
//
// Pure and thread-safe. An error is the reason of a permerror.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "milter/base/result.h"

namespace milter {

struct MacroPiece {
  std::string literal;           // as it stands, where letter is 0
  char letter = 0;               // one of "slodiphcrtv", or of "%_-" for "%%", "%_" and "%-"
  bool url_escape = false;       // the letter was upper case
  std::size_t keep = 0;          // right-hand parts that are kept; 0: all
  bool reverse = false;          // of the parts
  std::string delimiters = ".";  // between parts
};
using MacroString = std::vector<MacroPiece>;

// `letter` is lower case, never one of "%_-".
using MacroValue = std::function<std::string(char letter)>;

Result<MacroString> parse_macro_string(std::string_view text);
// A macro string that ends in a macro or in "." and a top label; without c, r and t, which only an
// explanation may have.
Result<MacroString> parse_domain_spec(std::string_view text);

// The right-hand end of a long result is enough: a name is cut from the left.
std::string expand(const MacroString& text, const MacroValue& value);
// `expanded` as the name to ask for: without root dot, labels taken off at the left until it has
// 253 octets (RFC 7208 7.3).
std::string asked_name(std::string expanded);

// RFC 7208 7.1, toplabel: letters, digits and inner hyphens, not digits alone.
bool is_top_label(std::string_view label);

}  // namespace milter
