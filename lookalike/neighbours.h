// Guarded labels whose loose key equals, or nearly equals, the loose key of something seen.
//
//   Neighbours near(index);
//   for (const Neighbour& one : near.find(sight letters of "mirai-koqyo"))  // mirai-kogyo, 1
//
// One edit is found in lists of any size, two edits of longer labels in lists up to
// kMaxTwoEditNames. Not thread-safe: buffers are kept between calls; no allocation once they have
// grown. Bounded by the constants below, so that a list of names that share a half costs little
// more than any other; what is nearest is kept.
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

// Letters in which names may differ whose loose keys are `distance` apart; equal keys may hide any.
constexpr std::size_t most_edits(std::size_t distance) { return distance == 0 ? 1'000 : 2; }

inline constexpr std::size_t kMaxNeighbours = 32;  // handed back, nearest first
inline constexpr std::size_t kMaxEqual = 64;       // labels of one loose key that are looked at
inline constexpr std::size_t kMaxScanned = 2'048;  // postings of one piece
inline constexpr std::size_t kMaxCompared = 64;    // of those, keys compared
inline constexpr std::size_t kMaxProbes = 40;      // pieces of one key

class Neighbours {
 public:
  explicit Neighbours(const Watchlist::Index& index);

  // Until the next call.
  std::span<const Neighbour> find(std::string_view sight);
  // Only labels of the very same loose key.
  std::span<const Neighbour> find_equal(std::string_view sight);

 private:
  struct Probe {
    std::uint64_t key;
    std::uint32_t rest;         // letters of the seen key outside the piece
    std::uint8_t lost, gained;  // of them at most
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
  void plan_size(std::size_t size, bool spelled_out);
  void plan_halves(const Spread& seen, std::size_t size);
  void plan_thirds(std::size_t size);
  void add_probe(const Spread& seen, std::size_t size, std::size_t part, std::size_t begin,
                 std::size_t end);
  void add_swapped(const Spread& seen, std::size_t size, std::size_t part, std::size_t border);
  void scan(const Probe& probe);
  void compare(std::uint32_t number);
  bool flat_within_one(const Entry& entry);
  std::span<const Neighbour> nearest();

  const Watchlist::Index& index_;
  std::array<char, 256> classes_;  // the loose key of each single sight letter
  Key key_, spelled_;
  std::string flat_;
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
