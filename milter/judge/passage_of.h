// A text for rules: normalised, with the way back to its own words.
//
//   passage_of("お 振\u200b込").text   ->   "お振込"
//
// Pure and thread-safe.
#pragma once

#include <string>

#include "rules/passage.h"

namespace milter {

rules::Passage passage_of(std::string original);  // well-formed UTF-8

}  // namespace milter
