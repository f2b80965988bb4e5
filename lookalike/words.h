// Words that many unrelated companies carry in their names: standing in two names, they prove
// little. Pure, static data.
#pragma once

#include <string_view>

namespace lookalike {

bool is_common_word(std::string_view label);  // lower case

}  // namespace lookalike
