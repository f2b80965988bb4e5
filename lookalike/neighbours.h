// Guarded labels whose loose key equals, or nearly equals, the loose key of something seen; or
// whose plain key is one edit away from its plain one.
//
//   Neighbours near(index);
//   for (const Neighbour& one : near.find(sight letters of "mirai-koqyo"))  // mirai-kogyo, 1
//
// One edit is found in lists of any size, two edits of longer labels in lists up to
// kMaxTwoEditNames, as far as the caller wants keys of that size. Not thread-safe: buffers
// are kept between calls; no allocation once they have grown. Bounded by the constants below, so
// that a list of names that share a half costs little more than any other; what is nearest is kept.
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
#include "lookalike/probes.h"

namespace lookalike {

struct Neighbour {
  std::uint32_t entry = 0;
  std::uint8_t distance = 0;  // between the loose keys, or the plain ones if 1
  std::uint8_t letters = 0;   // between the sight letters, if more than kMaxUnordered are near
  bool tagged = false;        // has one of the wanted suffixes, as far as the index tells
};

inline constexpr std::size_t kMaxNeighbours = 32;  // handed back, likeliest first
// More are put in the order of all their letters; as many are compared letter by letter at a place
// (collector.h).
inline constexpr std::size_t kMaxUnordered = 5;
inline constexpr std::size_t kMaxEqual = 64;       // labels of one loose key that are looked at
inline constexpr std::size_t kMaxScanned = 1'024;  // postings of one piece
// Of those, candidates (and of the keys that are looked up whole), and candidates of all pieces,
// the likeliest first; in lists beyond kMaxTwoEditNames most of them share a word, and each is far
// in the memory.
inline constexpr std::size_t kMaxOfPiece = 64, kMaxOfPieceAmongMany = 32;
inline constexpr std::size_t kMaxCompared = 128, kMaxComparedAmongMany = 64;

class Neighbours {
 public:
  explicit Neighbours(const Watchlist::Index& index);

  // In two steps, for there is a wait between: what ask() needs of the memory comes meanwhile. Both
  // are valid until the next ask().
  void ask(std::string_view sight, const Wanted& wanted);
  std::span<const Neighbour> find();
  std::span<const Neighbour> find(std::string_view sight, const Wanted& wanted) {
    ask(sight, wanted);
    return find();
  }

 private:
  void read(std::string_view sight);
  void collect_equal();
  void collect_whole();
  std::size_t most_of_piece() const;
  void scan(const Probe& probe);
  void compare(Neighbour candidate);
  std::size_t distance_of_letters(const Entry& entry);
  std::span<Neighbour> unordered();
  std::span<const Neighbour> nearest();

  const Watchlist::Index& index_;
  Wanted wanted_;
  Probes probes_;
  Key key_, plain_, flat_;
  KeyDistance from_key_, from_flat_;
  std::u32string letters_;
  std::string sight_;
  std::vector<Neighbour> candidates_, found_;
};

}  // namespace lookalike
