// Domain names and mail addresses as people write them into the configuration and the tables.
//
//   checked_domain("Asagiri.Example")     ->  "asagiri.example"
//   checked_address("keiri@ＡＳＡＧＩＲＩ.example")  ->  "keiri@asagiri.example"
//   checked_domain("foo_bar.example")     ->  kMalformed: "foo_bar.example" is not a domain: ...
//
// Stricter than reading mail: a typing error in a table silently guards nothing. Pure and
// thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "milter/base/result.h"

namespace milter {

// At least two labels, U- or A-labels; NFKC and lower case, as UTS #46 maps what is typed.
Result<std::string> checked_domain(std::string_view written);

// dot-atom "@" domain (RFC 5322 3.4.1), all in lower case. Dots may stand anywhere in the local
// part: Japanese mobile carriers gave out "taro..@" addresses.
Result<std::string> checked_address(std::string_view written);

// The text in quotes, fit for one line of an error message.
std::string in_quotes(std::string_view text);

}  // namespace milter
