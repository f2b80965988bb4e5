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
  for (const Row& row : {Row{"hoshin.co.jp", "hoshim.co.jp", Band::kProbable},
                         Row{"hoshin.co.jp", "ohshin.co.jp", Band::kProbable},
                         Row{"hoshin.co.jp", "hoshi.co.jp", Band::kProbable},
                         Row{"hoshin.co.jp", "hoshxin.co.jp", Band::kProbable},
                         Row{"hoshin.co.jp", "koshin.co.jp", Band::kProbable},
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
                         Row{"global.co.jp", "global-link.com", Band::kNone},
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
  EXPECT_EQ(with("hoshin.co.jp", "koshin.co.jp", 200).suppressors, Names{"first_letter"});
  EXPECT_EQ(with("hoshin.co.jp", "hoshim.co.jp", 100).suppressors, Names{});
}

TEST(WeightOf, KanaAndIdeographsCountTwice) {
  EXPECT_EQ(weight_of(U"mirai"), 5U);
  EXPECT_EQ(weight_of(U"例え工業"), 8U);
}

}  // namespace
}  // namespace lookalike
