// How: a Damerau-Levenshtein table (optimal string alignment) over the code points as written, with
// the prices of moves.h and with moves of several letters to several. A cell is worked out only
// while its cost is within a limit; names that resemble each other need a narrow band of the table.
// What the difference of the remaining lengths must still cost counts against it, too. If the end
// is not reached the limit grows, at last beyond every cost: the result is the cheapest way,
// whatever the limit was. Cells carry the number of their round and need no clearing.
// Tested by align_test.cc.
#include "lookalike/align.h"

#include <algorithm>
#include <limits>
#include <span>
#include <string>

#include "lookalike/letters.h"
#include "lookalike/moves.h"

namespace lookalike {
namespace {

constexpr std::int32_t kFirstLimit = 1'000;  // a letter changed
constexpr std::int32_t kLimitGrowth = 2;
constexpr std::int32_t kNoLimit = std::numeric_limits<std::int32_t>::max() / 2;
constexpr char32_t kFirstEastAsian = 0x2E80;  // CJK radicals; kana and ideographs follow

// One of the two names, read once per alignment.
struct Side {
  void read(std::u32string_view given, const Moves& moves, bool added) {
    text = given;
    bare.clear();
    alone.clear();
    for (std::size_t at = 0; at < text.size(); ++at) {
      bare.push_back(lookalike::bare(text[at]));
      alone.push_back(bare.back() == 0 ? Price{moves.weights().glyph, Move::kGlyph}
                                       : moves.alone(text, at, added));
    }
  }

  std::size_t size() const { return text.size(); }
  bool has(std::size_t at, std::u32string_view part) const {
    return std::u32string_view(bare).substr(at).starts_with(part);
  }

  std::u32string_view text;
  std::u32string bare;       // 0: leaves no trace
  std::vector<Price> alone;  // of this letter without one opposite
};

}  // namespace

struct Aligner::Table {
  struct Cell {
    std::uint32_t round = 0;
    std::int32_t cost = 0;
    std::uint8_t back = 0, seen_back = 0;
    Move move = Move::kReplace;
  };
  // The columns of a row that hold a cost.
  struct Reach {
    std::size_t first, end;
  };

  explicit Table(Direction direction) : moves(moves_of(direction)) {}

  void align(std::u32string_view guarded_text, std::u32string_view seen_text) {
    guarded.read(guarded_text, moves, false);
    seen.read(seen_text, moves, true);
    width = seen.size() + 1;
    const std::size_t needed = (guarded.size() + 1) * width;
    if (cells.size() < needed) cells.resize(needed);
    gap = cheapest_gap();
    limit = kFirstLimit;
    while (!reach_end()) limit = limit > kNoLimit / kLimitGrowth ? kNoLimit : limit * kLimitGrowth;
    trace();
  }

  // No move makes the lengths differ by one more for less.
  std::int32_t cheapest_gap() const {
    const Weights& weights = moves.weights();
    std::int32_t least = std::min({weights.sound, weights.sight, weights.mark});
    for (const Price& one : guarded.alone) least = std::min(least, one.cost);
    for (const Price& one : seen.alone) least = std::min(least, one.cost);
    return least;
  }

  bool reach_end() {
    if (++round == 0) {  // numbers have run out: forget the old ones
      std::fill(cells.begin(), cells.end(), Cell{});
      round = 1;
    }
    reached.assign(guarded.size() + 1, {width, 0});
    put(0, 0, {.round = round});
    for (std::size_t i = 0; i <= guarded.size(); ++i) {
      for (std::size_t j = reached[i].first; j < reached[i].end; ++j) {
        if (at(i, j).round == round) extend(i, j);
      }
    }
    return at(guarded.size(), seen.size()).round == round;
  }

  Cell& at(std::size_t i, std::size_t j) { return cells[i * width + j]; }

  void put(std::size_t i, std::size_t j, const Cell& cell) {
    at(i, j) = cell;
    reached[i].first = std::min(reached[i].first, j);
    reached[i].end = std::max(reached[i].end, j + 1);
  }

  void offer(std::size_t i, std::size_t j, std::size_t size, std::size_t seen_size, Price price) {
    const std::int32_t total = at(i, j).cost + price.cost;
    const std::size_t left = guarded.size() - i - size, seen_left = seen.size() - j - seen_size;
    const auto differ =
        static_cast<std::int32_t>(left > seen_left ? left - seen_left : seen_left - left);
    if (total + differ * gap > limit) return;
    const Cell& old = at(i + size, j + seen_size);
    if ((old.round == round && old.cost <= total)) return;
    put(i + size, j + seen_size,
        {round, total, static_cast<std::uint8_t>(size), static_cast<std::uint8_t>(seen_size),
         price.move});
  }

  // All moves out of a cell whose cost is final: moves only lead down and to the right.
  void extend(std::size_t i, std::size_t j) {
    const bool down = i < guarded.size(), right = j < seen.size();
    if (down && right) {
      offer(i, j, 1, 1, replace(i, j));
      offer_swap(i, j);
      offer_spellings(i, j);
      offer_ligatures(i, j);
    }
    if (down) offer(i, j, 1, 0, guarded.alone[i]);
    if (right) offer(i, j, 0, 1, seen.alone[j]);
  }

  Price replace(std::size_t i, std::size_t j) const {
    const char32_t a = guarded.text[i], b = seen.text[j];
    if (a == b) return {};
    const Weights& weights = moves.weights();
    if (a >= kFirstEastAsian && b >= kFirstEastAsian) {
      if (kanji_variant(a, b)) return {weights.shape, Move::kVariant};
      if (kana_pair(a, b)) return {weights.shape, Move::kKana};
    }
    if (guarded.bare[i] != seen.bare[j]) {
      if (doubles_the_other(i, j)) return {weights.doubled, Move::kDoubled};
      const Price price = moves.replace(guarded.bare[i], seen.bare[j]);
      return moves.placed(price, i == 0, i + 1 == guarded.size());
    }
    const bool marked = carries_mark(a) || carries_mark(b);
    return marked ? Price{weights.mark, Move::kMark} : Price{weights.glyph, Move::kGlyph};
  }

  // The letter beside a doubled one is doubled in its place: yahoo, yahho.
  bool doubles_the_other(std::size_t i, std::size_t j) const {
    const std::u32string_view g = guarded.text, s = seen.text;
    if (i == 0 || j == 0 || i + 1 >= g.size() || j + 1 >= s.size()) return false;
    if (g[i - 1] != s[j - 1] || g[i + 1] != s[j + 1]) return false;
    return (g[i] == g[i + 1] && s[j] == s[j - 1]) || (g[i] == g[i - 1] && s[j] == s[j + 1]);
  }

  void offer_swap(std::size_t i, std::size_t j) {
    if (i + 1 >= guarded.size() || j + 1 >= seen.size()) return;
    const std::u32string_view g = guarded.text, s = seen.text;
    if (g[i] != s[j + 1] || g[i + 1] != s[j] || g[i] == g[i + 1]) return;
    offer(i, j, 2, 2, moves.placed({moves.weights().swap, Move::kSwap}, i == 0, false));
  }

  void offer_spellings(std::size_t i, std::size_t j) {
    for (const Spelling& one : moves.spellings(guarded.bare[i], seen.bare[j])) {
      if (guarded.has(i, one.guarded) && seen.has(j, one.seen)) {
        offer(i, j, one.guarded.size(), one.seen.size(), one.price);
      }
    }
  }

  void offer_ligatures(std::size_t i, std::size_t j) {
    const Price price{moves.weights().mark, Move::kMark};
    const auto offer_one = [&](char32_t one, const Side& other, std::size_t at, bool seen_is_one) {
      const std::u32string_view two = one < 0x80 ? U"" : ligature(one);
      if (two.empty() || !other.has(at, two)) return;
      offer(i, j, seen_is_one ? two.size() : 1, seen_is_one ? 1 : two.size(), price);
    };
    offer_one(guarded.text[i], seen, j, false);
    offer_one(seen.text[j], guarded, i, true);
  }

  void trace() {
    std::size_t i = guarded.size(), j = seen.size();
    result.cost = at(i, j).cost / 1e3;
    result.steps.clear();
    while (i != 0 || j != 0) {
      const Cell& cell = at(i, j);
      i -= cell.back;
      j -= cell.seen_back;
      const bool equal = cell.back == 1 && cell.seen_back == 1 && guarded.text[i] == seen.text[j];
      if (!equal) result.steps.push_back({i, cell.back, j, cell.seen_back, cell.move});
    }
    std::reverse(result.steps.begin(), result.steps.end());
  }

  const Moves& moves;
  Side guarded, seen;
  std::size_t width = 1;
  std::uint32_t round = 0;
  std::int32_t limit = kFirstLimit, gap = 0;
  std::vector<Cell> cells;
  std::vector<Reach> reached;
  Alignment result;
};

Aligner::Aligner(Direction direction) : table_(std::make_unique<Table>(direction)) {}
Aligner::Aligner(Aligner&&) noexcept = default;
Aligner& Aligner::operator=(Aligner&&) noexcept = default;
Aligner::~Aligner() = default;

const Alignment& Aligner::align(std::u32string_view guarded, std::u32string_view seen) {
  table_->align(guarded, seen);
  return table_->result;
}

Alignment align(std::u32string_view guarded, std::u32string_view seen, Direction direction) {
  return Aligner(direction).align(guarded, seen);
}

}  // namespace lookalike
