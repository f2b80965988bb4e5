// What the table of dmarc_table_test.cc cannot show: how much is asked, and what is said about it.
#include "milter/auth/dmarc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "milter/base/limits.h"
#include "tests/auth/organisational.h"
#include "tests/support/zone_resolver.h"

namespace milter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::organisational_by_list;
using ::testing::SizeIs;
using testing::ZoneResolver;

DmarcResult evaluate(ZoneResolver& zone, const DmarcQuery& query) {
  const SystemClock clock;
  return evaluate_dmarc(zone, query, Deadline(clock, std::chrono::seconds(5)));
}

DkimSignature signature(AuthResult result, std::string domain) {
  DkimSignature one;
  one.result = result;
  one.domain = std::move(domain);
  return one;
}

TEST(DmarcTest, StrangersAreNotAskedFor) {
  ZoneResolver zone("_dmarc.example.com TXT v=DMARC1; p=reject");
  DmarcQuery query;
  query.author_domains = {"example.com"};
  query.spf = {AuthResult::kPass, "bounce.attacker.test", "", false};
  for (int i = 0; i < 100; ++i) {
    query.dkim.signatures.push_back(
        signature(AuthResult::kPass, "s" + std::to_string(i) + ".attacker.test"));
  }
  EXPECT_EQ(evaluate(zone, query).result, AuthResult::kFail);
  EXPECT_EQ(zone.lookups(), 2u) << "_dmarc.example.com and _dmarc.com";
}

TEST(DmarcTest, WhatIsPrefetchedIsWhatIsAsked) {
  for (const DmarcRules rules : {DmarcRules::kRfc9989, DmarcRules::kRfc7489}) {
    ZoneResolver zone;
    DmarcQuery query;
    query.rules = rules;
    query.organisational_domain = organisational_by_list;
    query.author_domains = {"a.b.Asagiri.co.jp", "example.com", "a.b.asagiri.co.jp.", "bad..name"};
    evaluate(zone, query);
    std::vector<std::string> asked;
    for (const auto& [name, type] : zone.asked()) asked.push_back(name);
    EXPECT_THAT(dmarc_names(query.author_domains, rules, organisational_by_list),
                ::testing::UnorderedElementsAreArray(asked));
  }
}

TEST(DmarcTest, NamesToPrefetch) {
  EXPECT_THAT(dmarc_names({"mail.asagiri.co.jp"}, DmarcRules::kRfc9989, nullptr),
              ElementsAre("_dmarc.mail.asagiri.co.jp", "_dmarc.asagiri.co.jp", "_dmarc.co.jp",
                          "_dmarc.jp"));
  EXPECT_THAT(dmarc_names({"mail.asagiri.co.jp"}, DmarcRules::kRfc7489, organisational_by_list),
              ElementsAre("_dmarc.mail.asagiri.co.jp", "_dmarc.asagiri.co.jp"));
  EXPECT_THAT(dmarc_names({"asagiri.co.jp"}, DmarcRules::kRfc7489, organisational_by_list),
              ElementsAre("_dmarc.asagiri.co.jp"));
  EXPECT_THAT(dmarc_names({}, DmarcRules::kRfc9989, nullptr), IsEmpty());
  EXPECT_THAT(dmarc_names({"[192.0.2.1]"}, DmarcRules::kRfc9989, nullptr), IsEmpty());
}

TEST(DmarcTest, ManyAuthorsEndAtTheLimitAndDoNotPass) {
  ZoneResolver zone;
  DmarcQuery query;
  for (int i = 0; i < 2'000; ++i) {
    query.author_domains.push_back("a" + std::to_string(i) + ".attacker.test");
  }
  const DmarcResult result = evaluate(zone, query);
  EXPECT_EQ(result.result, AuthResult::kTempError);
  EXPECT_THAT(result.why, HasSubstr("kMaxDmarcLookups"));
  EXPECT_THAT(result.why, HasSubstr("2000 author domains"));
  EXPECT_EQ(zone.lookups(), limits::kMaxDmarcLookups);
  EXPECT_THAT(dmarc_names(query.author_domains, DmarcRules::kRfc9989, nullptr),
              SizeIs(limits::kMaxDmarcLookups));
}

TEST(DmarcTest, ASignatureThatLeavesOutFromVouchesForNobody) {
  ZoneResolver zone("_dmarc.example.com TXT v=DMARC1; p=reject");
  DmarcQuery query;
  query.author_domains = {"example.com"};
  query.dkim.signatures = {signature(AuthResult::kPass, "example.com")};
  EXPECT_EQ(evaluate(zone, query).result, AuthResult::kPass);
  query.dkim.signatures[0].from_unsigned = true;
  EXPECT_EQ(evaluate(zone, query).result, AuthResult::kFail);
}

TEST(DmarcTest, HeloVouchesWhereTheReversePathIsEmpty) {
  ZoneResolver zone("_dmarc.example.com TXT v=DMARC1; p=reject");
  DmarcQuery query;
  query.author_domains = {"example.com"};
  query.spf = {AuthResult::kPass, "mx.example.com", "", true};  // RFC 7208 2.4
  EXPECT_TRUE(evaluate(zone, query).spf_aligned);
}

TEST(DmarcTest, SaysWhy) {
  ZoneResolver zone(
      "_dmarc.two.test TXT v=DMARC1; p=reject\n"
      "_dmarc.two.test TXT v=DMARC1; p=none\n"
      "_dmarc.bad.test TXT v=DMARC1; p=x\n"
      "_dmarc.away.test TXT SERVFAIL\n"
      "_dmarc.fails.test TXT v=DMARC1; p=reject");
  DmarcQuery query;
  const auto why = [&](const char* author) {
    query.author_domains = {author};
    return evaluate(zone, query).why;
  };
  EXPECT_EQ(why("two.test"), "several DMARC records at two.test");
  EXPECT_EQ(why("bad.test"), "_dmarc.bad.test: no valid p");
  EXPECT_THAT(why("away.test"), HasSubstr("_dmarc.away.test: "));
  EXPECT_EQ(why("fails.test"), "nothing that passes vouches for fails.test");
  EXPECT_EQ(why("nothing.test"), "no DMARC record");
}

TEST(DmarcTest, OrganisationalDomainByTheList) {
  EXPECT_EQ(organisational_by_list("mail.asagiri.co.jp"), "asagiri.co.jp");
  EXPECT_EQ(organisational_by_list("co.jp"), "co.jp");
  EXPECT_EQ(organisational_by_list("a.b.city.kobe.jp"), "city.kobe.jp");
  EXPECT_EQ(organisational_by_list("a.b.c.kobe.jp"), "b.c.kobe.jp");
  EXPECT_EQ(organisational_by_list("www.xn--wgv71a119e.jp"), "xn--wgv71a119e.jp");
  EXPECT_EQ(organisational_by_list("example.com"), "example.com");
}

}  // namespace
}  // namespace milter
