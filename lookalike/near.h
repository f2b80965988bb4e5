// Which guarded names the seen registrable label stands for: the same label under another suffix,
// one that looks or sounds the same, one or two edits away, or its words in another order.
//
//   "mirai-koqyo.co.jp", "rnirai-kogyo.xyz", "kogyo-mirai.co.jp"  for  mirai-kogyo.co.jp
#pragma once

#include "lookalike/collector.h"
#include "lookalike/domain.h"
#include "lookalike/neighbours.h"
#include "lookalike/reading.h"
#include "lookalike/stems.h"

namespace lookalike {

// At most this many words of a label are tried in every order; of more, only turned round.
inline constexpr std::size_t kMaxPermutedWords = 3;
// Fewest letters on either side when a label is turned round; and where the seen label has a
// hyphen there, which shows a word ("ex-mirai" for "mirai-ex"; not "e-mirai").
inline constexpr std::size_t kMinTurned = 3, kMinTurnedWord = 2;
// Guarded labels that are read, to see whether they are the seen one in another order: all under
// one value, and as many again.
inline constexpr std::size_t kMaxTurnedRead = 2 * kMaxEqual;

// Before find_near, and something else between the two (Neighbours::ask).
void ask_near(const Watchlist::Index& index, const Domain& seen, const Reading& reading,
              Neighbours& neighbours, const Collector& found);
void find_near(const Watchlist::Index& index, const Domain& seen, const Reading& reading,
               const Stems& stems, Neighbours& neighbours, Collector& found);

}  // namespace lookalike
