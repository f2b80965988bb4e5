// From the judged hits to the Answer: the best one's partner, kind and operations, and up
// to three others.
//
// Pure, thread-safe.
#pragma once

#include <vector>

#include "lookalike/domain.h"
#include "lookalike/hit.h"
#include "lookalike/index.h"
#include "lookalike/lookalike.h"
#include "lookalike/score.h"

namespace lookalike {

inline constexpr std::size_t kMaxAlternatives = 3;  // a reader compares no more

struct Judged {
  const Hit* hit;
  Judgement judgement;
};

// What a sentence about the best hit is made of.
struct Explanation {
  std::u32string guarded;   // the whole guarded name
  std::vector<Step> steps;  // from it to the whole seen name
  bool provider = false;
};

// `judged` best first and not empty; `answer` has the display forms and nothing else.
void report(const Watchlist::Index& index, const Domain& seen, const std::vector<Judged>& judged,
            Answer& answer, Explanation& explanation);

// The entry the answer is about.
void name_partner(const Watchlist::Index& index, const Entry& entry, Answer& answer);

}  // namespace lookalike
