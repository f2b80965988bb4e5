// How surprising the letters of a label are among innocent names.
//
//   surprise(U"tsubaki")  ->  27 bits: 2^-27 of names would be just this
//   surprise(U"tsubxki")  ->  36 bits
//
// A name whose letters go together as in other names may well be somebody's own; a slip or a
// disguise mostly gives letters that do not. Pure, thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lookalike {

// Bits, the end included. Each letter is weighed after the two before it; letters outside a-z, 0-9
// and '-' count 8 bits each.
double surprise(std::u32string_view label);

// surprise() of any run of a name, once it is read, for the price of a few letters.
class RunSurprise {
 public:
  void read(std::u32string_view name);
  double of(std::size_t begin, std::size_t end) const;

 private:
  static constexpr std::size_t kMaxLetters = 254;
  // Quarters of a bit of the letters before, each after the two before it.
  std::array<std::uint16_t, kMaxLetters + 1> sums_;
  std::array<std::uint8_t, kMaxLetters> numbers_;
};

}  // namespace lookalike
