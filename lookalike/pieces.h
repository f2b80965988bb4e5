// What an edit or two leave whole of a guarded label's loose key, or one edit of its plain key, and
// under which keys that stands.
//
//   "miraikogyo": one edit is in one of two gaps, "mirai....." or ".....kogyo" is as guarded;
//   of "mir", "aik", "ogyo" two edits leave one, the middle one perhaps a place further.
//
// A gap's key does not say how long the whole is: names of sizes side by side are found together.
// A signature of 24 bits says which letters stand elsewhere, and tells most names apart which an
// edit or two cannot make of one another. Pure, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lookalike/postings.h"

namespace lookalike {

// Fewest letters of a loose key that one edit may be forgiven: below, everything is near.
inline constexpr std::size_t kMinNear = 3;
// Fewest letters of a loose key that two edits may be forgiven, and the longest list in which they
// are: each lookup costs 25 probes more, and beyond this size chance brings two edits
// together so often that no band remains for them; nor for labels of five letters on any list.
inline constexpr std::size_t kMinTwoEdits = 6;
inline constexpr std::size_t kMaxTwoEditNames = 10'000;

// A place in a key of `size` letters in which one edit lies: all before `begin` and from `end` on
// is as guarded. The whole key is halved; a half under which too many names stand is halved again.
struct Gap {
  std::uint8_t size, begin, end;
  std::size_t behind() const { return std::size_t{size} - end; }
  std::size_t middle() const { return (std::size_t{begin} + end) / 2; }
  bool can_be_halved() const { return end - begin >= 2; }
  Gap left() const { return {size, begin, static_cast<std::uint8_t>(middle())}; }
  Gap right() const { return {size, static_cast<std::uint8_t>(middle()), end}; }
};
inline constexpr std::size_t kMaxGapNames = 32;  // of more, each stands under both halves
// Sizes that a seen key is near to, side by side, are told apart by their rest.
inline constexpr unsigned kNearSizes = 4;
constexpr unsigned near_size(std::size_t size) { return static_cast<unsigned>(size % kNearSizes); }

// Of the values of the `begin` first letters and of the `behind` last ones.
constexpr std::uint64_t gap_key(std::uint64_t before, std::uint64_t after, std::size_t begin,
                                std::size_t behind) {
  return key_of(KeyKind::kGap, before * kPowers[behind] + after, begin << 8U | behind);
}
// A hint if names under the gap were too many.
constexpr std::uint64_t halved_key(std::uint64_t gap_key) {
  return key_of(KeyKind::kHalved, gap_key);
}

// The first, middle or last third of a key of `size` letters.
struct Third {
  Third(std::size_t whole, std::size_t which)
      : of(whole), number(which), begin(whole * which / 3), end(whole * (which + 1) / 3) {}
  std::size_t of, number, begin, end;  // number: 0, 1, 2
  std::size_t size() const { return end - begin; }
  std::uint64_t key(std::uint64_t value) const {  // of its letters
    return key_of(KeyKind::kThird, value, of * 4 + number);
  }
};

// The signature of a third is the set of the letters outside.
constexpr std::uint32_t set_bit(char letter) {
  return std::uint32_t{1} << (static_cast<unsigned char>(letter) % 24U);
}
constexpr std::uint32_t set_of(std::string_view letters) {
  std::uint32_t set = 0;
  for (const char c : letters) set |= set_bit(c);
  return set;
}

// That of a gap: the set of its letters, its first and its last one, and the whole key's size. One
// edit changes the set by a letter or two, and leaves the first or the last letter as it is.
constexpr std::uint32_t gap_signature(std::string_view gap, std::size_t size) {
  std::uint32_t signature = static_cast<std::uint32_t>(near_size(size)) << 22U;
  for (const char c : gap) signature |= std::uint32_t{1} << (static_cast<unsigned char>(c) % 14U);
  const auto end = [](char c) {
    return (static_cast<unsigned char>(c) * std::uint32_t{0x9E3779B1}) >> 28U;
  };
  if (!gap.empty()) signature |= end(gap.front()) << 14U | end(gap.back()) << 18U;
  return signature;
}
constexpr unsigned near_size_of(std::uint32_t gap_signature) { return gap_signature >> 22U; }

constexpr bool at_most(std::uint32_t bits, unsigned most) {
  for (; most != 0 && bits != 0; --most) bits &= bits - 1;  // takes the lowest one away
  return bits == 0;
}

// Whether `seen` can be `guarded` less `lost` letters of the set and with `gained` others.
constexpr bool sets_are_near(std::uint32_t guarded, std::uint32_t seen, unsigned lost,
                             unsigned gained) {
  return at_most(guarded & ~seen, lost) && at_most(seen & ~guarded, gained);
}

// `long_enough`: both gaps have two letters or more, one of them three: two may be exchanged.
constexpr bool gaps_are_near(std::uint32_t guarded, std::uint32_t seen, unsigned lost,
                             unsigned gained, bool long_enough) {
  constexpr std::uint32_t kSet = 0x3FFF, kFirst = 0x3C000, kLast = 0x3C0000;
  const std::uint32_t ends = guarded ^ seen;
  if (long_enough && (ends & kFirst) != 0 && (ends & kLast) != 0) return false;
  return sets_are_near(guarded & kSet, seen & kSet, lost, gained);
}

}  // namespace lookalike
