// Names people would give are less surprising than the same letters shuffled or slipped.
#include "lookalike/surprise.h"

#include <gtest/gtest.h>

#include <string>

namespace lookalike {
namespace {

struct Row {
  std::u32string_view likely, unlikely;
};

class Surprise : public testing::TestWithParam<Row> {};

TEST_P(Surprise, OrdersWordsBeforeSlips) {
  EXPECT_LT(surprise(GetParam().likely), surprise(GetParam().unlikely));
}

INSTANTIATE_TEST_SUITE_P(Rows, Surprise,
                         testing::Values(Row{U"tsubaki", U"tsubxki"}, Row{U"market", U"markqt"},
                                         Row{U"online", U"onlnie"},
                                         Row{U"mirai-kogyo", U"mira-ikogyo"}, Row{U"shop", U"hsop"},
                                         Row{U"a", U"zz"}));

TEST(Surprise, CountsTheEnd) { EXPECT_GT(surprise(U""), 0); }

TEST(Surprise, WeighsEachForeignLetterAlike) {
  EXPECT_DOUBLE_EQ(surprise(U"東京") - surprise(U"東"), 8);
  EXPECT_DOUBLE_EQ(surprise(U"東京"), surprise(U"大阪"));
}

// The last column of letters.inc: after a border nothing but the table's own figures may count.
TEST(Surprise, ForeignLettersBreakTheContext) {
  EXPECT_DOUBLE_EQ(surprise(U"東abc"), 8 + surprise(U"abc"));
}

TEST(Surprise, AnyLengthIsWeighed) {
  const std::u32string longest(63, U'a');
  EXPECT_GT(surprise(longest), 63 * .25);
  EXPECT_LT(surprise(longest), 64 * 15.);
}

TEST(RunSurprise, IsThatOfTheRunByItself) {
  for (const std::u32string_view name :
       {std::u32string_view(U"mirai-kogyo.co.jp"), std::u32string_view(U"東abc東x.9-z"),
        std::u32string_view(U"a")}) {
    RunSurprise runs;
    runs.read(name);
    for (std::size_t begin = 0; begin <= name.size(); ++begin) {
      for (std::size_t end = begin; end <= name.size(); ++end) {
        EXPECT_DOUBLE_EQ(runs.of(begin, end), surprise(name.substr(begin, end - begin)))
            << begin << " " << end;
      }
    }
  }
}

}  // namespace
}  // namespace lookalike
