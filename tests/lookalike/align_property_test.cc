// Properties of alignments over generated pairs, with a fixed seed.
#include <gtest/gtest.h>

#include <random>

#include "lookalike/align.h"
#include "lookalike/unicode.h"

namespace lookalike {
namespace {

constexpr std::u32string_view kNames[] = {U"mirai-kogyo", U"tsuchiya-shoji",    U"modern-works",
                                          U"shinbun",     U"例え工業",          U"bücher-handel",
                                          U"宮崎二郎",    U"mail.tanabe.co.jp", U"google"};
constexpr std::u32string_view kLetters = U"abchijlmnorstuvwyz0125-._аеøéüßæがニ二ー崎﨑高髙\u200B";
struct Piece {
  std::u32string_view one, two;
};
constexpr Piece kPieces[] = {{U"m", U"rn"},   {U"w", U"vv"}, {U"shi", U"si"},
                             {U"tsu", U"tu"}, {U"o", U"ou"}, {U"nb", U"mb"},
                             {U"chi", U"ti"}, {U"ss", U"ß"}, {U"sho", U"syo"}};

class Pairs : public testing::TestWithParam<Direction> {
 protected:
  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
  }

  // One change and what it costs at most, whatever it hits: first letters are dear, digits dearer.
  double change(std::u32string& name) {
    const std::size_t at = below(name.size() + 1);
    const std::u32string letter(1, kLetters[below(kLetters.size())]);
    switch (below(4)) {
      case 0:
        name.insert(at, letter);
        return 2.0;
      case 1:
        if (at < name.size()) name.erase(at, 1);
        return 2.0;
      case 2:
        if (at + 1 < name.size()) std::swap(name[at], name[at + 1]);
        return .72;
      default:
        return spell_otherwise(name);
    }
  }

  double spell_otherwise(std::u32string& name) {
    const Piece& piece = kPieces[below(std::size(kPieces))];
    const std::size_t at = name.find(piece.one);
    if (at == name.npos) return 0;
    name.replace(at, piece.one.size(), piece.two);
    return .5;
  }

  std::mt19937_64 random_{20240917};
};

void expect_steps_lead(std::u32string_view guarded, std::u32string_view seen,
                       const Alignment& found) {
  std::u32string rebuilt;
  std::size_t done = 0;
  for (const Step& step : found.steps) {
    ASSERT_GE(step.at, done);
    ASSERT_LE(step.at + step.size, guarded.size());
    rebuilt += guarded.substr(done, step.at - done);
    ASSERT_EQ(rebuilt.size(), step.seen_at);
    rebuilt += seen.substr(step.seen_at, step.seen_size);
    done = step.at + step.size;
    ASSERT_NE(guarded.substr(step.at, step.size), seen.substr(step.seen_at, step.seen_size));
  }
  rebuilt += guarded.substr(done);
  ASSERT_EQ(rebuilt, seen) << encode(guarded) << " " << encode(seen);
}

TEST_P(Pairs, StepsLeadToTheSeenNameForNoMoreThanWasDone) {
  Aligner aligner(GetParam());
  for (int round = 0; round < 5'000; ++round) {
    const std::u32string_view guarded = kNames[below(std::size(kNames))];
    std::u32string seen(guarded);
    const std::size_t changes = below(4);
    double most = 0;
    for (std::size_t i = 0; i < changes; ++i) most = change(seen);
    const Alignment& found = aligner.align(guarded, seen);
    expect_steps_lead(guarded, seen, found);
    if (HasFatalFailure()) return;
    // Several may undo or overlap each other, which no alignment can follow.
    if (changes <= 1) {
      ASSERT_LE(found.cost, most + 1e-9) << encode(guarded) << " " << encode(seen);
    }
    ASSERT_EQ(found.cost == 0, seen == guarded);
  }
}

// Names that have nothing to do with each other, empty ones, and the longest.
TEST_P(Pairs, AnyTwoTextsAlign) {
  Aligner aligner(GetParam());
  for (int round = 0; round < 120; ++round) {
    std::u32string guarded, seen;
    const std::size_t longest = round % 50 == 0 ? 254 : 40;
    for (std::size_t i = below(longest); i != 0; --i) {
      guarded.push_back(kLetters[below(kLetters.size())]);
    }
    for (std::size_t i = below(longest); i != 0; --i) {
      seen.push_back(kLetters[below(kLetters.size())]);
    }
    const Alignment& found = aligner.align(guarded, seen);
    expect_steps_lead(guarded, seen, found);
    if (HasFatalFailure()) return;
    ASSERT_LE(found.cost, 2.0 * static_cast<double>(guarded.size() + seen.size()));
  }
}

INSTANTIATE_TEST_SUITE_P(Directions, Pairs,
                         testing::Values(Direction::kInbound, Direction::kOutbound));

}  // namespace
}  // namespace lookalike
