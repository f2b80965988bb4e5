#include "lookalike/embedding.h"

#include <gtest/gtest.h>

namespace lookalike {
namespace {

struct Row {
  const char *guarded, *seen;
  Kind kind;
};

class Embedding : public testing::TestWithParam<Row> {};

TEST_P(Embedding, Kind) {
  const Watchlist list = Watchlist::build({{GetParam().guarded, "p", false}});
  std::vector<Hit> hits;
  find_embedded(list.index(), *read_domain(GetParam().seen), hits);
  EXPECT_EQ(hits.empty() ? Kind::kNone : hits[0].kind, GetParam().kind);
  EXPECT_LE(hits.size(), 1U);
}

constexpr const char* kMirai = "mirai-kogyo.co.jp";

INSTANTIATE_TEST_SUITE_P(
    Names, Embedding,
    testing::Values(Row{kMirai, "mirai-kogyo.co.jp.unrelated.example", Kind::kEmbedded},
                    Row{kMirai, "www.mirai-kogyo-co-jp.unrelated.example", Kind::kEmbedded},
                    Row{kMirai, "miraikogyocojp.example", Kind::kEmbedded},
                    Row{kMirai, "mirai-kogyo.co-jp.com", Kind::kEmbedded},
                    Row{kMirai, "mirai.kogyo.co.jp", Kind::kEmbedded},
                    Row{kMirai, "mirаi-kogyo-co-jp.example", Kind::kEmbedded},  // Cyrillic а
                    Row{"us.asagiri.com", "usasagiri.com", Kind::kEmbedded},
                    Row{kMirai, "mirai-kogyo-invoice.example", Kind::kCombined},
                    Row{kMirai, "pay-mirai-kogyo.co.jp", Kind::kCombined},
                    Row{kMirai, "miraikogyo-invoice.example", Kind::kCombined},
                    Row{kMirai, "mirai-kogyo.unrelated.example", Kind::kCombined}));

INSTANTIATE_TEST_SUITE_P(
    Innocent, Embedding,
    testing::Values(Row{kMirai, "unrelated.example", Kind::kNone},
                    Row{kMirai, "mirai-denki.co.jp", Kind::kNone},
                    Row{kMirai, "kogyo-mirai-net.example", Kind::kNone},
                    Row{kMirai, "samirai-kogyos.example", Kind::kNone},  // not whole words
                    Row{kMirai, "mirai-kogyo.example", Kind::kNone},     // nearness: suffix
                    Row{kMirai, "x.mirai-kogyo.co.jp", Kind::kNone},     // below the partner
                    Row{"abc.jp", "abc-service.example", Kind::kNone},   // label too short
                    Row{"t.co", "t-co.example", Kind::kNone},            // name too short
                    Row{"mail.sora.co.jp", "sora-mail.sora.co.jp", Kind::kNone}));

TEST(Embedding, LongestHostOfShortLabelsIsRead) {
  std::string name = "com";
  for (int i = 0; i < 125; ++i) name.insert(0, "a.");
  const Watchlist list = Watchlist::build({{std::string(60, 'a') + ".com", "p", false}});
  std::vector<Hit> hits;
  find_embedded(list.index(), *read_domain(name), hits);
  EXPECT_EQ(hits.size(), 1U);  // sixty of its labels and "com", written together
}

}  // namespace
}  // namespace lookalike
