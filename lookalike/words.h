// Words that many unrelated names have in them: standing in two names, they prove little.
// Pure, static data.
#pragma once

#include <string_view>

namespace lookalike {

// Of 100,000 innocent names, those that have the label in them. 0: few. Lower case.
double names_with(std::string_view label);

// Of 100,000 innocent domains, those that are the label under one suffix or another, as far as it
// is a word that is counted. 0: none, or not counted. Lower case.
double names_of(std::string_view label);

}  // namespace lookalike
