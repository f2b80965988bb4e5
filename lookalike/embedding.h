// Which guarded names stand inside the seen host: the whole domain, its dots kept, written as
// hyphens or left out, or the registrable label as a word beside others.
//
//   "mirai-kogyo.co.jp.unrelated.example", "mirai-kogyo-co-jp.example"  kEmbedded
//   "mirai-kogyo-invoice.example", "mirai-kogyo.unrelated.example"      kCombined
//
// Pure, thread-safe.
#pragma once

#include <vector>

#include "lookalike/domain.h"
#include "lookalike/hit.h"
#include "lookalike/index.h"

namespace lookalike {

// Appends hits for guarded names that `hits` does not hold yet.
void find_embedded(const Watchlist::Index& index, const Domain& seen, std::vector<Hit>& hits);

}  // namespace lookalike
