// How long the words of a list are, by a letter at their border: tells for the price of one bit
// that no word of a size begins, or ends, there.
//
//   SizesByLetter s;
//   s.add('p', 4);                          // "cojp"
//   s.may_have('p', 4), !s.may_have('m', 4)
//
// A value.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace lookalike {

class SizesByLetter {
 public:
  void add(char letter, std::size_t size) { of(letter) |= bit(size); }
  bool may_have(char letter, std::size_t size) const { return (of(letter) & bit(size)) != 0; }
  // visitor(size) for those that may_have(letter, size), up to `most`.
  template <class Visitor>
  void visit(char letter, std::size_t most, Visitor&& visitor) const {
    for (std::uint32_t left = of(letter); left != 0; left &= left - 1) {
      auto size = static_cast<std::size_t>(std::countr_zero(left));
      for (const std::size_t last = size == kLast ? most : size; size <= std::min(last, most);
           ++size) {
        visitor(size);
      }
    }
  }

 private:
  static constexpr std::size_t kLast = 31;  // this and all longer ones
  static std::uint32_t bit(std::size_t size) { return std::uint32_t{1} << std::min(size, kLast); }
  std::uint32_t& of(char letter) { return sizes_[static_cast<unsigned char>(letter)]; }
  std::uint32_t of(char letter) const { return sizes_[static_cast<unsigned char>(letter)]; }

  std::array<std::uint32_t, 256> sizes_{};
};

}  // namespace lookalike
