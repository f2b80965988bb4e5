#include "lookalike/near.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "tests/lookalike/find_hits.h"

namespace lookalike {
namespace {

struct Row {
  const char *guarded, *seen;
  Place place;
  Kind kind;
};

class Near : public testing::TestWithParam<Row> {};

TEST_P(Near, FindsTheLabel) {
  const auto found = find_hits(GetParam().guarded, GetParam().seen);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].hit.place, GetParam().place);
  EXPECT_EQ(word(found[0].kind), word(GetParam().kind));
}

constexpr const char* kMirai = "mirai-kogyo.co.jp";

INSTANTIATE_TEST_SUITE_P(
    Label, Near,
    testing::Values(Row{kMirai, "mirai-koqyo.co.jp", Place::kLabel, Kind::kSkeleton},
                    Row{kMirai, "mirai-koxyo.com", Place::kLabel, Kind::kOneEdit},
                    Row{kMirai, "mial.mirai-kogoy.co.jp", Place::kLabel, Kind::kSwap},
                    Row{kMirai, "mira-ikogyo.co.jp", Place::kLabel, Kind::kSwap},
                    Row{kMirai, "mirakiogyo.co.jp", Place::kLabel, Kind::kTwoEdits},
                    Row{kMirai, "rnirai-kogyo.co.jp", Place::kLabel, Kind::kSkeleton},
                    Row{kMirai, "rnlra1-k0gy0.xyz", Place::kLabel, Kind::kSkeleton},
                    Row{kMirai, "mirаi-koxyo.co.jp", Place::kLabel, Kind::kOneEdit},  // Cyrillic а
                    Row{kMirai, "mirai-lcogyo.co.jp", Place::kLabel, Kind::kSkeleton},
                    Row{kMirai, "rnirai-lcoqyo.co.jp", Place::kLabel, Kind::kSkeleton},
                    Row{"alcohol.test", "alcohoi.test", Place::kLabel, Kind::kSkeleton},
                    Row{kMirai, "mirai-kogyo.xyz", Place::kLabel, Kind::kSuffix},
                    Row{kMirai, "mirai-kogyo.github.io", Place::kLabel, Kind::kSuffix},
                    Row{kMirai, "miraikogyo.com", Place::kLabel, Kind::kHyphen},
                    Row{kMirai, "mirai-kougyou.co.jp", Place::kLabel, Kind::kRomanisation},
                    Row{"shinbun-sha.jp", "sinbunsha.jp", Place::kLabel, Kind::kRomanisation},
                    Row{kMirai, "mirei-koxyo.co.jp", Place::kLabel, Kind::kTwoEdits},
                    Row{"ymobile.example", "ymobail.example", Place::kLabel, Kind::kTwoEdits},
                    Row{"例え工業.jp", "例え工集.jp", Place::kLabel, Kind::kOneEdit},
                    Row{"例え工業.jp", "例え工業.com", Place::kLabel, Kind::kSuffix},
                    Row{"高橋商事.jp", "髙橋商事.jp", Place::kLabel, Kind::kVariant},
                    Row{"カネ商事.jp", "力ネ商事.jp", Place::kLabel, Kind::kVariant}));

INSTANTIATE_TEST_SUITE_P(
    Reordered, Near,
    testing::Values(
        Row{kMirai, "kogyo-mirai.co.jp", Place::kReordered, Kind::kReordered},
        Row{kMirai, "kogyomirai.com", Place::kReordered, Kind::kReordered},
        Row{"miraikogyo.co.jp", "kogyo-mirai.com", Place::kReordered, Kind::kReordered},
        Row{"miraikogyo2017.jp", "kogyomirai2017.com", Place::kReordered, Kind::kReordered},
        Row{"mirai-kogyo-21.jp", "kogyo-mirai21.jp", Place::kReordered, Kind::kReordered},
        Row{"mirai-ex.jp", "ex-mirai.co.jp", Place::kReordered, Kind::kReordered},
        Row{"exmirai.jp", "mirai-ex.jp", Place::kReordered, Kind::kReordered},
        Row{"abe-mirai-kogyo.jp", "kogyo-mirai-abe.jp", Place::kReordered, Kind::kReordered},
        Row{"abe-mirai-kogyo.jp", "mirai-abe-kogyo.jp", Place::kReordered, Kind::kReordered}));

class Far : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(Far, IsNotFound) { EXPECT_TRUE(find_hits(GetParam().first, GetParam().second).empty()); }

INSTANTIATE_TEST_SUITE_P(
    Names, Far,
    testing::Values(
        std::pair(kMirai, "mirai-kensetsu.co.jp"), std::pair(kMirai, "maruko.co.jp"),
        std::pair(kMirai, "www.mirai-kogyo.co.jp"), std::pair(kMirai, "co.jp"),
        std::pair(kMirai, "mirai.co.jp"), std::pair(kMirai, "yoshida-kogyo.co.jp"),
        std::pair("mail.mirai.co.jp", "web.mirai.co.jp"), std::pair("hoshin.co.jp", "yasuda.co.jp"),
        std::pair("sora.co.jp", "sakura.co.jp"), std::pair("ab.co.jp", "ac.co.jp"),
        std::pair("例え工業.jp", "例え工務店.jp"), std::pair("例え工業.jp", "北海運輸.jp"),
        std::pair("kotokoto.jp", "tokototo.example"), std::pair("taiyo-denki.jp", "denki-sanyo.jp"),
        std::pair("abcde.jp", "eabcd.jp"),       // turned by one letter: another name
        std::pair("mirai-ex.jp", "exmirai.jp"),  // a word of two letters that nothing shows
        std::pair("abc-de.jp", "de-abc.jp"),     // too short for another order to mean anything
        std::pair("hoshino.co.jp", "hanako.github.io")));

// Random edits of random labels, with look-alike letters put in beside them.
TEST(Near, OneEditAndLookalikeLettersAreFoundInListsOfAnySize) {
  std::vector<Guarded> guarded;
  guarded.reserve(60'001);
  for (int i = 0; i < 60'000; ++i)
    guarded.push_back({"zq" + std::to_string(i * 7 + 100'000) + "x.test", "o", false});
  guarded.push_back({"hoshino-kikai.co.jp", "p", false});
  const Watchlist list = Watchlist::build(guarded);
  ASSERT_GT(list.size(), kMaxTwoEditNames);
  for (const char* seen :
       {"h0shino-kikal.co.jp", "hoshlno-kik4i.co.jp", "hosh1no-k1kxai.com", "hshino-kika1.co.jp",
        "hoshino-ikkai.co.jp", "hoshin-okikai.co.jp", "hoshimo-kikai.xyz", "hoshino-kikaai.co.jp",
        "hsohin0-kikai.co.jp", "hosxhino-kikai.co.jp", "hosino-kikal.jp"}) {
    const auto found = find_hits(list, seen);
    ASSERT_EQ(found.size(), 1U) << seen;
    EXPECT_EQ(found[0].guarded, "hoshino-kikai.co.jp");
  }
}

// One label under many suffixes is compared once, and is then a hit under more of them than
// different labels would be, up to kMaxHits.
TEST(Near, OneLabelUnderManySuffixesIsComparedOnce) {
  constexpr std::array kSuffixes{"jp", "com", "net", "org", "de", "fr", "it", "nl",
                                 "be", "ch",  "at",  "es",  "pt", "pl", "cz", "sk",
                                 "hu", "ro",  "bg",  "gr",  "fi", "se"};
  std::vector<Guarded> guarded;
  guarded.reserve(kSuffixes.size());
  for (const char* suffix : kSuffixes) {
    guarded.push_back({std::string("hoshino-kikai.") + suffix, suffix, false});
  }
  const Watchlist list = Watchlist::build(guarded);
  ASSERT_GT(list.size(), kMaxHits);
  static_assert(kMaxHits > kMaxAligned && kMaxAligned > kMaxAlignedAtPlace);
  static_assert(kMaxUnordered <= kMaxAlignedAtPlace);  // else the first would be any
  Search search(list.index());
  ASSERT_TRUE(search.read("hoshimo-kikai.dk"));
  EXPECT_EQ(search.find().size(), kMaxHits);
  EXPECT_EQ(find_hits(list, "hoshimo-kikai.dk").size(), guarded.size());  // unbounded, to count
}

// Other orders of the label that many names have: kMaxTurnedRead of them are read.
TEST(Near, ReadsSoManyTurnedLabelsAndNoMore) {
  const std::string seen = "qwrtzpsdfghkbvnmx";
  const auto turned = [&](std::size_t cut) { return seen.substr(cut) + seen.substr(0, cut); };
  const auto last_is_found = [&](std::size_t crowds) {
    std::vector<Guarded> guarded{{turned(12) + ".jp", "p", false}};
    for (std::size_t i = 0; i < crowds * kMaxEqual; ++i) {
      const std::string suffix{'q', static_cast<char>('a' + i % 8),
                               static_cast<char>('a' + i / 8 % 8)};
      guarded.push_back({turned(4 + i / kMaxEqual) + "." + suffix, "q", false});
    }
    const auto found = find_hits(Watchlist::build(guarded), seen + ".com");
    return std::any_of(found.begin(), found.end(),
                       [&](const Found& one) { return one.guarded == turned(12) + ".jp"; });
  };
  EXPECT_EQ(kMaxTurnedRead, 2 * kMaxEqual);
  EXPECT_TRUE(last_is_found(1));
  EXPECT_FALSE(last_is_found(2));
}

}  // namespace
}  // namespace lookalike
