// What a person reads about an answer: one sentence in Japanese and one in English, the differing
// letters in [brackets].
//
//   “mirai-kobyo.co.jp” is not the partner “mirai-kogyo.co.jp”: letter 9 is [b], not [g].
//
// Pure, thread-safe. The words: catalogue.h.
#pragma once

#include <string_view>
#include <vector>

#include "lookalike/align.h"
#include "lookalike/lookalike.h"

namespace lookalike {

// `guarded` and `seen` are the two whole names the steps lead between. Of those, a step of several
// letters inserted or replaced is a whole part: the hosts, the suffix, the words beside a name.
Text explain(const Answer& answer, std::u32string_view guarded, std::u32string_view seen,
             const std::vector<Step>& steps, bool provider);

}  // namespace lookalike
