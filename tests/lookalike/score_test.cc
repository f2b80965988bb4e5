#include "lookalike/score.h"

#include <gtest/gtest.h>

#include "lookalike/lookalike.h"

namespace lookalike {
namespace {

// `partner` among others that resemble nothing.
Watchlist padded(const std::string& partner, std::size_t size) {
  std::vector<Guarded> guarded{{partner, "p", false}};
  for (std::size_t i = 1; i < size; ++i) {
    guarded.push_back({"qzx" + std::to_string(i * 7919) + "-pad.test", "other", false});
  }
  return Watchlist::build(guarded);
}

Answer with(const std::string& partner, const std::string& seen, std::size_t size) {
  return examine(seen, padded(partner, size));
}

TEST(Bands, BeginAtTheThresholds) {
  EXPECT_EQ(band_of(1e-6), Band::kDefinite);
  EXPECT_EQ(band_of(1.1e-6), Band::kProbable);
  EXPECT_EQ(band_of(1e-4), Band::kProbable);
  EXPECT_EQ(band_of(1.1e-4), Band::kPossible);
  EXPECT_EQ(band_of(1e-2), Band::kPossible);
  EXPECT_EQ(band_of(1.1e-2), Band::kNone);
}

TEST(Judge, EGrowsWithTheNumberOfGuardedNames) {
  const double one = with("asagiri.co.jp", "asagiru.co.jp", 1).e_value;
  EXPECT_NEAR(with("asagiri.co.jp", "asagiru.co.jp", 100).e_value, 100 * one, one * 1e-6);
}

// What a company with up to 100 partners must be told.
TEST(Judge, StrongSignalsAtAHundredPartners) {
  struct Row {
    const char *partner, *seen;
    Band least;
  };
  for (const Row& row : {Row{"hoshin.co.jp", "hoshim.co.jp", Band::kPossible},
                         Row{"hoshin.co.jp", "ohshin.co.jp", Band::kProbable},
                         Row{"hoshin.co.jp", "hoshi.co.jp", Band::kPossible},  // a word of its own
                         Row{"hoshin.co.jp", "hoshxin.co.jp", Band::kProbable},
                         Row{"hoshin.co.jp", "koshin.co.jp", Band::kPossible},
                         Row{"hamono.com", "harnono.com", Band::kProbable},
                         Row{"kanalk.com", "kana1k.com", Band::kProbable},
                         Row{"mirai-kogyo.co.jp", "mirai-koqyo.co.jp", Band::kProbable},
                         Row{"mirai-kogyo.co.jp", "mirai-kogyo.com", Band::kProbable},
                         Row{"mirai-kogyo.co.jp", "mirai-kogyo.xyz", Band::kProbable},
                         Row{"hoshin.co.jp", "hoshin.com", Band::kPossible},
                         Row{"mirai-kogyo.co.jp", "mirai-kogyo.co.jp.x.example", Band::kDefinite},
                         Row{"mirai-kogyo.co.jp", "mirai-kogyo-pay.com", Band::kProbable}}) {
    EXPECT_GE(with(row.partner, row.seen, 100).band, row.least) << row.seen;
  }
}

TEST(Judge, WeakOnesStayWeak) {
  struct Row {
    const char *partner, *seen;
    Band most;
  };
  for (const Row& row : {Row{"abc.co.jp", "abd.co.jp", Band::kNone},
                         Row{"sora.co.jp", "sara.co.jp", Band::kPossible},
                         Row{"tokyo.co.jp", "tokyo.com", Band::kPossible},
                         Row{"global.co.jp", "global-link.com", Band::kPossible},
                         Row{"sakura.co.jp", "sakura-denki.co.jp", Band::kNone},
                         Row{"hoshin1.co.jp", "hoshin2.co.jp", Band::kPossible},
                         Row{"hoshin.co.jp", "hoshin2.co.jp", Band::kPossible},
                         Row{"hoshin.co.jp", "hoshin-denki.com", Band::kProbable},
                         Row{"hoshin.co.jp", "unrelated.co.jp", Band::kNone}}) {
    EXPECT_LE(with(row.partner, row.seen, 100).band, row.most) << row.seen;
  }
}

TEST(Judge, NamesWhatLoweredTheBand) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(with("hoshin.co.jp", "hoshin2.co.jp", 100).suppressors, Names{"number_series"});
  EXPECT_EQ(with("abc.co.jp", "abd.co.jp", 100).suppressors, Names{"short_label"});
  EXPECT_EQ(with("sakura.co.jp", "sakura-denki.co.jp", 100).suppressors, Names{"common_word"});
  // A list so long that E lies a little above the threshold.
  const double one = with("hoshin.co.jp", "ehoshin.co.jp", 1).e_value;
  const auto size = static_cast<std::size_t>(1.2 * kProbableE / one);
  EXPECT_EQ(with("hoshin.co.jp", "ehoshin.co.jp", size).suppressors, Names{"first_letter"});
  EXPECT_EQ(with("mirai-kogyo.co.jp", "www.mirai-kogyo.co.jp.edgekey.net", 100).suppressors,
            Names{"content_network"});
  EXPECT_EQ(with("mirai-kogyo.co.jp", "mirai-kogyo.co.jp.bigcdn.com", 100).suppressors,
            Names{"content_network"});
  EXPECT_EQ(with("hoshin.co.jp", "hoshim.co.jp", 100).suppressors, Names{});
}

TEST(Judge, AnOwnerOfTwoSuffixesMayHaveAThird) {
  const auto answer = [](const std::string& second_owner) {
    const auto list = Watchlist::build(
        {{"mirai-kogyo.co.jp", "p", false}, {"mirai-kogyo.com", second_owner, false}});
    return examine("mirai-kogyo.net", list);
  };
  EXPECT_NEAR(answer("p").e_value, 10 * answer("q").e_value, 1e-6);
  EXPECT_EQ(answer("p").suppressors, std::vector<std::string>{"owner_group"});
}

TEST(Judge, TypedNamesAreMostlySlips) {
  const std::vector<Guarded> one{{"hoshin.co.jp", "p", false}};
  const Watchlist in = Watchlist::build(one), out = Watchlist::build(one, Direction::kOutbound);
  const double of_in = examine("hoshim.co.jp", in).e_value / static_cast<double>(in.size());
  const double of_out = examine("hoshim.co.jp", out).e_value / static_cast<double>(out.size());
  EXPECT_NEAR(of_out, of_in / 10, of_in * 1e-6);
}

}  // namespace
}  // namespace lookalike
