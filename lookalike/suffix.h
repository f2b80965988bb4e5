// Where the public suffix of a name begins: the ICANN section of the Public Suffix List, names sold
// as if they were registries, and services that give names away below their own.
//
//   find_suffix("www.mirai-kogyo.co.jp")  ->  16 ("co.jp")
//   find_suffix("mirai.github.io")        ->  6 ("github.io"), hosted
//
// Pure, thread-safe, no allocation. The only user of libpsl.
#pragma once

#include <cstddef>
#include <string>

namespace lookalike {

struct Suffix {
  std::size_t at = 0;   // where it begins in the name
  bool hosted = false;  // a hosting or dynamic DNS service's own name, with a customer's before it
};
Suffix find_suffix(const std::string& name);  // lower case, ASCII or UTF-8, no root dot

}  // namespace lookalike
