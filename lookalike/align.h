// The cheapest way, in visible edits, to write one name as another.
//
//   align(U"kogyo", U"koyo", Direction::kInbound)  ->  cost .9, one step: g at 2 is left out
//   align(U"shinbun", U"shimbun", ...)             ->  .25, one kRoman step: nb at 3 is mb
//
// Costs differ by direction: an adversary chooses what the eye misses, a person's fingers slip
// (moves.h). Pure; an Aligner is for one thread at a time. Any lengths; time grows with the length
// times the cost, at most with the product of the two lengths.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "lookalike/watchlist.h"

namespace lookalike {

// What stands behind a step, for its cost and for the words that tell it.
enum class Move : std::uint8_t {
  kGlyph,      // the same glyph in another script, a character that cannot be seen
  kMark,       // a diacritic, hook or stroke put on or taken off
  kSight,      // reads alike in ASCII: rn/m vv/w cl/d 0/o 1/l/i 5/s
  kKana,       // kana and kanji of one shape (ニ/二), small and half-width kana
  kVariant,    // forms of one kanji: 崎/﨑, 高/髙, 学/學
  kRoman,      // spellings of one Japanese sound: si/shi, ou/o, n/m before b m p
  kSeparator,  // '-', '_', '.' added, left out, exchanged
  kSwap,       // two neighbouring letters exchanged
  kDoubled,    // a letter written twice, or once instead of twice
  kKeys,       // neighbouring keys
  kVowel,      // a vowel for a vowel
  kFinalS,     // plural and singular
  kInsert,
  kDelete,
  kReplace,
  kDigit,  // a digit changed, added, left out
};

struct Step {
  std::size_t at = 0, size = 0;            // in the guarded text; size 0: insertion before `at`
  std::size_t seen_at = 0, seen_size = 0;  // in the seen text; seen_size 0: left out
  Move move = Move::kReplace;
};

struct Alignment {
  double cost = 0;
  std::vector<Step> steps;  // in order; the text between them is equal
};

// Keeps its table between calls, so that the next alignment need not allocate.
class Aligner {
 public:
  explicit Aligner(Direction direction);
  Aligner(Aligner&&) noexcept;
  Aligner& operator=(Aligner&&) noexcept;
  ~Aligner();

  const Alignment& align(std::u32string_view guarded, std::u32string_view seen);  // until the next

 private:
  struct Table;
  std::unique_ptr<Table> table_;
};

Alignment align(std::u32string_view guarded, std::u32string_view seen, Direction direction);

}  // namespace lookalike
