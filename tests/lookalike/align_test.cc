#include "lookalike/align.h"

#include <gtest/gtest.h>

#include "lookalike/unicode.h"

namespace lookalike {
namespace {

struct Row {
  std::u32string_view guarded, seen;
  double inbound, outbound;
};

void expect_costs(std::initializer_list<Row> rows) {
  Aligner inbound(Direction::kInbound), outbound(Direction::kOutbound);
  for (const Row& row : rows) {
    const std::string pair = encode(row.guarded) + " " + encode(row.seen);
    EXPECT_NEAR(inbound.align(row.guarded, row.seen).cost, row.inbound, 1e-9) << pair;
    EXPECT_NEAR(outbound.align(row.guarded, row.seen).cost, row.outbound, 1e-9) << pair;
  }
}

// Costs are the weights of moves.cc, added up by hand.
TEST(Align, CostsOfOneStep) {
  expect_costs({{U"example", U"example", 0, 0},
                {U"paypal", U"pаypal", .05, .3},
                {U"paypal", U"pay\u200Bpal", .05, .3},
                {U"bücher", U"bucher", .15, .3},
                {U"bücher", U"buecher", .15, .3},
                {U"watch", U"vvatch", .25, .5},
                {U"sogo", U"s0go", .25, .5},
                {U"cloud", U"doud", .25, .5},
                {U"cannon", U"camon", .4, .7},
                {U"kogyo", U"koqyo", .4, .7},
                {U"kawa", U"lcawa", .4, .7},
                {U"mirai", U"mriai", .45, .3},
                {U"mirai", U"imrai", .72, .39},
                {U"yahoo", U"yahho", .45, .3},
                {U"yahho", U"yahoo", .45, .3},
                {U"mirai", U"mirrai", .45, .3},
                {U"abcde", U"abpde", 1.0, 1.0},
                {U"asagiri", U"asafiri", .7, .4},
                {U"mirai", U"mirei", .7, .6},
                {U"kogyo", U"koyo", .9, .5},
                {U"gmail", U"gmai", 1.08, .5},
                {U"mirai", U"mibrai", .9, .7},
                {U"mirai", U"miorai", .9, .5},
                {U"partner", U"partners", .6, .5},
                {U"partners.jp", U"partner.jp", .6, .5},
                {U"abcde", U"xbcde", 1.6, 1.3},
                {U"abcde", U"abcdp", 1.2, 1.0},
                {U"works", U"works2", 2.0, 1.5},
                {U"works1", U"works2", 2.0, 1.5},
                {U"a-b", U"ab", .25, .25},
                {U"a-b", U"a.b", .25, .25},
                {U"a.co.jp", U"a-co-jp", .5, .5}});
}

TEST(Align, CostsOfJapaneseSpellings) {
  expect_costs({{U"shimizu", U"simizu", .25, .2},
                {U"tsuchiya", U"tutiya", .5, .4},
                {U"shinbun", U"shimbun", .25, .2},
                {U"otsuka", U"ohtsuka", .25, .2},
                {U"otsuka", U"ootsuka", .45, .3},
                {U"ootsuka", U"ohtsuka", .25, .2},
                {U"sato", U"satou", .25, .2},
                {U"juji", U"zyuzi", .5, .4},
                {U"fuji", U"huzi", .5, .4},
                {U"itchi", U"icchi", .25, .2},
                {U"itti", U"icchi", .25, .2},
                {U"sakura", U"sakula", .45, .45},
                {U"tōdai", U"toudai", .25, .2},
                {U"tōdai", U"todai", .15, .3}});
}

TEST(Align, TwoStepsAddUp) {
  expect_costs({{U"google", U"g00gle", .5, 1.0},
                {U"mirai-kogyo", U"miraikoqyo", .65, .95},
                {U"modern-works", U"modem-vvorks", .5, 1.0},
                {U"hoshino", U"hosihno-", .7, .55},
                // Not one replacement of two letters: that would hide how far apart they are.
                {U"abcdgh", U"abpwgh", 2.0, 2.0}});
}

struct MoveRow {
  std::u32string_view guarded, seen;
  Step step;
};

TEST(Align, StepsSayWhereAndWhat) {
  for (const MoveRow& row : {MoveRow{U"modern", U"modem", {4, 2, 4, 1, Move::kSight}},
                             MoveRow{U"modem", U"modern", {4, 1, 4, 2, Move::kSight}},
                             MoveRow{U"asagiri", U"asgairi", {2, 2, 2, 2, Move::kSwap}},
                             MoveRow{U"asagiri", U"asagirl", {6, 1, 6, 1, Move::kSight}},
                             MoveRow{U"paypal", U"pаypal", {1, 1, 1, 1, Move::kGlyph}},
                             MoveRow{U"bücher", U"bucher", {1, 1, 1, 1, Move::kMark}},
                             MoveRow{U"straße", U"strasse", {4, 1, 4, 2, Move::kMark}},
                             MoveRow{U"shinbun", U"shimbun", {3, 2, 3, 2, Move::kRoman}},
                             MoveRow{U"tsuda", U"tuda", {0, 3, 0, 2, Move::kRoman}},
                             MoveRow{U"a-b", U"a.b", {1, 1, 1, 1, Move::kSeparator}},
                             MoveRow{U"ab", U"a-b", {1, 0, 1, 1, Move::kSeparator}},
                             MoveRow{U"mirai", U"mira", {4, 1, 4, 0, Move::kDelete}},
                             MoveRow{U"mirai", U"mirzai", {3, 0, 3, 1, Move::kInsert}},
                             MoveRow{U"mirai", U"mirpi", {3, 1, 3, 1, Move::kReplace}},
                             MoveRow{U"asagiri", U"asafiri", {3, 1, 3, 1, Move::kKeys}},
                             MoveRow{U"mirai", U"mirei", {3, 1, 3, 1, Move::kVowel}},
                             MoveRow{U"partner", U"partners", {7, 0, 7, 1, Move::kFinalS}},
                             MoveRow{U"works", U"works2", {5, 0, 5, 1, Move::kDigit}}}) {
    const std::string pair = encode(row.guarded) + " " + encode(row.seen);
    const Alignment found = align(row.guarded, row.seen, Direction::kInbound);
    ASSERT_EQ(found.steps.size(), 1U) << pair;
    const Step& step = found.steps[0];
    EXPECT_EQ(step.at, row.step.at) << pair;
    EXPECT_EQ(step.size, row.step.size) << pair;
    EXPECT_EQ(step.seen_at, row.step.seen_at) << pair;
    EXPECT_EQ(step.seen_size, row.step.seen_size) << pair;
    EXPECT_EQ(static_cast<int>(step.move), static_cast<int>(row.step.move)) << pair;
  }
}

TEST(Align, ADoubledLetterIsNamedOnce) {
  const Alignment twice = align(U"mirai", U"mirrai", Direction::kInbound);
  ASSERT_EQ(twice.steps.size(), 1U);
  EXPECT_EQ(twice.steps[0].move, Move::kDoubled);
  EXPECT_EQ(twice.steps[0].seen_size, 1U);
  EXPECT_EQ(align(U"mirrai", U"mirai", Direction::kInbound).steps.at(0).move, Move::kDoubled);
}

TEST(Align, EmptyAndLongest) {
  EXPECT_TRUE(align(U"", U"", Direction::kInbound).steps.empty());
  EXPECT_EQ(align(U"", U"ab", Direction::kInbound).steps.size(), 2U);
  EXPECT_EQ(align(U"ab", U"", Direction::kOutbound).steps.size(), 2U);
  std::u32string a, b;
  for (int i = 0; i < 253; ++i) {
    a.push_back(i % 2 == 0 ? U'a' : U'c');
    b.push_back(i % 2 == 0 ? U'p' : U't');
  }
  const Alignment far = align(a, b, Direction::kInbound);
  EXPECT_EQ(far.steps.size(), 253U);
  EXPECT_NEAR(far.cost, 253 + .6 + .2, 1e-9);  // 251 replacements, the first and the last dearer
}

// The table is kept from one call to the next: what it holds must not show.
TEST(Align, AnAlignerForgets) {
  Aligner kept(Direction::kInbound);
  for (const auto& [guarded, seen] :
       {std::pair<std::u32string_view, std::u32string_view>{U"mirai-kogyo", U"unrelated-name"},
        {U"a", U"b"},
        {U"mirai-kogyo", U"miral-koqyo"},
        {U"", U"x"},
        {U"tsuchiya", U"tutiya"}}) {
    const Alignment once = align(guarded, seen, Direction::kInbound);
    for (int round = 0; round < 2; ++round) {
      const Alignment& again = kept.align(guarded, seen);
      EXPECT_EQ(again.cost, once.cost) << encode(seen);
      EXPECT_EQ(again.steps.size(), once.steps.size()) << encode(seen);
    }
  }
}

}  // namespace
}  // namespace lookalike
