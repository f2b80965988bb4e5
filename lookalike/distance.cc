// How: one column of the table at a time, a bit a row (Hyyrö, "A Bit-Vector Algorithm for Computing
// Levenshtein and Damerau Edit Distances", Nordic Journal of Computing 10, 2003).
// Tested by distance_test.cc.
#include "lookalike/distance.h"

#include <algorithm>

namespace lookalike {

void KeyDistance::start(std::string_view pattern) {
  for (std::size_t i = 0; i < size_; ++i) places_[static_cast<unsigned char>(pattern_[i])] = 0;
  size_ = pattern.copy(pattern_.data(), pattern_.size());
  std::uint64_t bit = 1;
  for (std::size_t i = 0; i < size_; ++i, bit <<= 1U) {
    places_[static_cast<unsigned char>(pattern_[i])] |= bit;
  }
}

// Letters in common at both ends take part in no edit; most candidates share much more than half.
std::size_t KeyDistance::to(std::string_view other) const {
  const std::string_view pattern(pattern_.data(), size_);
  const auto [end, other_end] =
      std::mismatch(pattern.begin(), pattern.end(), other.begin(), other.end());
  const auto head = static_cast<std::size_t>(end - pattern.begin());
  std::size_t left = size_ - head;
  other.remove_prefix(head);
  while (left != 0 && !other.empty() && pattern[head + left - 1] == other.back()) {
    --left;
    other.remove_suffix(1);
  }
  if (left == 0 || other.empty()) return std::max(left, other.size());
  return between(head, left, other);
}

// From the `size` letters of the pattern that begin at `begin`.
std::size_t KeyDistance::between(std::size_t begin, std::size_t size,
                                 std::string_view other) const {
  const std::uint64_t last = std::uint64_t{1} << (size - 1);
  std::uint64_t up = ~std::uint64_t{0}, down = 0, diagonal = 0, places_before = 0;
  std::size_t distance = size;
  for (const char c : other) {
    const std::uint64_t places = places_[static_cast<unsigned char>(c)] >> begin;
    const std::uint64_t swapped = ((~diagonal & places) << 1U) & places_before;
    diagonal = (((places & up) + up) ^ up) | places | down | swapped;
    std::uint64_t right = down | ~(diagonal | up);
    std::uint64_t left = diagonal & up;
    if ((right & last) != 0) ++distance;
    if ((left & last) != 0) --distance;
    right = right << 1U | 1U;
    left <<= 1U;
    up = left | ~(diagonal | right);
    down = right & diagonal;
    places_before = places;
  }
  return distance;
}

}  // namespace lookalike
