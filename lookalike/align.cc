// How: a Damerau-Levenshtein table (optimal string alignment) over the code points as written, with
// the prices of moves.h and with moves of several letters to several. A cell is worked out only
// while its cost is within a limit; names that resemble each other need a narrow band of the table.
// If the end is not reached the limit grows, at last beyond every cost: the result is the cheapest
// way, whatever the limit was. Cells carry the number of their round and need no clearing.
// Tested by align_test.cc.
#include "lookalike/align.h"

#include <algorithm>
#include <limits>
#include <span>
#include <string>

#include "lookalike/moves.h"
#include "lookalike/unicode.h"

namespace lookalike {
namespace {

constexpr std::int32_t kFirstLimit = 2'000;  // two letters changed
constexpr std::int32_t kLimitGrowth = 4;
constexpr std::int32_t kNoLimit = std::numeric_limits<std::int32_t>::max() / 2;
constexpr char32_t kFirstEastAsian = 0x2E80;  // CJK radicals; kana and ideographs follow

// One of the two names, read once per alignment.
struct Side {
  struct Letter {
    char32_t text = 0;
    char32_t bare = 0;  // 0: leaves no trace; itself if it is not one letter when bare
    char ascii = 0;     // bare, if that is ASCII
    char two[2] = {};   // a ligature's letters; an umlaut's without its dots
    bool marked = false;
    Price alone;
  };

  void read(std::u32string_view given, const Moves& moves, bool added) {
    text = given;
    letters.clear();
    ascii.clear();
    for (std::size_t at = 0; at < text.size(); ++at) {
      letters.push_back(letter_of(text[at]));
      letters.back().alone = letters.back().bare == 0 ? Price{moves.weights().glyph, Move::kGlyph}
                                                      : moves.alone(text, at, added);
      ascii.push_back(letters.back().ascii);
    }
  }

  static Letter letter_of(char32_t text) {
    Letter out;
    out.text = out.bare = text;
    if (text >= 0x80) {
      const std::u32string bare = bare_letter(text);
      out.marked = carries_mark(text);
      if (bare.size() != 1) out.bare = bare.empty() ? 0 : text;
      if (bare.size() == 1) out.bare = bare[0];
      if (bare.size() == 2 && bare[0] < 0x80 && bare[1] < 0x80) {
        out.two[0] = static_cast<char>(bare[0]);
        out.two[1] = static_cast<char>(bare[1]);
      }
      if (text == U'ä' || text == U'ö' || text == U'ü') {
        out.two[0] = static_cast<char>(out.bare);
        out.two[1] = 'e';
      }
    }
    if (out.bare < 0x80) out.ascii = static_cast<char>(out.bare);
    return out;
  }

  std::size_t size() const { return letters.size(); }
  bool has(std::size_t at, std::string_view part) const {
    return std::string_view(ascii).substr(at).starts_with(part);
  }

  std::u32string_view text;
  std::vector<Letter> letters;
  std::string ascii;
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
    limit = kFirstLimit;
    while (!reach_end()) limit = limit > kNoLimit / kLimitGrowth ? kNoLimit : limit * kLimitGrowth;
    trace();
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
    const Cell& old = at(i + size, j + seen_size);
    if (total > limit || (old.round == round && old.cost <= total)) return;
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
    if (down) offer(i, j, 1, 0, guarded.letters[i].alone);
    if (right) offer(i, j, 0, 1, seen.letters[j].alone);
  }

  Price replace(std::size_t i, std::size_t j) const {
    const Side::Letter &a = guarded.letters[i], &b = seen.letters[j];
    if (a.text == b.text) return {};
    if (a.bare == b.bare) {
      if (a.marked || b.marked) return {moves.weights().mark, Move::kMark};
      if (a.text >= kFirstEastAsian && b.text >= kFirstEastAsian) {
        return {moves.weights().shape, Move::kKana};
      }
      return {moves.weights().glyph, Move::kGlyph};
    }
    return moves.placed(moves.replace(a.bare, b.bare), i == 0, i + 1 == guarded.size());
  }

  void offer_swap(std::size_t i, std::size_t j) {
    if (i + 1 >= guarded.size() || j + 1 >= seen.size()) return;
    const std::u32string_view g = guarded.text, s = seen.text;
    if (g[i] != s[j + 1] || g[i + 1] != s[j] || g[i] == g[i + 1]) return;
    offer(i, j, 2, 2, moves.placed({moves.weights().swap, Move::kSwap}, i == 0, false));
  }

  void offer_spellings(std::size_t i, std::size_t j) {
    for (const Spelling& one : moves.spellings(guarded.letters[i].bare, seen.letters[j].bare)) {
      if (guarded.has(i, one.guarded) && seen.has(j, one.seen)) {
        offer(i, j, one.guarded.size(), one.seen.size(), one.price);
      }
    }
  }

  void offer_ligatures(std::size_t i, std::size_t j) {
    const std::string_view two(guarded.letters[i].two, 2), seen_two(seen.letters[j].two, 2);
    const Price price{moves.weights().mark, Move::kMark};
    if (two[0] != 0 && seen.has(j, two)) offer(i, j, 1, 2, price);
    if (seen_two[0] != 0 && guarded.has(i, seen_two)) offer(i, j, 2, 1, price);
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
  std::int32_t limit = kFirstLimit;
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
