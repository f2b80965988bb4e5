// Tested by worth_test.cc.
#include "lookalike/worth.h"

#include "lookalike/score.h"

namespace lookalike {

Worth::Worth(const Watchlist::Index& index, bool everything) {
  for (std::size_t place = 0; place < kPlaces; ++place) {
    for (std::size_t distance = 0; distance <= kFar; ++distance) {
      for (std::size_t same = 0; same < 2; ++same) {
        for (std::size_t size = 0; size <= kLast; ++size) {
          const bool worth = everything || least_e(index, static_cast<Place>(place), distance, size,
                                                   same != 0) <= kPossibleE;
          sizes_[place][distance][same] |= std::uint64_t{worth} << size;
        }
      }
    }
  }
}

}  // namespace lookalike
