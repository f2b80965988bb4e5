// The fake answers as a real resolver would: every other test of this room leans on it.
#include "tests/support/zone_resolver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace milter::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kZone = R"(
  # a partner
  asagiri.example        TXT    v=spf1 ip4:192.0.2.1 -all
  asagiri.example        TXT    other=1
  long.asagiri.example   TXT    "first, " "second"
  Asagiri.example.       MX     10 Mail.asagiri.example.
  mail.asagiri.example   A      192.0.2.1
  mail.asagiri.example   AAAA   2001:db8::1
  www.asagiri.example    CNAME  mail.asagiri.example
  a.b.asagiri.example    A      192.0.2.2
  loop1.example          CNAME  loop2.example
  loop2.example          CNAME  loop1.example
  away.example           TIMEOUT
  half.example           A      192.0.2.3
  half.example           TXT    SERVFAIL
  forged.example         BOGUS
  signed.example         TXT    hello
  signed.example         SECURE
)";

class ZoneResolverTest : public ::testing::Test {
 protected:
  DnsAnswer ask(std::string_view name, DnsType type) {
    return dns_.lookup(name, type, Deadline(clock_, std::chrono::seconds{5}));
  }

  SystemClock clock_;
  ZoneResolver dns_{kZone};
};

TEST_F(ZoneResolverTest, Records) {
  EXPECT_THAT(ask("asagiri.example", DnsType::kTxt).records,
              ElementsAre("v=spf1 ip4:192.0.2.1 -all", "other=1"));
  EXPECT_THAT(ask("long.asagiri.example", DnsType::kTxt).records, ElementsAre("first, second"));
  EXPECT_THAT(ask("ASAGIRI.example.", DnsType::kMx).records,
              ElementsAre("10 mail.asagiri.example"));
  EXPECT_THAT(ask("www.asagiri.example", DnsType::kA).records,
              ElementsAre(std::string("\xC0\x00\x02\x01", 4)));
  EXPECT_EQ(ask("mail.asagiri.example", DnsType::kAaaa).records.at(0).size(), 16u);
}

TEST_F(ZoneResolverTest, NothingThere) {
  EXPECT_EQ(ask("asagiri.example", DnsType::kAaaa).status, DnsStatus::kNoData);
  EXPECT_EQ(ask("b.asagiri.example", DnsType::kA).status, DnsStatus::kNoData);
  EXPECT_EQ(ask("www.asagiri.example", DnsType::kTxt).status, DnsStatus::kNoData);
  EXPECT_EQ(ask("nobody.example", DnsType::kA).status, DnsStatus::kNoName);
  EXPECT_EQ(ask("girl.example", DnsType::kA).status, DnsStatus::kNoName);
  EXPECT_EQ(ask("a..example", DnsType::kA).status, DnsStatus::kNoName);
  EXPECT_EQ(ask(std::string(64, 'a') + ".example", DnsType::kA).status, DnsStatus::kNoName);
}

TEST_F(ZoneResolverTest, Faults) {
  EXPECT_EQ(ask("away.example", DnsType::kTxt).status, DnsStatus::kTemporary);
  EXPECT_EQ(ask("half.example", DnsType::kA).status, DnsStatus::kFound);
  EXPECT_EQ(ask("half.example", DnsType::kTxt).why, "SERVFAIL");
  EXPECT_EQ(ask("half.example", DnsType::kMx).status, DnsStatus::kNoData);
  EXPECT_EQ(ask("forged.example", DnsType::kA).status, DnsStatus::kBogus);
  EXPECT_EQ(ask("loop1.example", DnsType::kA).status, DnsStatus::kTemporary);
  EXPECT_THROW(ZoneResolver("a.example TYPE65 x"), std::invalid_argument);
  EXPECT_THROW(ZoneResolver("a.example A example"), std::invalid_argument);
}

TEST_F(ZoneResolverTest, DeadlineAndDnssec) {
  EXPECT_EQ(dns_.lookup("signed.example", DnsType::kTxt, Deadline(clock_, std::chrono::seconds{-1}))
                .status,
            DnsStatus::kTemporary);
  EXPECT_TRUE(ask("signed.example", DnsType::kTxt).secure);
  EXPECT_FALSE(ask("asagiri.example", DnsType::kTxt).secure);
}

TEST_F(ZoneResolverTest, Counts) {
  EXPECT_THAT(dns_.asked(), IsEmpty());
  ask("asagiri.example", DnsType::kTxt);
  ask("ASAGIRI.example", DnsType::kTxt);
  ask("asagiri.example", DnsType::kMx);
  dns_.prefetch("asagiri.example", DnsType::kA);
  EXPECT_EQ(dns_.lookups(), 3u);
  EXPECT_EQ(dns_.lookups("asagiri.example", DnsType::kTxt), 2u);
  EXPECT_THAT(dns_.prefetched(),
              ElementsAre(ZoneResolver::Question{"asagiri.example", DnsType::kA}));
}

}  // namespace
}  // namespace milter::testing
