// Which comparisons can bring a hit into a band at all, by what is known before letters are
// compared. With a million guarded names a label of eight letters has a neighbour in almost every
// host; E says so beforehand, and the search need not touch them.
//
// A value; read-only once built.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "lookalike/hit.h"
#include "lookalike/index.h"

namespace lookalike {

class Worth {
 public:
  // `everything`: whatever E says, for those who count hits.
  Worth(const Watchlist::Index& index, bool everything);

  // `distance` of the loose keys (0: the names may look the same), `size` bytes of the guarded
  // label.
  bool operator()(Place place, std::size_t distance, std::size_t size, bool same_suffix) const {
    return (sizes(place, distance, same_suffix) >> std::min(size, kLast) & 1U) != 0;
  }
  // One bit a size, the last for all longer ones.
  std::uint64_t sizes(Place place, std::size_t distance, bool same_suffix) const {
    return sizes_[static_cast<std::size_t>(place)][std::min(distance, kFar)][same_suffix ? 1 : 0];
  }
  static constexpr std::size_t kLast = 63;

 private:
  static constexpr std::size_t kPlaces = 6, kFar = 2;
  std::array<std::array<std::array<std::uint64_t, 2>, kFar + 1>, kPlaces> sizes_{};
};

}  // namespace lookalike
