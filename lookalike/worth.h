// Which sizes of guarded labels are worth a search, by what is known before one is made: the place,
// the suffix, and how surprising the seen letters are. Among a million names every ordinary word of
// eight letters has a neighbour; E says beforehand that none of them means anything.
//
// A value; read-only once built.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "lookalike/watchlist.h"

namespace lookalike {

enum class Chase : std::uint8_t { kLabelSameSuffix, kLabelOtherSuffix, kWord, kPart, kName };

class Worth {
 public:
  using Sizes = std::uint64_t;  // bit n: labels of n letters
  static constexpr std::size_t kLast = 63;

  Worth();  // everything is
  // What E of score.h may bring into a band: a label near a run of so many bits of surprise.
  explicit Worth(const Watchlist::Index& index);

  Sizes sizes(Chase chase, double bits) const {
    const auto step = static_cast<std::size_t>(std::max(bits, 0.0)) / kStep;
    return sizes_[static_cast<std::size_t>(chase)][std::min(step, kSteps - 1)];
  }

 private:
  static constexpr std::size_t kChases = 5;
  static constexpr std::size_t kStep = 8, kSteps = 40;  // bits of surprise

  std::array<std::array<Sizes, kSteps>, kChases> sizes_;
};

}  // namespace lookalike
