// A guarded name that the seen one resembles, before it is judged: what nearness and embedding
// find, score weighs, and lookalike reports. A value.
#pragma once

#include <cstdint>
#include <vector>

#include "lookalike/align.h"
#include "lookalike/lookalike.h"

namespace lookalike {

struct Hit {
  std::uint32_t entry = 0;
  Kind kind = Kind::kNone;
  double cost = 0;  // visible edits, suffix included
  bool same_suffix = false;
  bool same_family = false;                        // of suffixes; true if they are equal
  bool first_letter = false, digits_only = false;  // of kOneEdit
  bool only_glyphs = false;  // of kSkeleton: nothing but equal glyphs; else marks or ASCII pairs
  bool only_marks = false;   // of kSkeleton: letters of the partner with and without their marks
  bool host_label = false;   // of kCombined: a label of its own, left of someone's domain
  bool joined = false;       // of kEmbedded: a dot of the guarded name is simply left out
  std::vector<Step> steps;   // over the two whole names
};

// Visible edits of another suffix: readers pass over .co.jp for .com more easily than for .xyz.
constexpr double suffix_cost(bool same, bool family) { return same ? 0 : (family ? .3 : .6); }

}  // namespace lookalike
