// How long the words of a list are, by what they begin or end with: tells for the price of one bit
// that no word of a size does.
//
//   SizesByLetter s;
//   s.add('p', 4);                          // "cojp"
//   s.may_have('p', 4), !s.may_have('m', 4)
//
//   SizesByKey b(1'000'000);                // keys that will be added, at most
//   b.add(key of "miraik", 10);             // "miraikogyo"
//   b.of(key of "miraik").may_have(10)      // strangers may share a place
//
// Values.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lookalike/postings.h"

namespace lookalike {

class SizeSet {
 public:
  void add(std::size_t size) { sizes_ |= bit(size); }
  bool may_have(std::size_t size) const { return (sizes_ & bit(size)) != 0; }
  // visitor(size) for those that it may_have(), up to `most`.
  template <class Visitor>
  void visit(std::size_t most, Visitor&& visitor) const {
    for (std::uint32_t left = sizes_; left != 0; left &= left - 1) {
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

  std::uint32_t sizes_ = 0;
};

class SizesByLetter {
 public:
  void add(char letter, std::size_t size) { of(letter).add(size); }
  bool may_have(char letter, std::size_t size) const { return of(letter).may_have(size); }
  template <class Visitor>
  void visit(char letter, std::size_t most, Visitor&& visitor) const {
    of(letter).visit(most, visitor);
  }

 private:
  SizeSet& of(char letter) { return sizes_[static_cast<unsigned char>(letter)]; }
  const SizeSet& of(char letter) const { return sizes_[static_cast<unsigned char>(letter)]; }

  std::array<SizeSet, 256> sizes_;
};

class SizesByKey {
 public:
  SizesByKey() = default;
  explicit SizesByKey(std::size_t keys) : sizes_(keys + 1) {}
  void add(std::uint64_t key, std::size_t size) { sizes_[place_of(key, sizes_.size())].add(size); }
  SizeSet of(std::uint64_t key) const {
    return sizes_.empty() ? SizeSet() : sizes_[place_of(key, sizes_.size())];
  }
  void prefetch(std::uint64_t key) const {
    if (!sizes_.empty()) __builtin_prefetch(&sizes_[place_of(key, sizes_.size())]);
  }

 private:
  std::vector<SizeSet> sizes_;
};

}  // namespace lookalike
