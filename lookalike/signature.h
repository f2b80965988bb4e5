// Twenty-four bits that tell most letters apart which an edit or two cannot make of one another.
//
//   Of a gap (index.h): the set of its letters, its first and its last one. One edit changes the
//   set by a letter or two, and leaves the first or the last letter as it is. Of the rest of a
//   third: the set alone.
#pragma once

#include <cstdint>
#include <string_view>

namespace lookalike {

constexpr std::uint32_t set_bit(char letter) {
  return std::uint32_t{1} << (static_cast<unsigned char>(letter) % 24U);
}
constexpr std::uint32_t set_of(std::string_view letters) {
  std::uint32_t set = 0;
  for (const char c : letters) set |= set_bit(c);
  return set;
}

constexpr std::uint32_t gap_signature(std::string_view gap) {
  if (gap.empty()) return 0;
  std::uint32_t set = 0;
  for (const char c : gap) set |= std::uint32_t{1} << (static_cast<unsigned char>(c) % 16U);
  const auto end = [](char c) {
    return (static_cast<unsigned char>(c) * std::uint32_t{0x9E3779B1}) >> 28U;
  };
  return set | end(gap.front()) << 16U | end(gap.back()) << 20U;
}

constexpr bool at_most(std::uint32_t bits, unsigned most) {
  for (; most != 0 && bits != 0; --most) bits &= bits - 1;  // takes the lowest one away
  return bits == 0;
}

// Whether `seen` can be `guarded` less `lost` letters of the set and with `gained` others.
constexpr bool sets_are_near(std::uint32_t guarded, std::uint32_t seen, unsigned lost,
                             unsigned gained) {
  return at_most(guarded & ~seen, lost) && at_most(seen & ~guarded, gained);
}

// `long_enough`: both gaps have two letters or more.
constexpr bool gaps_are_near(std::uint32_t guarded, std::uint32_t seen, unsigned lost,
                             unsigned gained, bool long_enough) {
  const std::uint32_t ends = guarded ^ seen;
  if (long_enough && (ends & 0xF0000U) != 0 && (ends & 0xF00000U) != 0) return false;
  return sets_are_near(guarded & 0xFFFFU, seen & 0xFFFFU, lost, gained);
}

}  // namespace lookalike
