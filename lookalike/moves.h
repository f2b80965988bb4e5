// What one move costs, and what stands behind it.
//
//   const Moves& moves = moves_of(Direction::kInbound);
//   moves.replace('o', '0')      ->  {250, Move::kSight}
//   moves.spellings('s', 's')    ->  "si"/"shi", "sya"/"sha" ... each with its price
//   ligature(U'ß')               ->  U"ss"
//
// Costs are whole thousandths of a visible edit, so that sums are exact and no rounding chooses
// between two ways. Pure, static data.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "lookalike/align.h"

namespace lookalike {

struct Price {
  std::int32_t cost = 0;
  Move move = Move::kReplace;
};

// Whether the move leaves another letter, not just another way to write the same one.
constexpr bool is_by_place(Move move) {
  return move == Move::kKeys || move == Move::kVowel || move == Move::kInsert ||
         move == Move::kDelete || move == Move::kReplace || move == Move::kSwap;
}

// Several letters that read or sound like several others.
struct Spelling {
  std::u32string_view guarded, seen;
  Price price;
};

// The starting weights, ordered by how easily the eye (inbound) or the hand (outbound) passes over
// the move; only their order and rough size matter, the score turns them into chances.
struct Weights {
  std::int32_t glyph, mark, sight, far_sight, shape, sound, far_sound, separator, swap, doubled,
      keys, vowel, insert, two_keys, remove, replace, digit, final_s;
  // two_keys: an added letter whose key is beside that of the letter before or after it.
  // In hundredths. Readers start at the first letter and see it change; the end comes next.
  std::int32_t first, last;
};

class Moves {
 public:
  explicit Moves(const Weights& weights);

  const Weights& weights() const { return weights_; }

  // Of two letters that differ even when bare; other than a-z, 0-9, '-', '.', '_' are strange ones.
  Price replace(char32_t guarded, char32_t seen) const {
    return replace_[type(guarded) * kTypes + type(seen)];
  }

  // Those that begin with these two letters.
  std::span<const Spelling> spellings(char32_t guarded, char32_t seen) const {
    const std::uint32_t a = type(guarded), b = type(seen);
    if (a >= kLetters || b >= kLetters) return {};
    const std::size_t at = a * kLetters + b;
    return {spellings_.data() + begins_[at], spellings_.data() + begins_[at + 1]};
  }

  Price placed(Price price, bool first, bool last) const {
    if ((first || last) && is_by_place(price.move)) {
      price.cost = price.cost * (first ? weights_.first : weights_.last) / 100;
    }
    return price;
  }

  // Of the letter at `at` of `text`, left out (guarded name) or added (seen name).
  Price alone(std::u32string_view text, std::size_t at, bool added) const;

 private:
  static constexpr std::uint32_t kLetters = 26, kDigits = 10, kTypes = kLetters + kDigits + 2;

  static std::uint32_t type(char32_t letter) {
    if (letter >= U'a' && letter <= U'z') return letter - U'a';
    if (letter >= U'0' && letter <= U'9') return letter - U'0' + kLetters;
    return kTypes - (letter == U'-' || letter == U'.' || letter == U'_' ? 2 : 1);
  }
  static char32_t letter_of(std::uint32_t type);
  Price price_of(char32_t a, char32_t b) const;
  Price price_of(std::u32string_view a, std::u32string_view b) const;
  void add_spelling(std::u32string_view a, std::u32string_view b);

  Weights weights_;
  std::array<Price, kTypes * kTypes> replace_;
  std::array<bool, kTypes * kTypes> adjacent_keys_{};
  std::vector<Spelling> spellings_;  // sorted by the two first letters
  std::array<std::uint16_t, kLetters * kLetters + 1> begins_{};
};

const Moves& moves_of(Direction direction);

bool is_separator(char32_t letter);

// The two letters that one stands for: ß, æ, and ä ö ü as they are written without dots. "": none.
std::u32string_view ligature(char32_t letter);

}  // namespace lookalike
