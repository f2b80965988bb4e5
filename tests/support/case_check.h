// What a case expects against what happened.
//
//   for (const std::string& complaint : complaints(one, play(one))) ...   // none: it passed
//
// Pure and thread-safe.
#pragma once

#include <string>
#include <vector>

#include "tests/support/case_player.h"

namespace milter::testing {

// Each begins with the line of the expectation that did not hold.
std::vector<std::string> complaints(const Case& one, const Played& played);

}  // namespace milter::testing
