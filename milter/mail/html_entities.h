// Character references of HTML (HTML standard 13.2.5.72 to 13.2.5.80).
//
//   decode_references("a&colon;b&#x40;c&amp", false)   ->  "a:b@c&"
//
// In an attribute a name without its semicolon stays as it is when "=", a letter or a digit
// follows:
// "?a=1&copy=2" is an address. Linear; pure and thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace milter {

std::string decode_references(std::string_view text, bool in_attribute);

}  // namespace milter
