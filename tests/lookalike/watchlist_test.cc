#include "lookalike/watchlist.h"

#include <gmock/gmock.h>

#include "lookalike/lookalike.h"

namespace lookalike {
namespace {

using testing::ElementsAre;

TEST(Watchlist, CountsEachNameOnceInWhicheverForm) {
  const Watchlist list = Watchlist::build(
      {{"bücher.de", "a", false}, {"XN--BCHER-KVA.de", "b", false}, {"mirai.co.jp", "c", false}});
  EXPECT_EQ(list.size(), 2U);
  EXPECT_EQ(examine("bücher.de", list).owner, "a");
  EXPECT_EQ(examine("xn--bcher-kva.de", list).partner, "bücher.de");
}

TEST(Watchlist, RejectsWhatCannotBeGuarded) {
  const Watchlist list = Watchlist::build({{"co.jp", "a", false},
                                           {"not a name", "b", false},
                                           {"", "c", false},
                                           {"localhost", "d", false},
                                           {"mi\u200Brai.example", "e", false},
                                           {"mirai.example", "f", false}});
  EXPECT_THAT(list.rejected(),
              ElementsAre("co.jp", "not a name", "", "localhost", "mi\u200Brai.example"));
  EXPECT_EQ(list.size(), 1U);
}

TEST(Watchlist, EmptyOneFindsNothing) {
  const Watchlist list = Watchlist::build({});
  EXPECT_EQ(list.size(), 0U);
  EXPECT_EQ(examine("mirai.example", list).band, Band::kNone);
}

TEST(Watchlist, OutboundHoldsTheProvidersToo) {
  const std::vector<Guarded> guarded{{"mirai.example", "a", false}};
  EXPECT_EQ(Watchlist::build(guarded, Direction::kInbound).size(), 1U);
  EXPECT_GT(Watchlist::build(guarded, Direction::kOutbound).size(), 50U);
}

TEST(Watchlist, FindsAmongTwentyThousand) {
  std::vector<Guarded> guarded;
  for (int i = 0; i < 20'000; ++i) {
    guarded.push_back({"tori" + std::to_string(i) + "hiki.test", std::to_string(i), false});
  }
  guarded.push_back({"mirai-kogyo.co.jp", "p", false});
  const Watchlist list = Watchlist::build(guarded);
  EXPECT_EQ(list.size(), 20'001U);
  EXPECT_EQ(examine("rnirai-kogyo.co.jp", list).owner, "p");
  EXPECT_EQ(examine("tori77hiki.test", list).owner, "77");
}

TEST(Watchlist, StandsSuffixesThatReadAsNothing) {
  const Watchlist list = Watchlist::build(
      {{"mirai.-", "p", false}, {"mirai.edu.-", "q", false}, {"mirai.co.jp", "r", false}});
  EXPECT_EQ(examine("www.mirai.co.jp", list).partner, "mirai.co.jp");
  examine("mirai.-", list);
}

}  // namespace
}  // namespace lookalike
