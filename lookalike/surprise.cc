// How: a table of a letter's bits after the two letters before it, counted among popular names
// (tests/bench/lookalike/make_letters.py).
// Leaves out: longer contexts, which gain 5 % and are ten times the size; scripts but Latin.
// Tested by surprise_test.cc.
#include "lookalike/surprise.h"

#include <algorithm>

namespace lookalike {
namespace {

constexpr char kTable[] =
#include "lookalike/letters.inc"
    ;
constexpr std::size_t kSize = 38, kBorder = 37;  // a-z, 0-9, '-', and the border of a label
static_assert(sizeof(kTable) == kSize * kSize * kSize + 1);

constexpr std::uint16_t kForeign = 8 * 4;  // one of some hundred letters of another script

std::size_t number_of(char32_t letter) {
  if (letter >= U'a' && letter <= U'z') return letter - U'a';
  if (letter >= U'0' && letter <= U'9') return letter - U'0' + 26;
  return letter == U'-' ? 36 : kSize;
}

// The two letters before; the table's figures are quarters of a bit.
struct Context {
  std::size_t first = kBorder, second = kBorder;

  std::uint16_t quarters(std::size_t number) const {
    if (number == kSize) return kForeign;
    return static_cast<std::uint16_t>(kTable[(first * kSize + second) * kSize + number] - '@');
  }
  void pass(std::size_t number) {
    first = number == kSize ? kBorder : second;
    second = number == kSize ? kBorder : number;
  }
  std::uint16_t take(std::size_t number) {
    const std::uint16_t out = quarters(number);
    pass(number);
    return out;
  }
};

}  // namespace

double surprise(std::u32string_view label) {
  std::uint32_t sum = 0;
  Context context;
  for (const char32_t letter : label) sum += context.take(number_of(letter));
  return (sum + context.quarters(kBorder)) / 4.0;
}

void RunSurprise::read(std::u32string_view text) {
  Context context;
  sums_[0] = 0;
  for (std::size_t i = 0; i < std::min(text.size(), kMaxLetters); ++i) {
    const std::size_t number = number_of(text[i]);
    numbers_[i] = static_cast<std::uint8_t>(number);
    sums_[i + 1] = static_cast<std::uint16_t>(sums_[i] + context.take(number));
  }
}

// The first two letters of a run are weighed anew, for they have others before them in the text.
double RunSurprise::of(std::size_t begin, std::size_t end) const {
  std::uint32_t sum = 0;
  Context context;
  const std::size_t anew = std::min(begin + 2, end);
  for (std::size_t i = begin; i < anew; ++i) sum += context.take(numbers_[i]);
  sum += static_cast<std::uint32_t>(sums_[end] - sums_[anew]);
  for (std::size_t i = std::max(anew, end - std::min<std::size_t>(end, 2)); i < end; ++i) {
    context.pass(numbers_[i]);
  }
  return (sum + context.quarters(kBorder)) / 4.0;
}

}  // namespace lookalike
