// Which pieces (pieces.h) of guarded keys are looked up for a seen one, and which of the names that
// stand under a piece may be near.
//
//   Probes probes(index);
//   probes.plan(loose key, plain key, wanted);
//   for (const Probe& one : probes.all()) {
//     for (posting under one.key) if (probes.admits(one, posting)) ...
//   }
//
// Not thread-safe; no allocation. Of more than kMaxProbes the likeliest are kept.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "lookalike/fold.h"
#include "lookalike/index.h"
#include "lookalike/pieces.h"

namespace lookalike {

// Sizes of guarded keys that are wanted, a bit each, for keys that are not equal: whatever
// the suffix, or only with one of these suffixes (suffix_tag_of).
struct Wanted {
  std::uint64_t any = 0, tagged = 0;
  std::array<std::uint8_t, 4> tags{};
  std::size_t tag_count = 0;

  std::uint64_t sizes() const { return tag_count == 0 ? any : any | tagged; }
  void add_tag(std::uint8_t tag) {
    if (tag_count < tags.size()) tags[tag_count++] = tag;
  }
  bool has_tag(std::uint8_t tag) const {
    return std::find(tags.begin(), tags.begin() + tag_count, tag) != tags.begin() + tag_count;
  }
};

inline constexpr std::size_t kMaxProbes = 128;  // of each kind, for one key

struct Probe {
  std::uint64_t key;
  std::uint32_t signature;  // of the seen letters in the gap, or outside the third
  bool third;
  std::uint8_t lost, gained;   // of a third: letters outside, at most
  bool tagged;                 // of a third: only with one of the wanted suffixes
  bool plain;                  // of a gap: in the plain key
  std::uint8_t sizes;          // of a gap: of guarded keys, a bit each (near_size)
  std::uint8_t begin, behind;  // of a gap: letters on either side
};

class Probes {
 public:
  explicit Probes(const Watchlist::Index& index) : index_(index) {}

  // Both keys and `wanted` must stay until the last admits().
  void plan(std::string_view loose, std::string_view plain, const Wanted& wanted);
  // Asks for the halves of gaps that too many names share. After plan(): what that asked the memory
  // for has time to come.
  void halve();

  std::span<const Probe> all() const { return std::span(probes_).first(count_); }
  // Keys to be looked up as they stand: the plain one, and those in which a swap across a cut is
  // undone.
  std::span<const std::uint64_t> whole() const { return std::span(whole_).first(whole_count_); }
  bool admits(const Probe& probe, const PiecePosting& posting) const;

 private:
  // A key with the values and letters of all its beginnings and ends.
  struct Spread {
    void read(std::string_view text);
    std::uint64_t value(std::size_t begin, std::size_t end) const {
      return values[end] - values[begin] * kPowers[end - begin];
    }
    std::string_view key;
    std::array<std::uint64_t, kMaxKey + 1> values;
    std::array<std::uint32_t, kMaxKey + 1> left, right;  // letters before, from here on
  };
  // What gaps of guarded keys of one size are taken for.
  struct NearSize {
    std::uint8_t size, lost, gained;  // letters, at most
    bool tagged;                      // only with one of the wanted suffixes
  };
  using NearSizesOf = std::array<NearSize, kNearSizes>;

  bool is_wanted(std::size_t size) const;
  bool is_tagged(std::size_t size) const { return (wanted_->any >> size & 1U) == 0; }
  const Spread& seen(bool plain) const { return plain ? plain_ : loose_; }
  void add_gaps(bool plain, std::size_t size);
  void add_halves(bool plain, Gap gap, std::size_t done);
  void add_gap(bool plain, Gap gap, std::size_t done);
  void add_thirds(std::size_t size);
  void add_third(const Third& third, std::size_t begin);
  void add_swapped_third(const Third& third);
  void add_unswapped(bool plain, std::size_t at);
  void add_whole(KeyKind kind, std::uint64_t value);
  void add(const Probe& probe);

  const Watchlist::Index& index_;
  const Wanted* wanted_ = nullptr;
  Spread loose_, plain_;
  std::array<NearSizesOf, 2> near_sizes_;  // of the loose key, of the plain one
  std::array<Probe, kMaxProbes> probes_;
  std::array<std::uint64_t, kMaxProbes> whole_;
  std::size_t count_ = 0, whole_count_ = 0;
  bool folded_ = false;  // the two keys differ
};

}  // namespace lookalike
