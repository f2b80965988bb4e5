// Which entries stand under a key: immutable hash multimaps from 64-bit keys to entry numbers, and
// a filter that answers most questions before a multimap is touched.
//
//   std::vector<Draft<Posting>> drafts{{key_of(KeyKind::kName, rolled("x.example")), {7, key}}};
//   Postings<Posting> p(drafts);
//   for (const Posting& one : p.bucket(key)) if (one.tag() == tag_of(key)) ... one.entry()
//
// Keys are not kept: a tag tells 255 of 256 strangers apart, so a reader compares before it
// believes. Six bytes a key (ten for a piece), one more in the filter. Everything is immutable
// once built and safe from any thread.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace lookalike {

enum class KeyKind : std::uint8_t {
  kName,       // the whole name in UTF-8
  kFlatName,   // sight letters of the whole name, separators left out
  kFlatLabel,  // the same of the registrable label
  kLoose,      // the loose key of the label
  kPlain,      // its plain key, if that is another
  kStem,       // the first letters of a flat name or label; a hint (index.h)
  kGap,        // what an edit leaves of the loose key, or of the plain one
  kThird,      // of the loose key
  kHalved,     // a gap too common to be kept; a hint
  kSuffix,     // a suffix without its dots; a hint
};

// A polynomial over the bytes, so that a part's value comes from two prefixes' values. The same on
// every machine.
inline constexpr std::uint64_t kRadix = 0x9E3779B97F4A7C15U;
constexpr std::uint64_t roll(std::uint64_t so_far, char letter) {
  return so_far * kRadix + static_cast<unsigned char>(letter) + 1;
}
constexpr std::uint64_t rolled(std::string_view text) {
  std::uint64_t value = 0;
  for (const char letter : text) value = roll(value, letter);
  return value;
}

inline constexpr std::size_t kMaxRolled = 256;
inline constexpr std::array<std::uint64_t, kMaxRolled> kPowers = [] {
  std::array<std::uint64_t, kMaxRolled> powers{1};
  for (std::size_t i = 1; i < kMaxRolled; ++i) powers[i] = powers[i - 1] * kRadix;
  return powers;
}();

// MurmurHash3's finaliser spreads what the polynomial leaves in its low bits.
constexpr std::uint64_t key_of(KeyKind kind, std::uint64_t value, std::size_t salt = 0) {
  value ^=
      (static_cast<std::uint64_t>(kind) + 1) * 0xC2B2AE3D27D4EB4FU + salt * 0x165667B19E3779F9U;
  value = (value ^ (value >> 33U)) * 0xFF51AFD7ED558CCDU;
  value = (value ^ (value >> 33U)) * 0xC4CEB9FE1A85EC53U;
  return value ^ (value >> 33U);
}

// Scales the upper half of a key to [0, count).
constexpr std::size_t place_of(std::uint64_t key, std::size_t count) {
  return static_cast<std::size_t>(((key >> 32U) * count) >> 32U);
}
constexpr std::uint8_t tag_of(std::uint64_t key) { return static_cast<std::uint8_t>(key); }

inline constexpr std::size_t kMaxEntries = std::size_t{1} << 24U;

class Posting {
 public:
  Posting() = default;
  Posting(std::uint32_t entry, std::uint64_t key) : packed_(entry << 8U | tag_of(key)) {}
  std::uint32_t entry() const { return packed_ >> 8U; }
  std::uint8_t tag() const { return static_cast<std::uint8_t>(packed_); }

 private:
  std::uint32_t packed_ = 0;
};

// With a signature of the letters that are not in the piece (pieces.h), and with the suffix, to
// refuse most entries unread.
class PiecePosting : public Posting {
 public:
  PiecePosting() = default;
  PiecePosting(std::uint32_t entry, std::uint64_t key, std::uint32_t signature, std::uint8_t suffix)
      : Posting(entry, key), packed_(signature << 8U | suffix) {}
  std::uint32_t signature() const { return packed_ >> 8U; }
  std::uint8_t suffix_tag() const { return static_cast<std::uint8_t>(packed_); }

 private:
  std::uint32_t packed_ = 0;
};
static_assert(sizeof(PiecePosting) == 8);
// Of a suffix by rolled() over its sight letters without dots: ".co.jp", "-co-jp" and "cojp" are
// one.
constexpr std::uint8_t suffix_tag_of(std::uint64_t value) {
  return static_cast<std::uint8_t>(value * kRadix >> 56U);
}

template <class Item>
struct Draft {
  std::uint64_t key;
  Item item;
};

template <class Item>
class Postings {
 public:
  Postings() = default;
  // Two keys a bucket; within a bucket in the order of the drafts.
  explicit Postings(const std::vector<Draft<Item>>& drafts)
      : buckets_(drafts.size() / 2 + 1), starts_(buckets_ + 1), items_(drafts.size()) {
    for (const auto& draft : drafts) ++starts_[place_of(draft.key, buckets_) + 1];
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
    for (const auto& draft : drafts) items_[starts_[place_of(draft.key, buckets_)]++] = draft.item;
    for (std::size_t i = buckets_; i > 0; --i) starts_[i] = starts_[i - 1];
    starts_[0] = 0;
  }

  std::span<const Item> bucket(std::uint64_t key) const {
    if (items_.empty()) return {};
    const std::size_t place = place_of(key, buckets_);
    return std::span<const Item>(items_).subspan(starts_[place],
                                                 starts_[place + 1] - starts_[place]);
  }
  void prefetch(std::uint64_t key) const {
    if (!items_.empty()) __builtin_prefetch(&starts_[place_of(key, buckets_)]);
  }

 private:
  std::size_t buckets_ = 0;
  std::vector<std::uint32_t> starts_;  // of each bucket in items_, and one past the last
  std::vector<Item> items_;
};

// Three bits of one word per key (a blocked Bloom filter): says yes to 3 to 5 of 100 strangers, at
// the price of one cache line.
class Filter {
 public:
  Filter() = default;
  explicit Filter(std::size_t keys) : words_(keys / 8 + 1) {}  // a byte a key
  void add(std::uint64_t key) { words_[place_of(key, words_.size())] |= bits(key); }
  bool may_hold(std::uint64_t key) const {
    return !words_.empty() && (words_[place_of(key, words_.size())] & bits(key)) == bits(key);
  }
  void prefetch(std::uint64_t key) const {
    if (!words_.empty()) __builtin_prefetch(&words_[place_of(key, words_.size())]);
  }

 private:
  static std::uint64_t bits(std::uint64_t key) {
    return std::uint64_t{1} << (key & 63U) | std::uint64_t{1} << ((key >> 6U) & 63U) |
           std::uint64_t{1} << ((key >> 12U) & 63U);
  }
  std::vector<std::uint64_t> words_;
};

}  // namespace lookalike
