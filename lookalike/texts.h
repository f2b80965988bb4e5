// What a person reads about an answer: one sentence in Japanese and one in English, the differing
// letters in [brackets].
//
//   “mirai-koqyo.co.jp” is not the partner “mirai-kogyo.co.jp”: letter 9 is [q], not [g].
//
// Pure, thread-safe.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "lookalike/align.h"
#include "lookalike/lookalike.h"

namespace lookalike {

struct Phrase {
  std::string_view key, ja, en;
};
std::span<const Phrase> catalogue();  // for the test that both languages have the same {places}

// `guarded` and `seen` are the two whole names the steps lead between.
Text explain(const Answer& answer, std::u32string_view guarded, std::u32string_view seen,
             const std::vector<Step>& steps, bool provider);

}  // namespace lookalike
