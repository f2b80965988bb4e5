// Tests of providers.cc and words.cc: static data.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "lookalike/content_networks.h"
#include "lookalike/domain.h"
#include "lookalike/lookalike.h"
#include "lookalike/providers.h"
#include "lookalike/words.h"

namespace lookalike {
namespace {

TEST(Providers, AreReadableAndNamedOnce) {
  std::set<std::string_view> seen;
  for (const Provider& one : mail_providers()) {
    const auto domain = read_domain(one.domain);
    ASSERT_TRUE(domain && domain->registrable()) << one.domain;
    EXPECT_EQ(domain->ascii, one.domain);
    EXPECT_TRUE(seen.insert(one.domain).second) << one.domain;
    EXPECT_FALSE(one.owner.empty());
  }
  for (const char* name : {"gmail.com", "yahoo.co.jp", "docomo.ne.jp", "i.softbank.jp"}) {
    EXPECT_TRUE(seen.contains(name)) << name;
  }
}

TEST(Providers, NeighboursAreRealNamesThatAreNotGuarded) {
  const auto neighbours = provider_neighbours();
  EXPECT_TRUE(std::is_sorted(neighbours.begin(), neighbours.end()));
  for (const std::string_view one : neighbours) {
    const auto domain = read_domain(one);
    ASSERT_TRUE(domain) << one;
    EXPECT_EQ(domain->registrable_domain(), domain->view()) << one;
    for (const Provider& provider : mail_providers()) EXPECT_NE(provider.domain, one);
  }
}

std::vector<Guarded> thousands_of_partners() {
  std::vector<Guarded> guarded{{"asagiri.example", "own", true}};
  for (int i = 0; i < 2'000; ++i) {
    guarded.push_back({"partner-number-" + std::to_string(i) + ".example", "p", false});
  }
  return guarded;
}

// Outbound, however many partners there are; inbound they are names like any other.
TEST(Traps, AreAlwaysTold) {
  const std::vector<Guarded> guarded = thousands_of_partners();
  const Watchlist outbound = Watchlist::build(guarded, Direction::kOutbound);
  EXPECT_EQ(known_traps().size(), 6U);
  for (const Trap& trap : known_traps()) {
    const Answer answer = examine(trap.domain, outbound);
    EXPECT_GE(answer.band, Band::kProbable) << trap.domain;
    EXPECT_EQ(answer.partner, trap.meant) << trap.domain;
    EXPECT_EQ(replay(trap.meant, answer.operations), trap.domain);
    EXPECT_EQ(examine("mail." + std::string(trap.domain), outbound).partner, trap.meant);
  }
  EXPECT_EQ(examine("gmaji.com", outbound).kind, Kind::kTrap);
  EXPECT_EQ(examine("gmaji.com", Watchlist::build(guarded)).band, Band::kNone);
}

// Names of the same notices that need no list, and a swap that parts what reads as one letter.
TEST(Traps, OtherSlipsAreToldByRule) {
  const Watchlist outbound = Watchlist::build(thousands_of_partners(), Direction::kOutbound);
  for (const auto& [seen, meant] : {std::pair("gmai.com", "gmail.com"),
                                    std::pair("icolud.com", "icloud.com"),
                                    {"gmeil.com", "gmail.com"},
                                    {"gmial.com", "gmail.com"},
                                    {"gmil.com", "gmail.com"},
                                    {"gmalil.com", "gmail.com"},
                                    {"yahooco.jp", "yahoo.co.jp"},
                                    {"iclud.com", "icloud.com"},
                                    {"icloid.com", "icloud.com"},
                                    {"icroud.com", "icloud.com"}}) {
    const Answer answer = examine(seen, outbound);
    EXPECT_GE(answer.band, Band::kProbable) << seen << " " << answer.e_value;
    EXPECT_EQ(answer.partner, meant) << seen;
    EXPECT_NE(answer.kind, Kind::kTrap) << seen;
  }
}

TEST(Traps, RealProvidersAreNone) {
  const Watchlist few = Watchlist::build({{"asagiri.example", "own", true}}, Direction::kOutbound);
  for (const char* name :
       {"gmail.com", "yahoo.co.jp", "icloud.com", "gmx.com", "gmx.at", "ymail.com", "mail.com",
        "email.com", "hotmail.co.jp", "hotmail.co.th", "outlook.jp", "outlook.com.br",
        "yahoo.com.mx", "yahoo.ne.jp", "mail.goo.ne.jp", "aol.co.uk", "me.com", "au.com"}) {
    EXPECT_EQ(examine(name, few).band, Band::kNone) << name;
  }
}

TEST(Words, CommonAndNot) {
  for (const char* word : {"global", "kogyo", "tokyo", "shop", "zzz"}) {
    EXPECT_EQ(names_with(word) > 0, std::string_view(word) != "zzz") << word;
  }
  for (const char* word : {"", "mirai-kogyo", "asagiri", "kogy", "kogyos"}) {
    EXPECT_EQ(names_with(word), 0) << word;
  }
  EXPECT_GT(names_with("shop"), names_with("market"));
}

TEST(Words, LabelsOfTheWorld) {
  EXPECT_GT(names_of("google"), 100);
  EXPECT_GT(names_of("amazon"), 10);
  EXPECT_GT(names_of("tokyo"), 10);
  for (const char* word : {"", "zzz", "mirai-kogyo", "asagiri", "tokyoo"}) {
    EXPECT_EQ(names_of(word), 0) << word;
  }
}

TEST(ContentNetworks, OnlyBelowThem) {
  for (const auto* name : {U"www.partner.example.edgekey.net", U"a.akamai.net", U"a-msedge.net"}) {
    EXPECT_TRUE(is_content_network(name));
  }
  for (const auto* name : {U"edgekey.net", U"partner.example", U"notedgekey.net",
                           U"edgekey.net.example", U"x.duckdns.org", U""}) {
    EXPECT_FALSE(is_content_network(name));
  }
}

}  // namespace
}  // namespace lookalike
