#include "milter/judge/snapshot.h"

#include <gmock/gmock.h>

#include "milter/mail/normalise.h"
#include "tests/judge/world.h"

namespace milter {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> partner_keys(const std::string& name, const std::string& kana = "",
                                      const std::string& english = "") {
  Partner partner;
  partner.id = "P1";
  partner.name = name;
  partner.kana = kana;
  partner.english_name = english;
  partner.domains = {"p1.example"};
  return snapshot_of(asagiri(), {partner})->partner_names.at(0).name_keys;
}

TEST(SnapshotExecutives, AreKnownByEveryWayToWriteThem) {
  const auto snapshot = shared_snapshot();
  ASSERT_EQ(snapshot->executives.size(), 1U);
  const rules::Executive& executive = snapshot->executives.front();
  EXPECT_EQ(executive.name, "桜井 一郎");
  EXPECT_EQ(executive.title, "代表取締役社長");
  EXPECT_THAT(executive.addresses, ElementsAre("i.sakurai@asagiri.example"));
  for (const std::string_view shown :
       {"桜井一郎", "桜井　一郎", "櫻井 一郎", "サクライイチロウ", "ｻｸﾗｲ ｲﾁﾛｳ", "Ichiro Sakurai",
        "SAKURAI Ichiro", "Sakurai, Ichiro", "ichiro.sakurai", "Ｉｃｈｉｒｏ　Ｓａｋｕｒａｉ"}) {
    EXPECT_THAT(executive.name_keys, Contains(normalise_name(shown))) << shown;
  }
  for (const std::string_view shown :
       {"桜井", "桜井一", "桜井二郎", "一郎", "Ichiro", "Sakurai", "Ichiro Sakura", ""}) {
    EXPECT_THAT(executive.name_keys, Not(Contains(normalise_name(shown)))) << shown;
  }
}

TEST(SnapshotExecutives, LeaveOutFormsThatAreNotConfigured) {
  Config config = asagiri();
  config.executives = {{"高橋 美咲", "", "", "", {}},
                       {"John Q. Smith", "", "John Q. Smith", "", {}}};
  const auto snapshot = snapshot_of(config);
  EXPECT_THAT(snapshot->executives[0].name_keys, ElementsAre("高橋美咲"));
  // Of three words nobody can say which is the family name: no turned form.
  EXPECT_THAT(snapshot->executives[1].name_keys, ElementsAre("johnqsmith", "johnqsmith"));
}

TEST(SnapshotPartners, AreKnownWithoutTheirLegalForm) {
  for (const std::string name :
       {"幸和商事株式会社", "株式会社幸和商事", "株式会社 幸和商事", "㈱幸和商事", "(株)幸和商事",
        "（株）幸和商事", "幸和商事㈱", "幸和商事(株)", "幸和商事（株）", "有限会社幸和商事",
        "㈲幸和商事", "幸和商事(有)", "合同会社幸和商事", "幸和商事合資会社", "幸和商事"}) {
    EXPECT_THAT(partner_keys(name), ElementsAre("幸和商事")) << name;
  }
  for (const std::string english :
       {"Kowa Shoji Co., Ltd.", "Kowa Shoji Co.,Ltd", "Kowa Shoji Ltd.", "KOWA SHOJI LIMITED",
        "Kowa Shoji, Inc.", "Kowa Shoji Corporation", "Kowa Shoji LLC", "Kowa Shoji GmbH",
        "Kowa Shoji"}) {
    EXPECT_THAT(partner_keys("", "", english), ElementsAre("kowashoji")) << english;
  }
}

TEST(SnapshotPartners, KeepWhatOnlyResemblesALegalForm) {
  EXPECT_THAT(partner_keys("有明工業"), ElementsAre("有明工業"));
  EXPECT_THAT(partner_keys("株木建設"), ElementsAre("株木建設"));
  EXPECT_THAT(partner_keys("", "", "Incheon Trading"), ElementsAre("incheontrading"));
  EXPECT_THAT(partner_keys("", "", "Limited Edition Toys"), ElementsAre("limitededitiontoys"));
}

TEST(SnapshotPartners, AreKnownInEveryScriptOfTheTable) {
  EXPECT_THAT(partner_keys("幸和商事株式会社", "コウワショウジ", "Kowa Shoji Co., Ltd."),
              ElementsAre("幸和商事", normalise_name("コウワショウジ"), "kowashoji"));
}

TEST(SnapshotPartners, WithShortNamesAreNotLookedFor) {
  for (const std::string name :
       {"", "森商", "株式会社森商", "㈱森", "ABC", "ABC Inc.", "Kowa Ltd", "株式会社"}) {
    EXPECT_THAT(partner_keys(name), IsEmpty()) << name;
  }
  EXPECT_THAT(partner_keys("森商会"), ElementsAre("森商会"));  // three kanji are long enough
}

TEST(SnapshotDomains, FindThePartnerOfADomainAndOfWhatLiesBelowIt) {
  const auto snapshot = shared_snapshot();
  for (const std::string_view domain :
       {"kouwa-shoji.co.jp", "mail.kouwa-shoji.co.jp", "a.b.kouwa-shoji.co.jp"}) {
    const Partner* partner = snapshot->partner_at(domain);
    ASSERT_NE(partner, nullptr) << domain;
    EXPECT_EQ(partner->id, "P001") << domain;
  }
  for (const std::string_view domain :
       {"", "jp", "co.jp", "shoji.co.jp", "xkouwa-shoji.co.jp", "kouwa-shoji.co.jp.example",
        "kouwa-shoji.com", "asagiri.example", ".", "..", "kouwa-shoji.co.jp."}) {
    EXPECT_EQ(snapshot->partner_at(domain), nullptr) << domain;
  }
}

TEST(SnapshotDomains, MatchInBothFormsOfAnInternationalName) {
  Partner partner;
  partner.id = "P9";
  partner.domains = {"日本商事.example", "xn--r8jz45g.example"};  // the second: 例え.example
  const auto snapshot = snapshot_of(asagiri(), {partner});
  for (const std::string_view domain :
       {"日本商事.example", "xn--3kqw7nytpngb.example", "xn--r8jz45g.example", "例え.example",
        "mail.xn--r8jz45g.example"}) {
    EXPECT_NE(snapshot->partner_at(domain), nullptr) << domain;
  }
  EXPECT_EQ(snapshot->partner_at("日本商会.example"), nullptr);
}

TEST(SnapshotDomains, FindPartnersById) {
  const auto snapshot = shared_snapshot();
  ASSERT_NE(snapshot->partner_by_id("P002"), nullptr);
  EXPECT_EQ(snapshot->partner_by_id("P002")->name, "Harbour Steel GmbH");
  EXPECT_EQ(snapshot->partner_by_id("own"), nullptr);
  EXPECT_EQ(snapshot->partner_by_id(""), nullptr);
}

TEST(SnapshotDomains, AreOwnWithWhatLiesBelow) {
  const auto snapshot = shared_snapshot();
  for (const std::string_view domain : {"asagiri.example", "asagiri.co.jp", "mx.asagiri.example"}) {
    EXPECT_TRUE(snapshot->is_own(domain)) << domain;
  }
  for (const std::string_view domain :
       {"", "example", "co.jp", "xasagiri.example", "asagiri.example.net", "kouwa-shoji.co.jp"}) {
    EXPECT_FALSE(snapshot->is_own(domain)) << domain;
  }
}

TEST(SnapshotAllowList, HasAddressesAndWholeDomains) {
  const auto snapshot = shared_snapshot();
  for (const std::string_view address :
       {"sakurai.home@gmail.com", "info@asagiri-bank.example", "x@asagiri-bank.example"}) {
    EXPECT_TRUE(snapshot->is_allowed(address)) << address;
  }
  for (const std::string_view address :
       {"", "@", "other@gmail.com", "xsakurai.home@gmail.com", "sakurai.home@gmail.com.example",
        "info@sub.asagiri-bank.example", "info@xasagiri-bank.example", "asagiri-bank.example",
        "a@asagiri-bank.example@evil.example"}) {
    EXPECT_FALSE(snapshot->is_allowed(address)) << address;
  }
}

TEST(SnapshotWatchlist, GuardsOwnAndPartnerDomains) {
  const auto snapshot = shared_snapshot();
  EXPECT_EQ(snapshot->internal_networks.size(), 0U);
  EXPECT_EQ(snapshot_of(asagiri(), {})->partner_names.size(), 0U);
  EXPECT_EQ(snapshot->partner_names.size(), 3U);
}

}  // namespace
}  // namespace milter
