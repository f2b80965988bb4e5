// How surprising a hit is: E = guarded names x the chance that an innocent name comes this close.
//
//   Judgement j = judge(hit, seen, index);   // j.e_value 3e-6, j.band kProbable
//
// Pure, thread-safe.
#pragma once

#include <string>
#include <vector>

#include "lookalike/domain.h"
#include "lookalike/evidence.h"
#include "lookalike/hit.h"
#include "lookalike/index.h"

namespace lookalike {

inline constexpr double kDefiniteE = 1e-6;
inline constexpr double kProbableE = 1e-4;
inline constexpr double kPossibleE = 1e-2;

Band band_of(double e_value);

struct Judgement {
  double e_value = 0;
  Band band = Band::kNone;
  std::vector<std::string> suppressors;  // without this one the band would be higher
};
Judgement judge(const Hit& hit, const Domain& seen, const Watchlist::Index& index);

// What is known of a hit before its letters are compared.
struct Prospect {
  Place place = Place::kLabel;
  bool identical = false;  // the run is the label, letter for letter
  bool ascii = false;      // both are, so that no glyph of another script is among them
  bool edited = false;     // the loose keys are not equal
  bool several = false;    // kLabel: two edits or more, or one and a disguise
  bool inner = true;       // may leave both ends of the label as they are
  bool tail = true;  // kWord, kPart: may end the name as a whole guarded one: kTail, kTailJoined
  bool same_suffix = false;
  SuffixKind suffix = SuffixKind::kCommon;  // of the seen name
  double weight = 0;                        // of the guarded label
  double letters = 0;                       // as in Evidence
  double change = 0;                        // surprise(run) - surprise(label)
};
// The least E that judge() can give such a hit, or could without the reasons for restraint.
double least_e(const Prospect& prospect, const Watchlist::Index& index);

}  // namespace lookalike
