// The keys under which two labels that look alike are equal.
//
//   bare_key(U"exаmple")       -> U"example"  (Cyrillic а)
//   visual_key(U"exarnp1e")    -> U"examp1e" read loosely: rn as m, 1 and i as l, 0 as o ...
//
// Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "lookalike/letters.h"

namespace lookalike {

std::u32string bare_key(std::u32string_view text);    // bare_letter() of each letter
std::u32string strict_key(std::u32string_view bare);  // UTS #39 on ASCII: rn = m, 1 = l
std::u32string visual_key(std::u32string_view bare);  // strict and vv = w, cl = d, 0 = o, 5 = s ...
std::u32string without_separators(std::u32string_view text);  // no '-', '.', '_'

// The same reading for one bare letter (U'0' -> U'o') and for two (U"rn" -> U'm', else 0).
char32_t visual_letter(char32_t letter);
char32_t visual_pair(char32_t first, char32_t second);

}  // namespace lookalike
