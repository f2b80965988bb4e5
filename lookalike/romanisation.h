// The ways in which one Japanese word is written in Latin letters: Hepburn, Kunrei, Nihon-shiki,
// passports, and the ear.
//
//   shi/si, tsu/tu, ja/zya/jya, ou/o, mb/nb, tch/cch
//
// Static data.
#pragma once

#include <span>

#include "lookalike/letters.h"

namespace lookalike {

std::span<const Likeness> romanisations();  // lower case; neither side is first

}  // namespace lookalike
