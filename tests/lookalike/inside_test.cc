#include "lookalike/inside.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/lookalike/find_hits.h"

namespace lookalike {
namespace {

struct Row {
  const char *guarded, *seen, *run;
  Kind kind;
};

class Inside : public testing::TestWithParam<Row> {};

TEST_P(Inside, FindsTheRun) {
  auto found = find_hits(GetParam().guarded, GetParam().seen);
  std::erase_if(found, [](const Found& one) { return one.hit.place == Place::kLabel; });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].run, GetParam().run);
  EXPECT_EQ(word(found[0].kind), word(GetParam().kind));
}

constexpr const char* kMirai = "mirai-kogyo.co.jp";

INSTANTIATE_TEST_SUITE_P(
    WholeNames, Inside,
    testing::Values(
        Row{kMirai, "mirai-kogyo.co.jp.unrelated.example", "mirai-kogyo.co.jp", Kind::kEmbedded},
        Row{kMirai, "www.mirai-kogyo-co-jp.x.example", "mirai-kogyo-co-jp", Kind::kEmbedded},
        Row{kMirai, "miraikogyocojp.example", "miraikogyocojp", Kind::kEmbedded},
        Row{kMirai, "mirai-kogyo.co-jp.com", "mirai-kogyo.co-jp", Kind::kEmbedded},
        Row{kMirai, "mirai.kogyo.co.jp", "mirai.kogyo.co.jp", Kind::kEmbedded},
        Row{kMirai, "mirаi-kogyo-co-jp.example", "mirаi-kogyo-co-jp", Kind::kEmbedded},
        Row{kMirai, "mirai-kogyo.co.jp.it", "mirai-kogyo.co.jp", Kind::kEmbedded},
        Row{"asagiri.com", "asagiri-com.evil.cn", "asagiri-com", Kind::kEmbedded},
        Row{"asagiri.com", "asagiricom-x.com", "asagiricom", Kind::kEmbedded},
        Row{"asagiri.com", "asa.giri.com", "asa.giri.com", Kind::kEmbedded},
        Row{"asagiri.com", "a.sagiri.com", "a.sagiri.com", Kind::kEmbedded},
        Row{"us.asagiri.com", "usasagiri.com", "usasagiri.com", Kind::kMissingDot},
        Row{"us.asagiri.com", "us-asagiri.com", "us-asagiri.com", Kind::kEmbedded},
        Row{kMirai, "mirei-kogyo-co-jp.evil.cf", "mirei-kogyo-co-jp", Kind::kEmbeddedEdit},
        Row{kMirai, "www.mirei-kogyo.co.jp.evil.cf", "mirei-kogyo.co.jp", Kind::kEmbeddedEdit},
        Row{kMirai, "mireikogyocojp.evil.cf", "mireikogyocojp", Kind::kEmbeddedEdit},
        Row{"partner.co.jp", "www.partnar-co-jp.unrelated.cf", "partnar-co-jp",
            Kind::kEmbeddedEdit}));

INSTANTIATE_TEST_SUITE_P(
    BesideWords, Inside,
    testing::Values(Row{kMirai, "mirai-kogyo-invoice.example", "mirai-kogyo", Kind::kCombined},
                    Row{"opm.gov", "opm-learning.org", "opm", Kind::kCombined},
                    Row{kMirai, "pay-mirai-kogyo.co.jp", "mirai-kogyo", Kind::kCombined},
                    Row{kMirai, "www-mirai-kogyo.co.jp", "mirai-kogyo", Kind::kCombined},
                    Row{kMirai, "miraikogyo-invoice.example", "miraikogyo", Kind::kCombined},
                    Row{kMirai, "mirai-kogyo.unrelated.example", "mirai-kogyo", Kind::kCombined},
                    Row{kMirai, "mirai-kogyologin.example", "mirai-kogyo", Kind::kCombined},
                    Row{kMirai, "mymiraikogyo.example", "miraikogyo", Kind::kCombined},
                    Row{kMirai, "samirai-kogyos.example", "mirai-kogyo", Kind::kCombined},
                    Row{kMirai, "mirei-kogyo-login.example", "mirei-kogyo", Kind::kCombinedEdit},
                    Row{kMirai, "mireikogyologin.example", "mireikogyo", Kind::kCombinedEdit},
                    Row{kMirai, "securemireikogyo.example", "mireikogyo", Kind::kCombinedEdit},
                    Row{kMirai, "login.mirei-kogyo.x.example", "mirei-kogyo", Kind::kCombinedEdit},
                    Row{"hoshino.jp", "hoshlno-seikyu.com", "hoshlno", Kind::kCombined},
                    Row{"hoshino.jp", "harnono-hoshyno.com", "hoshyno", Kind::kCombinedEdit},
                    Row{"hamono.jp", "harnono-keiri.com", "harnono", Kind::kCombined},
                    Row{kMirai, "mirei-koqyo-keiri.com", "mirei-koqyo", Kind::kCombinedEdit},
                    Row{kMirai, "mirei-koqyo.co.jp.evil.cf", "mirei-koqyo.co.jp",
                        Kind::kEmbeddedEdit},
                    Row{"sony.jp", "sonylogin.com", "sony", Kind::kCombined},
                    Row{"hoshi.jp", "hoshilogistics.com", "hoshi", Kind::kCombined},
                    Row{"hoshi.jp", "labshoshi.com", "hoshi", Kind::kCombined},
                    Row{"hoshi.jp", "kxhoshi.com", "hoshi", Kind::kCombined},
                    Row{"hoshi.jp", "hoshiqq7.com", "hoshi", Kind::kCombined},
                    Row{"sony.jp", "sony2024.com", "sony", Kind::kCombined},
                    Row{"sony.jp", "sony-bank.com", "sony", Kind::kCombined},
                    Row{"例え工業.jp", "例え工業-ログイン.jp", "例え工業", Kind::kCombined},
                    Row{"例え工業.jp", "例え工業ログイン.jp", "例え工業", Kind::kCombined},
                    Row{"三菱.jp", "三菱ログイン.jp", "三菱", Kind::kCombined},
                    Row{"例え工業.jp", "例え工集ログイン.jp", "例え工集", Kind::kCombinedEdit}));

class Innocent : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(Innocent, IsNotFound) {
  for (const Found& one : find_hits(GetParam().first, GetParam().second)) {
    ADD_FAILURE() << one.run << " " << word(one.kind);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Names, Innocent,
    testing::Values(
        std::pair(kMirai, "unrelated.example"), std::pair(kMirai, "mirai-denki.co.jp"),
        std::pair(kMirai, "kogyo-net.mirai.example"), std::pair(kMirai, "login.mirai.example"),
        std::pair(kMirai, "x.mirai-kogyo.co.jp"),  // below the partner
        std::pair(kMirai, "mirai-kogyo.mirai-kogyo.co.jp"), std::pair(kMirai, "co-jp.example"),
        std::pair(kMirai, "invoice.co.jp"),
        std::pair("ab.jp", "ab-service.example"),  // label too short
        std::pair("t.co", "t-co.example"),         // name too short
        std::pair("sony.jp", "masonyard.com"), std::pair("sony.jp", "sonyx.example.com"),
        std::pair("sony.jp", "bony-login.com"), std::pair("asagi.jp", "kasagiya.com"),
        std::pair("mail.sora.co.jp", "sora-mail.sora.co.jp"),
        std::pair("mail.sora.co.jp", "mail.hoshi.co.jp"),
        std::pair("example.com", "sample.com.net"), std::pair("login-hoshi.com", "login-asagi.com"),
        std::pair("lagin.jp", "login.hoshi.co.jp"),  // a listed word, not a slip of one
        std::pair("例え工業.jp", "北海工業ログイン.jp"), std::pair("三菱.jp", "三井ログイン.jp"),
        std::pair("hoshi.jp", "kxhoshiya.com"), std::pair("sony.jp", "kxsony.com"),
        std::pair("jnbhi.com", "media-jnb2-1.example.net"),
        std::pair("11665.com", "dfw2-128-116-95-3.example.com"),
        std::pair("lofter.test", "intertest.example"),  // more slips than a short label may have
        std::pair("dumb1.com", "prod-nlb1.example.com"),
        std::pair("aizew.com", "01zcuu-inapps.example.com"),
        std::pair("hamono.jp", "harnoho-keiri.com"), std::pair("三菱.jp", "東三菱井.jp")));

TEST(Inside, WordsAndHostLabelsAreToldApart) {
  struct Case {
    const char* seen;
    Place place;
    bool host_label;
    Around around;
  };
  for (const Case& row :
       {Case{"mirai-kogyo.unrelated.example", Place::kWord, true, Around::kNothing},
        Case{"mirai-kogyo-login.unrelated.example", Place::kWord, false, Around::kKeyword},
        Case{"seikyu-mirai-kogyo.example", Place::kWord, false, Around::kKeyword},
        Case{"mirai-kogyo-holdings.example", Place::kWord, false, Around::kLegalForm},
        Case{"mirai-kogyo-japan.example", Place::kWord, false, Around::kCountry},
        Case{"mirai-kogyo-yamada.example", Place::kWord, false, Around::kOther},
        Case{"mirai-kogyo-yamada-login.example", Place::kWord, false, Around::kOther},
        Case{"japan-mirai-kogyo-login.example", Place::kWord, false, Around::kKeyword},
        Case{"mirai-kogyo-logins.example", Place::kWord, false, Around::kKeyword},
        Case{"mirai-kogyo-lass.example", Place::kWord, false, Around::kOther},
        Case{"miraikogyologin.example", Place::kPart, false, Around::kKeyword},
        Case{"zzmiraikogyo.example", Place::kPart, false, Around::kOther}}) {
    auto found = find_hits(kMirai, row.seen);
    std::erase_if(found, [](const Found& one) { return one.hit.place == Place::kLabel; });
    ASSERT_EQ(found.size(), 1U) << row.seen;
    EXPECT_EQ(found[0].hit.place, row.place) << row.seen;
    EXPECT_EQ(found[0].hit.host_label, row.host_label) << row.seen;
    EXPECT_EQ(found[0].hit.beside.around, row.around) << row.seen;
  }
}

TEST(Inside, LongestHostsAreRead) {
  std::string letters = "com", words = "com";
  for (int i = 0; i < 125; ++i) letters.insert(0, "a.");
  for (int i = 0; i < 4; ++i) words.insert(0, "mirai-kogyo-mirai-kogyo-mirai-kogyo-mirai-kogyo-m.");
  const Watchlist list = Watchlist::build(
      {{std::string(60, 'a') + ".com", "p", false}, {"mirai-kogyo.jp", "q", false}});
  EXPECT_EQ(find_hits(list, letters).size(), 1U);  // sixty of its labels and "com"
  EXPECT_EQ(find_hits(list, words).size(), 1U);
}

// A guarded name behind more runs than kMaxRuns is passed over; one before them is found.
TEST(Inside, LooksAtSoManyRunsAndNoMore) {
  EXPECT_EQ(kMaxRuns, 6'000U);
  std::vector<Guarded> guarded{{"mirai-kogyo.jp", "p", false}};
  guarded.push_back({std::string(63, 'a') + ".aaaa", "q", false});
  const Watchlist list = Watchlist::build(guarded);
  std::string host = "mirai-kogyo.jp.";
  while (host.size() < 210) host += std::string(30, 'a') + ".";
  const auto found = find_hits(list, host + "com");
  EXPECT_TRUE(std::any_of(found.begin(), found.end(),
                          [](const Found& one) { return one.guarded == "mirai-kogyo.jp"; }));
}

// Names that hold one another, each under many suffixes: kMaxRead of them are read.
TEST(Inside, ReadsSoManyNamesAndNoMore) {
  EXPECT_EQ(kMaxRead, 1'024U);
  const auto hits_behind = [](std::size_t labels) {
    std::vector<Guarded> guarded;
    std::string host;
    for (std::size_t i = 0; i < labels; ++i) {
      const std::string label = "miraikogyo" + std::string(1, static_cast<char>('a' + i));
      host += label + ".";
      for (std::size_t n = 0; n < kMaxEqual; ++n) {
        guarded.push_back(
            {label + ".q" + static_cast<char>('a' + n / 8) + static_cast<char>('a' + n % 8), "p",
             false});
      }
    }
    guarded.push_back({"xqzk.jp", "q", false});
    const auto found = find_hits(Watchlist::build(guarded), host + "my-xqzk.com");
    return std::count_if(found.begin(), found.end(),
                         [](const Found& one) { return one.guarded == "xqzk.jp"; });
  };
  EXPECT_EQ(hits_behind(kMaxRead / kMaxEqual - 2), 1);
  EXPECT_EQ(hits_behind(kMaxRead / kMaxEqual + 1), 0);
}

}  // namespace
}  // namespace lookalike
