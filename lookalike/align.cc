// How: a Damerau-Levenshtein table (optimal string alignment) over the code points as written,
// with weights and with one-to-two moves for pairs of letters that read as one. The weights are
// starting values by judgement, ordered by how easily the eye (inbound) or the hand (outbound)
// passes over the step; only their order and rough size matter, score.cc turns them into chances.
// Leaves out: romanisation variants and kanji variant forms.
// Tested by align_test.cc.
#include "lookalike/align.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>

#include "lookalike/skeleton.h"
#include "lookalike/unicode.h"

namespace lookalike {
namespace {

struct Weights {
  double glyph, marked, visual, separator, swap, doubled, keys, vowel, edit, letter, digit;
};
constexpr Weights kInboundWeights{.05, .15, .25, .25, .45, .45, .7, .7, .9, 1.0, 2.0};
constexpr Weights kOutboundWeights{.3, .4, .5, .25, .35, .35, .45, .7, .6, 1.0, 2.0};
constexpr double kFirstLetter = 1.6;  // readers start there (and see it change first)
constexpr double kLastLetter = 1.2;
constexpr double kFinalS = .6;  // plural and singular
// Rounding must not choose between two ways of equal cost.
constexpr double kTie = 1e-9;

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_separator(char32_t c) { return c == U'-' || c == U'.' || c == U'_'; }
bool is_vowel(char32_t c) { return std::u32string_view(U"aeiou").find(c) != std::u32string::npos; }

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

// A text with the bare letter beside each: 0 for an invisible one, itself if it is not one letter.
struct Side {
  explicit Side(std::u32string_view given) : text(given) {
    for (const char32_t letter : text) {
      const std::u32string one = letter < 0x80 ? std::u32string{letter} : bare_letter(letter);
      bare.push_back(one.empty() ? 0 : (one.size() == 1 ? one[0] : letter));
    }
  }
  std::u32string_view text;
  std::u32string bare;
  std::size_t size() const { return text.size(); }
};

class Table {
 public:
  Table(std::u32string_view guarded, std::u32string_view seen, Direction direction)
      : guarded_(guarded),
        seen_(seen),
        weights_(direction == Direction::kInbound ? kInboundWeights : kOutboundWeights),
        width_(seen.size() + 1),
        cells_((guarded.size() + 1) * width_) {
    cells_[0].cost = 0;
    for (std::size_t i = 0; i <= guarded_.size(); ++i) {
      for (std::size_t j = 0; j < width_; ++j) extend(i, j);
    }
  }

  Alignment result() const {
    Alignment out;
    std::size_t i = guarded_.size(), j = seen_.size();
    out.cost = at(i, j).cost;
    while (i != 0 || j != 0) {
      const Cell& cell = at(i, j);
      i -= cell.back;
      j -= cell.seen_back;
      if (!cell.equal) out.steps.push_back({i, cell.back, j, cell.seen_back, cell.swap});
    }
    std::reverse(out.steps.begin(), out.steps.end());
    return out;
  }

 private:
  struct Cell {
    double cost = std::numeric_limits<double>::infinity();
    std::uint8_t back = 0, seen_back = 0;
    bool equal = false, swap = false;
  };

  const Cell& at(std::size_t i, std::size_t j) const { return cells_[i * width_ + j]; }

  void offer(std::size_t i, std::size_t j, std::uint8_t back, std::uint8_t seen_back, double cost,
             bool swap = false) {
    Cell& to = cells_[(i + back) * width_ + j + seen_back];
    const double total = at(i, j).cost + cost;
    if (total + kTie < to.cost) to = {total, back, seen_back, cost == 0, swap};
  }

  // All moves out of a cell whose cost is final: moves only lead down and to the right.
  void extend(std::size_t i, std::size_t j) {
    const bool down = i < guarded_.size(), right = j < seen_.size();
    if (down && right) offer(i, j, 1, 1, replace(i, j));
    if (down) offer(i, j, 1, 0, single(guarded_, i, guarded_));
    if (right) offer(i, j, 0, 1, single(seen_, j, guarded_));
    if (i + 1 < guarded_.size() && j + 1 < seen_.size()) offer_swap(i, j);
    if (i + 1 < guarded_.size() && right) offer_pair(i, j, 2, 1, seen_, j, guarded_, i);
    if (down && j + 1 < seen_.size()) offer_pair(i, j, 1, 2, guarded_, i, seen_, j);
  }

  double placed(std::size_t i, double cost) const {
    if (i == 0) return cost * kFirstLetter;
    return i + 1 >= guarded_.size() ? cost * kLastLetter : cost;
  }

  double replace(std::size_t i, std::size_t j) const {
    const char32_t a = guarded_.text[i], b = seen_.text[j];
    if (a == b) return 0;
    const char32_t x = guarded_.bare[i], y = seen_.bare[j];
    if (x == y) return carries_mark(a) || carries_mark(b) ? weights_.marked : weights_.glyph;
    if (visual_letter(x) == visual_letter(y)) return weights_.visual;
    if (is_separator(a) && is_separator(b)) return weights_.separator;
    if (is_digit(a) || is_digit(b)) return weights_.digit;
    if (adjacent_keys(x, y)) return placed(i, weights_.keys);
    if (is_vowel(x) && is_vowel(y)) return placed(i, weights_.vowel);
    return placed(i, weights_.letter);
  }

  // One letter too many in `longer`, at k.
  double single(const Side& longer, std::size_t k, const Side& guarded) const {
    const char32_t c = longer.text[k];
    if (longer.bare[k] == 0) return weights_.glyph;
    if (is_separator(c)) return weights_.separator;
    if (is_digit(c)) return weights_.digit;
    const bool doubled =
        (k > 0 && longer.text[k - 1] == c) || (k + 1 < longer.size() && longer.text[k + 1] == c);
    if (doubled) return weights_.doubled;
    if (c == U's' && k + 1 == longer.size()) return kFinalS;
    if (k == 0) return weights_.edit * kFirstLetter;
    return k + 1 >= guarded.size() ? weights_.edit * kLastLetter : weights_.edit;
  }

  void offer_swap(std::size_t i, std::size_t j) {
    const auto& g = guarded_.text;
    const auto& s = seen_.text;
    if (g[i] != s[j + 1] || g[i + 1] != s[j] || g[i] == g[i + 1]) return;
    offer(i, j, 2, 2, i == 0 ? weights_.swap * kFirstLetter : weights_.swap, true);
  }

  void offer_pair(std::size_t i, std::size_t j, std::uint8_t back, std::uint8_t seen_back,
                  const Side& one, std::size_t k, const Side& two, std::size_t l) {
    const std::u32string ligature = one.text[k] < 0x80 ? U"" : bare_letter(one.text[k]);
    if (ligature.size() == 2 && ligature[0] == two.bare[l] && ligature[1] == two.bare[l + 1]) {
      offer(i, j, back, seen_back, weights_.marked);
    } else if (visual_pair(two.bare[l], two.bare[l + 1]) == one.bare[k] && one.bare[k] != 0) {
      offer(i, j, back, seen_back, weights_.visual);
    }
  }

  Side guarded_, seen_;
  const Weights& weights_;
  std::size_t width_;
  std::vector<Cell> cells_;
};

}  // namespace

Alignment align(std::u32string_view guarded, std::u32string_view seen, Direction direction) {
  return Table(guarded, seen, direction).result();
}

}  // namespace lookalike
