// How: all places are asked for at once, so that the memory answers them side by side.
// Tested by near_test.cc and inside_test.cc.
#include "lookalike/stems.h"

namespace lookalike {

void Stems::read(const Watchlist::Index& index, const Reading& reading) {
  std::array<std::uint64_t, Reading::kMaxLetters> keys;
  const std::size_t size = reading.size();
  std::size_t end = 0;
  for (std::size_t begin = 0; begin < size; ++begin) {
    while (end < size && reading.weight(begin, end) < kMinFlatName) ++end;
    const bool enough = reading.weight(begin, end) >= kMinFlatName;
    ends_[begin] = enough ? static_cast<std::uint8_t>(end) : std::uint8_t{0};
    keys[begin] = key_of(KeyKind::kStem, reading.value(begin, end));
    index.hints.prefetch(keys[begin]);
  }
  for (std::size_t begin = 0; begin < size; ++begin) {
    if (ends_[begin] == 0) continue;
    if (index.hints.may_hold(keys[begin])) {
      index.stem_sizes.prefetch(keys[begin]);
    } else {
      ends_[begin] = 0;
    }
  }
  for (std::size_t begin = 0; begin < size; ++begin) {
    if (ends_[begin] != 0) sizes_[begin] = index.stem_sizes.of(keys[begin]);
  }
}

}  // namespace lookalike
