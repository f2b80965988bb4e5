// Which sizes of guarded labels are worth a search, by what is known before one is made: the place,
// both suffixes, and how surprising the seen letters are. Among a million names every ordinary word
// of eight letters has a neighbour; E says beforehand that none of them means anything.
//
// A value; read-only once built.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "lookalike/suffix_kind.h"
#include "lookalike/watchlist.h"

namespace lookalike {

// kExact: the run reads as the label does; else it is an edit or two away. kTail: and it ends the
// name as the whole guarded one does.
enum class Chase : std::uint8_t {
  kLabelSameSuffix,
  kLabelOtherSuffix,
  kWord,
  kPart,
  kName,
  kExactWord,
  kExactPart,
  kTail,
  kTailJoined,
};

class Worth {
 public:
  using Sizes = std::uint64_t;  // bit n: labels of n letters
  static constexpr std::size_t kLast = 63;

  Worth();  // everything is
  // What E of score.h may bring into a band: a label near a run of so many bits of surprise.
  explicit Worth(const Watchlist::Index& index);

  // `suffix` is that of the seen name.
  Sizes sizes(Chase chase, SuffixKind suffix, double bits) const {
    const auto step = static_cast<std::size_t>(std::max(bits, 0.0)) / kStep;
    return row(chase, suffix)[std::min(step, kSteps - 1)];
  }

 private:
  static constexpr std::size_t kChases = 9;
  static constexpr std::size_t kStep = 4, kSteps = 80;  // bits of surprise
  using Row = std::array<Sizes, kSteps>;

  const Row& row(Chase chase, SuffixKind suffix) const {
    return sizes_[static_cast<std::size_t>(chase)][static_cast<std::size_t>(suffix)];
  }

  std::array<std::array<Row, kSuffixKinds>, kChases> sizes_;
};

}  // namespace lookalike
