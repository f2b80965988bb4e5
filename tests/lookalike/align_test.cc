#include "lookalike/align.h"

#include <gtest/gtest.h>

#include "lookalike/unicode.h"

namespace lookalike {
namespace {

struct Row {
  std::u32string_view guarded, seen;
  double inbound, outbound;
};

// The costs are the published weights, added up by hand.
TEST(Align, CostsOfOneStep) {
  for (const Row& row : {Row{U"example", U"example", 0, 0}, Row{U"paypal", U"pаypal", .05, .3},
                         Row{U"bücher", U"bucher", .15, .4}, Row{U"modern", U"modem", .25, .5},
                         Row{U"watch", U"vvatch", .25, .5}, Row{U"sogo", U"s0go", .25, .5},

                         Row{U"mirai", U"mriai", .45, .35}, Row{U"mirai", U"imrai", .72, .56},
                         Row{U"mirai", U"mirrai", .45, .35}, Row{U"abcde", U"abpde", 1.0, 1.0},
                         Row{U"asagiri", U"asafiri", .7, .45}, Row{U"mirai", U"mirei", .7, .7},
                         Row{U"kogyo", U"koyo", .9, .6}, Row{U"partner", U"partners", .6, .6},
                         Row{U"abcde", U"xbcde", 1.6, 1.6}, Row{U"abcde", U"abcdk", 1.2, 1.2},
                         Row{U"works", U"works2", 2.0, 2.0}, Row{U"a-b", U"ab", .25, .25},
                         Row{U"a.co.jp", U"a-co-jp", .5, .5}}) {
    EXPECT_NEAR(align(row.guarded, row.seen, Direction::kInbound).cost, row.inbound, 1e-9)
        << encode(row.guarded) << " " << encode(row.seen);
    EXPECT_NEAR(align(row.guarded, row.seen, Direction::kOutbound).cost, row.outbound, 1e-9)
        << encode(row.guarded) << " " << encode(row.seen);
  }
}

TEST(Align, StepsSayWhereInBothNames) {
  const Alignment pair = align(U"modern-works", U"modem-works", Direction::kInbound);
  ASSERT_EQ(pair.steps.size(), 1U);
  EXPECT_EQ(pair.steps[0].at, 4U);
  EXPECT_EQ(pair.steps[0].size, 2U);
  EXPECT_EQ(pair.steps[0].seen_size, 1U);
  const Alignment swap = align(U"asagiri", U"asgairi", Direction::kInbound);
  ASSERT_EQ(swap.steps.size(), 1U);
  EXPECT_TRUE(swap.steps[0].swap);
  EXPECT_EQ(swap.steps[0].at, 2U);
}

TEST(Align, EmptyAndLongest) {
  EXPECT_TRUE(align(U"", U"", Direction::kInbound).steps.empty());
  EXPECT_EQ(align(U"", U"ab", Direction::kInbound).steps.size(), 2U);
  const std::u32string a(253, U'a'), b(253, U'b');
  std::size_t size = 0, seen_size = 0;
  for (const Step& step : align(a, b, Direction::kInbound).steps) {
    size += step.size;
    seen_size += step.seen_size;
  }
  EXPECT_EQ(size, 253U);
  EXPECT_EQ(seen_size, 253U);
}

}  // namespace
}  // namespace lookalike
