// How: a table of the price of each letter for each other one, and a list of spellings by their
// first letters, both made once for each direction. Which letters and spellings are alike stands in
// letters.cc and romanisation.cc; how much alike, here. The weights are starting values by
// judgement. Tested by align_test.cc.
#include "lookalike/moves.h"

#include <algorithm>
#include <cstdlib>

#include "lookalike/letters.h"
#include "lookalike/romanisation.h"

namespace lookalike {
namespace {

constexpr Weights kInbound{.glyph = 50,
                           .mark = 150,
                           .sight = 250,
                           .far_sight = 400,
                           .shape = 100,
                           .sound = 250,
                           .far_sound = 450,
                           .separator = 250,
                           .swap = 450,
                           .doubled = 450,
                           .keys = 700,
                           .vowel = 700,
                           .insert = 900,
                           .two_keys = 900,
                           .remove = 900,
                           .replace = 1000,
                           .digit = 2000,
                           .final_s = 600,
                           .first = 160,
                           .last = 120};
// Nobody types Cyrillic by mistake, but may have copied it from an imitation. The end of a name is
// where a hand that hurries leaves a letter out.
constexpr Weights kOutbound{.glyph = 300,
                            .mark = 300,
                            .sight = 500,
                            .far_sight = 700,
                            .shape = 100,
                            .sound = 200,
                            .far_sound = 450,
                            .separator = 250,
                            .swap = 300,
                            .doubled = 300,
                            .keys = 400,
                            .vowel = 600,
                            .insert = 700,
                            .two_keys = 500,
                            .remove = 500,
                            .replace = 1000,
                            .digit = 1500,
                            .final_s = 500,
                            .first = 130,
                            .last = 100};

// Letters of one group read as each other.
constexpr auto kNearSight = std::to_array<std::string_view>({"0o", "1li", "5s", "3e", "8b"});
constexpr auto kFarSight =
    std::to_array<std::string_view>({"9gq", "jil1", "uv", "hn", "co", "ce", "2z", "6b", "4a"});
constexpr auto kFarSound = std::to_array<std::string_view>({"lr", "bv", "ck"});

constexpr auto kNearSightPairs = std::to_array<std::u32string_view>({U"rn", U"vv", U"cl"});
constexpr auto kUmlauts = std::to_array<Likeness>({{U"ä", U"ae"}, {U"ö", U"oe"}, {U"ü", U"ue"}});

bool holds(std::string_view group, char32_t letter) {
  return letter < 0x80 && group.find(static_cast<char>(letter)) != std::string_view::npos;
}

template <std::size_t kSize>
bool share_group(const std::array<std::string_view, kSize>& groups, char32_t a, char32_t b) {
  return std::any_of(groups.begin(), groups.end(),
                     [&](std::string_view group) { return holds(group, a) && holds(group, b); });
}

// One letter of `b` stands twice in `a`: as a doubled letter it needs no rule.
bool is_doubling(std::u32string_view a, std::u32string_view b) {
  if (a.size() != b.size() + 1) return false;
  for (std::size_t at = 0; at < b.size(); ++at) {
    if (a[at] == a[at + 1] && a.substr(0, at) == b.substr(0, at) &&
        a.substr(at + 1) == b.substr(at))
      return true;
  }
  return false;
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// Neighbours on the rows shared by JIS and US keyboards. Rows are staggered: below the key in
// column c lie those in columns c - 1 and c.
bool adjacent_keys(char32_t a, char32_t b) {
  static constexpr std::u32string_view kRows[] = {U"qwertyuiop", U"asdfghjkl", U"zxcvbnm"};
  const auto place = [](char32_t c, int& row, int& column) {
    for (row = 0; row < 3; ++row) {
      const std::size_t at = kRows[row].find(c);
      if (at == std::u32string_view::npos) continue;
      column = static_cast<int>(at);
      return true;
    }
    return false;
  };
  int row_a = 0, row_b = 0, column_a = 0, column_b = 0;
  if (!place(a, row_a, column_a) || !place(b, row_b, column_b)) return false;
  if (row_a == row_b) return std::abs(column_a - column_b) == 1;
  if (std::abs(row_a - row_b) != 1) return false;
  const int above = row_a < row_b ? column_a : column_b;
  const int below = row_a < row_b ? column_b : column_a;
  return below == above || below == above - 1;
}

}  // namespace

bool is_separator(char32_t letter) { return letter == U'-' || letter == U'.' || letter == U'_'; }

std::u32string_view ligature(char32_t letter) {
  const auto find = [&](std::span<const Likeness> all) {
    for (const Likeness& one : all) {
      if (one.a.size() == 1 && one.a[0] == letter) return one.b;
    }
    return std::u32string_view();
  };
  const std::u32string_view found = find(likenesses());
  return found.empty() ? find(kUmlauts) : found;
}

Moves::Moves(const Weights& weights) : weights_(weights) {
  for (std::uint32_t a = 0; a < kTypes; ++a) {
    for (std::uint32_t b = 0; b < kTypes; ++b) {
      replace_[a * kTypes + b] = price_of(letter_of(a), letter_of(b));
      adjacent_keys_[a * kTypes + b] = adjacent_keys(letter_of(a), letter_of(b));
    }
  }
  for (const Likeness& one : likenesses()) add_spelling(one.a, one.b);
  for (const Likeness& one : romanisations()) add_spelling(one.a, one.b);
  const auto group = [](const Spelling& one) {
    return type(one.guarded[0]) * kLetters + type(one.seen[0]);
  };
  std::stable_sort(spellings_.begin(), spellings_.end(),
                   [&](const Spelling& a, const Spelling& b) { return group(a) < group(b); });
  for (const Spelling& one : spellings_) ++begins_[group(one) + 1];
  for (std::size_t at = 1; at < begins_.size(); ++at) {
    begins_[at] = static_cast<std::uint16_t>(begins_[at] + begins_[at - 1]);
  }
}

char32_t Moves::letter_of(std::uint32_t type) {
  if (type < kLetters) return U'a' + type;
  if (type < kLetters + kDigits) return U'0' + (type - kLetters);
  return type == kTypes - 2 ? U'-' : 0;
}

Price Moves::price_of(char32_t a, char32_t b) const {
  const auto vowel = [](char32_t c) { return holds("aeiou", c); };
  const std::array<std::pair<bool, Price>, 8> reasons{
      {{share_group(kNearSight, a, b), {weights_.sight, Move::kSight}},
       {share_group(kFarSight, a, b) || same_sight(a, b), {weights_.far_sight, Move::kSight}},
       {share_group(kFarSound, a, b), {weights_.far_sound, Move::kRoman}},
       {is_separator(a) && is_separator(b), {weights_.separator, Move::kSeparator}},
       {adjacent_keys(a, b), {weights_.keys, Move::kKeys}},
       {vowel(a) && vowel(b), {weights_.vowel, Move::kVowel}},
       {is_digit(a) || is_digit(b), {weights_.digit, Move::kDigit}},
       {!is_digit(a) && !is_digit(b), {weights_.replace, Move::kReplace}}}};
  Price best{0, Move::kReplace};
  for (const auto& [holds, price] : reasons) {
    if (holds && (best.cost == 0 || price.cost < best.cost)) best = price;
  }
  return best;
}

Price Moves::price_of(std::u32string_view a, std::u32string_view b) const {
  const auto all = romanisations();
  const bool sound = std::any_of(all.begin(), all.end(),
                                 [&](const Likeness& one) { return one.a == a && one.b == b; });
  if (sound) return {weights_.sound, Move::kRoman};
  const bool near =
      std::find(kNearSightPairs.begin(), kNearSightPairs.end(), a) != kNearSightPairs.end();
  return {near ? weights_.sight : weights_.far_sight, Move::kSight};
}

void Moves::add_spelling(std::u32string_view a, std::u32string_view b) {
  const bool plain = type(a[0]) < kLetters && type(b[0]) < kLetters;
  if (!plain || (a.size() == 1 && b.size() == 1) || is_doubling(a, b)) return;
  spellings_.push_back({a, b, price_of(a, b)});
  spellings_.push_back({b, a, price_of(a, b)});
}

Price Moves::alone(std::u32string_view text, std::size_t at, bool added) const {
  const char32_t letter = text[at];
  const char32_t before = at > 0 ? text[at - 1] : 0;
  const char32_t after = at + 1 < text.size() ? text[at + 1] : 0;
  if (is_separator(letter)) return {weights_.separator, Move::kSeparator};
  if (is_digit(letter)) return {weights_.digit, Move::kDigit};
  if (letter == before || letter == after) return {weights_.doubled, Move::kDoubled};
  if (letter == U's' && (after == 0 || is_separator(after))) {
    return {weights_.final_s, Move::kFinalS};
  }
  Price price{weights_.remove, Move::kDelete};
  if (added) {
    const bool slipped = adjacent_keys_[type(letter) * kTypes + type(before)] ||
                         adjacent_keys_[type(letter) * kTypes + type(after)];
    price = {slipped ? weights_.two_keys : weights_.insert, Move::kInsert};
  }
  return placed(price, at == 0, after == 0);
}

const Moves& moves_of(Direction direction) {
  static const Moves inbound(kInbound), outbound(kOutbound);
  return direction == Direction::kInbound ? inbound : outbound;
}

}  // namespace lookalike
