// Which guarded labels the seen registrable label equals (under another suffix), looks the same as,
// or is one edit or one swap of neighbours away from.
//
//   find_near(index, *read_domain("mirai-koqyo.co.jp"), hits);  // a kOneEdit hit
//
// Pure, thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "lookalike/domain.h"
#include "lookalike/hit.h"
#include "lookalike/index.h"

namespace lookalike {

// The one step that makes `guarded` into `seen`; nullopt if they are equal or further apart.
std::optional<Step> one_step(std::u32string_view guarded, std::u32string_view seen);

// Appends at most one hit per guarded name. Names of the same registrable domain are not near.
void find_near(const Watchlist::Index& index, const Domain& seen, std::vector<Hit>& hits);

}  // namespace lookalike
