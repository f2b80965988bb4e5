// The cheapest way, in visible edits, to write one name as another.
//
//   align(U"kogyo", U"koqyo", Direction::kInbound)  ->  cost 1.0, one step: g at 2 becomes q
//
// Costs differ by direction: an adversary chooses what the eye misses, a person's fingers slip.
// Pure, thread-safe; time and memory grow with the product of the two lengths (253 x 253 at most).
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "lookalike/watchlist.h"

namespace lookalike {

struct Step {
  std::size_t at = 0, size = 0;            // in the guarded text
  std::size_t seen_at = 0, seen_size = 0;  // in the seen text
  bool swap = false;
};

struct Alignment {
  double cost = 0;
  std::vector<Step> steps;  // in order; text between them is equal
};
Alignment align(std::u32string_view guarded, std::u32string_view seen, Direction direction);

}  // namespace lookalike
