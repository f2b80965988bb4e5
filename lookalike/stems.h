// At which letters of a seen host the first letters of some guarded name or label stand. Nearly
// nowhere: so all other searches for what is equal begin at few places, and end at few.
//
//   stems.read(index, reading);            // of "pay-mirai-kogyo.example"
//   stems.end_at(3) == 9, stems.end_at(4) == 0              // "miraik", "iraiko"
//   stems.may_end(3, 13), !stems.may_end(3, 12)             // "miraikogyo", "miraikogy"
//
// A value, filled anew for each name; no allocation.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "lookalike/index.h"
#include "lookalike/reading.h"

namespace lookalike {

class Stems {
 public:
  void read(const Watchlist::Index& index, const Reading& reading);

  // Where in the flat letters the stem ends that begins here; 0: no guarded name of the weight
  // kMinFlatName begins so.
  std::size_t end_at(std::size_t begin) const { return ends_[begin]; }
  // Whether a guarded name or label may be [begin, end), or any run as long that has this stem.
  bool may_end(std::size_t begin, std::size_t end) const {
    return ends_[begin] != 0 && sizes_[begin].may_have(end - begin);
  }

 private:
  std::array<std::uint8_t, Reading::kMaxLetters> ends_;
  std::array<SizeSet, Reading::kMaxLetters> sizes_;  // only where a stem is
};

}  // namespace lookalike
