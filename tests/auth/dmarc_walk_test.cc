#include "milter/auth/dmarc_walk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "milter/base/limits.h"
#include "tests/support/zone_resolver.h"

namespace milter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::ZoneResolver;

const SystemClock kClock;

TEST(DmarcWalkTest, Domains) {
  EXPECT_THAT(tree_walk_domains("a.mail.example.com"),
              ElementsAre("a.mail.example.com", "mail.example.com", "example.com", "com"));
  EXPECT_THAT(tree_walk_domains("com"), ElementsAre("com"));
  // The example of RFC 9989 4.10.
  EXPECT_THAT(tree_walk_domains("a.b.c.d.e.f.g.h.i.j.mail.example.com"),
              ElementsAre("a.b.c.d.e.f.g.h.i.j.mail.example.com", "g.h.i.j.mail.example.com",
                          "h.i.j.mail.example.com", "i.j.mail.example.com", "j.mail.example.com",
                          "mail.example.com", "example.com", "com"));
  EXPECT_THAT(tree_walk_domains("1.2.3.4.5.6.7.8"),
              ElementsAre("1.2.3.4.5.6.7.8", "2.3.4.5.6.7.8", "3.4.5.6.7.8", "4.5.6.7.8", "5.6.7.8",
                          "6.7.8", "7.8", "8"));
}

TEST(DmarcWalkTest, NoNameCostsMoreThanTheLimit) {
  for (std::size_t labels = 1; labels < 130; ++labels) {
    std::string name = "x";
    for (std::size_t i = 1; i < labels; ++i) name += ".y";
    EXPECT_EQ(tree_walk_domains(name).size(), std::min(labels, limits::kMaxTreeWalkQueries));
  }
}

struct Row {
  const char* zone;
  const char* start;
  const char* expected;
};

TEST(DmarcWalkTest, OrganisationalDomain) {
  for (const Row& row : {
           // The three examples of RFC 9989 4.10.2.
           Row{"_dmarc.mail.example.com TXT v=DMARC1; p=none\n"
               "_dmarc.example.com TXT v=DMARC1; p=none",
               "a.mail.example.com", "example.com"},
           Row{"_dmarc.mail.example.com TXT v=DMARC1; p=none; psd=n\n"
               "_dmarc.example.com TXT v=DMARC1; p=none",
               "a.mail.example.com", "mail.example.com"},
           Row{"_dmarc.com TXT v=DMARC1; p=none; psd=y", "a.mail.example.com", "example.com"},
           Row{"", "a.mail.example.com", "a.mail.example.com"},
           Row{"_dmarc.jp TXT v=DMARC1; p=none; psd=y\n"
               "_dmarc.co.jp TXT v=DMARC1; p=none; psd=y",
               "www.asagiri.co.jp", "asagiri.co.jp"},
           // psd=y where the walk starts says nothing of the domain below it.
           Row{"_dmarc.co.jp TXT v=DMARC1; p=none; psd=y", "co.jp", "co.jp"},
           // Without psd=y a record of a registry makes all below it one organisation.
           Row{"_dmarc.jp TXT v=DMARC1; p=none", "asagiri.co.jp", "jp"},
           Row{"_dmarc.example.com TXT v=DMARC2; p=none", "a.example.com", "a.example.com"},
           Row{"_dmarc.example.com TXT v=DMARC1; p=none\n"
               "_dmarc.example.com TXT v=DMARC1; p=reject",
               "a.example.com", "a.example.com"},
       }) {
    ZoneResolver zone(row.zone);
    const Deadline deadline(kClock, std::chrono::seconds(5));
    DmarcLookups dns(zone, DmarcRules::kRfc9989, deadline);
    EXPECT_EQ(organisational_domain(walk_tree(dns, row.start)), row.expected) << row.zone;
  }
}

TEST(DmarcWalkTest, StopsAtPsdAndAtAnUnknownAnswer) {
  ZoneResolver zone(
      "_dmarc.mail.example.com TXT v=DMARC1; p=none; psd=n\n"
      "_dmarc.example.net TXT SERVFAIL");
  const Deadline deadline(kClock, std::chrono::seconds(5));
  DmarcLookups dns(zone, DmarcRules::kRfc9989, deadline);
  walk_tree(dns, "mail.example.com");
  EXPECT_EQ(zone.lookups(), 1u);
  const TreeWalk walk = walk_tree(dns, "mail.example.net");
  EXPECT_THAT(walk.unknown, HasSubstr("_dmarc.example.net"));
  EXPECT_EQ(zone.lookups(), 3u);
  walk_tree(dns, "mail.example.net");
  EXPECT_EQ(zone.lookups(), 3u) << "asked twice";
}

TEST(DmarcWalkTest, LookupsOfOneMailAreLimited) {
  ZoneResolver zone;
  const Deadline deadline(kClock, std::chrono::seconds(5));
  DmarcLookups dns(zone, DmarcRules::kRfc9989, deadline);
  for (std::size_t i = 0; i < limits::kMaxDmarcLookups; ++i) {
    EXPECT_EQ(dns.at("x" + std::to_string(i) + ".example").unknown, "");
  }
  EXPECT_THAT(dns.at("one.more.example").unknown, HasSubstr("kMaxDmarcLookups"));
  EXPECT_EQ(zone.lookups(), limits::kMaxDmarcLookups);
}

TEST(DmarcWalkTest, OnlyNxdomainIsNoDomain) {
  ZoneResolver zone(
      "here.example A 192.0.2.1\n"
      "mail.only.example MX 10 here.example\n"
      "away.example TIMEOUT");
  const Deadline deadline(kClock, std::chrono::seconds(5));
  DmarcLookups dns(zone, DmarcRules::kRfc9989, deadline);
  EXPECT_TRUE(dns.exists("here.example"));
  EXPECT_TRUE(dns.exists("mail.only.example"));
  EXPECT_TRUE(dns.exists("only.example"));
  EXPECT_TRUE(dns.exists("away.example"));
  EXPECT_FALSE(dns.exists("gone.example"));
}

}  // namespace
}  // namespace milter
