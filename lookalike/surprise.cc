// How: a table of a letter's bits after the two letters before it, counted among popular names
// (tests/bench/lookalike/make_letters.py).
// Leaves out: longer contexts, which gain 5 % and are ten times the size; scripts but Latin.
// Tested by surprise_test.cc.
#include "lookalike/surprise.h"

#include <cstddef>

namespace lookalike {
namespace {

constexpr char kTable[] =
#include "lookalike/letters.inc"
    ;
constexpr std::size_t kSize = 38, kBorder = 37;  // a-z, 0-9, '-', and the border of a label
static_assert(sizeof(kTable) == kSize * kSize * kSize + 1);

constexpr double kForeignBits = 8;  // one of some hundred letters of another script

std::size_t number_of(char32_t letter) {
  if (letter >= U'a' && letter <= U'z') return letter - U'a';
  if (letter >= U'0' && letter <= U'9') return letter - U'0' + 26;
  return letter == U'-' ? 36 : kSize;
}

double bits(std::size_t first, std::size_t second, std::size_t letter) {
  return (kTable[(first * kSize + second) * kSize + letter] - '@') / 4.0;
}

}  // namespace

double surprise(std::u32string_view label) {
  double sum = 0;
  std::size_t first = kBorder, second = kBorder;
  for (const char32_t letter : label) {
    const std::size_t number = number_of(letter);
    if (number == kSize) {
      sum += kForeignBits;
      first = second = kBorder;
      continue;
    }
    sum += bits(first, second, number);
    first = second;
    second = number;
  }
  return sum + bits(first, second, kBorder);
}

}  // namespace lookalike
