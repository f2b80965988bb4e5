// Words that many unrelated names have in them: standing in two names, they prove little.
// Pure, static data.
#pragma once

#include <string_view>

namespace lookalike {

// Of 100,000 innocent names, those that have the label in them; 0: fewer than 16. Lower case.
double names_with(std::string_view label);

}  // namespace lookalike
