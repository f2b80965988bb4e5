// Guarded labels whose loose key equals, or nearly equals, the loose key of something seen.
//
//   Neighbours near(index);
//   for (const Neighbour& one : near.find(sight letters of "mirai-koqyo"))  // mirai-kogyo, 1
//
// One edit is found in lists of any size, two edits of longer labels in lists up to
// kMaxTwoEditNames, as far as the caller wants keys of that size. Not thread-safe: buffers are kept
// between calls; no allocation once they have grown. Bounded by the constants below, so that a list
// of names that share a half costs little more than any other; what is nearest is kept.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lookalike/distance.h"
#include "lookalike/fold.h"
#include "lookalike/index.h"

namespace lookalike {

struct Neighbour {
  std::uint32_t entry = 0;
  std::uint32_t distance = 0;  // between the loose keys
};

// Sizes of guarded loose keys that are wanted, a bit each, for keys that are not equal: whatever
// the suffix, or only with one of these suffixes (suffix_tag_of).
struct Wanted {
  std::uint64_t any = 0, tagged = 0;
  std::array<std::uint8_t, 4> tags{};
  std::size_t tag_count = 0;

  std::uint64_t sizes() const { return tag_count == 0 ? any : any | tagged; }
  void add_tag(std::uint8_t tag) {
    if (tag_count < tags.size()) tags[tag_count++] = tag;
  }
};

inline constexpr std::size_t kMaxNeighbours = 32;  // handed back, nearest first
inline constexpr std::size_t kMaxEqual = 64;       // labels of one loose key that are looked at
inline constexpr std::size_t kMaxScanned = 1'024;  // postings of one piece
inline constexpr std::size_t kMaxOfPiece = 64;     // of those, candidates
inline constexpr std::size_t kMaxCompared = 256;   // candidates of all pieces, the likeliest first
inline constexpr std::size_t kMaxProbes = 64;      // pieces of one key

class Neighbours {
 public:
  explicit Neighbours(const Watchlist::Index& index);

  // Until the next call.
  std::span<const Neighbour> find(std::string_view sight, const Wanted& wanted);

 private:
  struct Probe {
    std::uint64_t key;
    std::uint32_t signature;    // of the seen letters outside the piece
    std::uint8_t lost, gained;  // of them at most
    bool tagged;                // only with one of the wanted suffixes
    bool long_enough;           // of a gap: its ends can be compared
    bool plain;                 // of a gap: in the key without pairs read as one
    Gap gap;                    // size 0: the piece is a third
  };
  // A loose key with the values and letters of all its beginnings and ends.
  struct Spread {
    void read(std::string_view text);
    std::uint64_t value(std::size_t begin, std::size_t end) const {
      return values[end] - values[begin] * kPowers[end - begin];
    }
    std::string_view key;
    std::array<std::uint64_t, kMaxKey + 1> values;
    std::array<std::uint32_t, kMaxKey + 1> left, right;  // letters before, from here on
  };

  void read(std::string_view sight);
  void collect_equal();
  void plan();
  bool is_wanted(std::size_t size) const;
  bool has_tag(std::uint8_t tag) const;
  void plan_gaps(bool plain, std::size_t size);
  void add_gap(bool plain, Gap gap);
  void halve_gaps();
  void plan_thirds(std::size_t size);
  void add_third(std::size_t size, std::size_t part, std::size_t begin, std::size_t end);
  void add_swapped_third(std::size_t size, std::size_t part, std::size_t border);
  void add_probe(const Probe& probe);
  void find_swapped(const Spread& seen, std::size_t at);
  void scan(const Probe& probe);
  void compare(std::uint32_t number);
  bool flat_within_one(const Entry& entry);
  std::span<const Neighbour> nearest();

  const Watchlist::Index& index_;
  const Wanted* wanted_ = nullptr;
  Key key_, spelled_, flat_;
  Spread loose_, plain_;
  std::array<Probe, kMaxProbes> probes_;
  std::size_t probe_count_ = 0;
  KeyDistance from_key_, from_flat_;
  std::u32string letters_;
  std::string sight_;
  std::vector<std::uint32_t> candidates_;
  std::vector<Neighbour> found_;
};

}  // namespace lookalike
