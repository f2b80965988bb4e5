// check_spf() beyond the RFC's suite: limits, trouble of DNS, identities. "DNS" is a zone as text.
#include "milter/auth/spf.h"

#include <gtest/gtest.h>

#include "milter/base/limits.h"
#include "tests/support/zone_resolver.h"

namespace milter {
namespace {

using testing::ZoneResolver;

const SpfQuery kQuery{"192.0.2.1", "mail.asagiri.example", "<taro@asagiri.example>"};

SpfResult check(ZoneResolver& dns, const SpfQuery& query = kQuery) {
  const SystemClock clock;
  return check_spf(dns, query, Deadline(clock, std::chrono::seconds{20}));
}

SpfResult check(const std::string& zone, const SpfQuery& query = kQuery) {
  ZoneResolver dns(zone);
  return check(dns, query);
}

struct Row {
  std::string zone;
  AuthResult result;
};

TEST(Spf, AnswersOrdinaryRecords) {
  const Row kRows[] = {
      {"asagiri.example TXT v=spf1 ip4:192.0.2.0/24 -all", AuthResult::kPass},
      {"asagiri.example TXT v=spf1 ip4:203.0.113.0/24 -all", AuthResult::kFail},
      {"asagiri.example TXT v=spf1 ip4:203.0.113.0/24 ~all", AuthResult::kSoftFail},
      {"asagiri.example TXT v=spf1 ip4:203.0.113.0/24 ?all", AuthResult::kNeutral},
      {"asagiri.example TXT v=spf1 ip4:203.0.113.0/24", AuthResult::kNeutral},
      {"asagiri.example TXT google-site-verification=x", AuthResult::kNone},
      {"asagiri.example A 192.0.2.1", AuthResult::kNone},
      {"other.example TXT v=spf1 +all", AuthResult::kNone},
      {"asagiri.example TXT v=spf1 a -all\nasagiri.example A 192.0.2.1", AuthResult::kPass},
      {"asagiri.example TXT v=spf1 -a +all\nasagiri.example A 192.0.2.1", AuthResult::kFail},
      {"asagiri.example TXT v=spf1 a/30 -all\nasagiri.example A 192.0.2.2", AuthResult::kPass},
      {"asagiri.example TXT v=spf1 a/31 -all\nasagiri.example A 192.0.2.2", AuthResult::kFail},
      {"asagiri.example TXT v=spf1 mx -all\nasagiri.example MX 10 m.example\nm.example A 192.0.2.1",
       AuthResult::kPass},
      {"asagiri.example TXT v=spf1 mx -all\nasagiri.example MX 10 m.example\nm.example A 192.0.2.2",
       AuthResult::kFail},
      {"asagiri.example TXT v=spf1 include:s.example -all\ns.example TXT v=spf1 ip4:192.0.2.1 -all",
       AuthResult::kPass},
      {"asagiri.example TXT v=spf1 include:s.example -all\ns.example TXT v=spf1 -all",
       AuthResult::kFail},
      {"asagiri.example TXT v=spf1 ?include:s.example -all\ns.example TXT v=spf1 +all",
       AuthResult::kNeutral},
      {"asagiri.example TXT v=spf1 redirect=s.example\ns.example TXT v=spf1 ip4:192.0.2.1 -all",
       AuthResult::kPass},
      {"asagiri.example TXT v=spf1 redirect=s.example\ns.example TXT v=spf1 ~all",
       AuthResult::kSoftFail},
      {"asagiri.example CNAME s.example\ns.example TXT v=spf1 a -all\ns.example A 192.0.2.1",
       AuthResult::kPass},
  };
  for (const Row& row : kRows) {
    const SpfResult got = check(row.zone);
    EXPECT_EQ(word(got.result), word(row.result)) << row.zone << "\n" << got.why;
    EXPECT_EQ(got.domain, "asagiri.example");
    EXPECT_FALSE(got.helo);
  }
}

TEST(Spf, TroubleIsNeverAnAnswer) {
  const Row kRows[] = {
      {"asagiri.example TIMEOUT", AuthResult::kTempError},
      {"asagiri.example SERVFAIL", AuthResult::kTempError},
      {"asagiri.example BOGUS", AuthResult::kTempError},
      {"asagiri.example CNAME b.example\nb.example CNAME asagiri.example", AuthResult::kTempError},
      {"asagiri.example TXT v=spf1 a:s.example +all\ns.example TIMEOUT", AuthResult::kTempError},
      {"asagiri.example TXT v=spf1 mx:s.example +all\ns.example TIMEOUT", AuthResult::kTempError},
      {"asagiri.example TXT v=spf1 mx +all\nasagiri.example MX 10 m.example\nm.example SERVFAIL",
       AuthResult::kTempError},
      {"asagiri.example TXT v=spf1 exists:s.example +all\ns.example BOGUS", AuthResult::kTempError},
      {"asagiri.example TXT v=spf1 include:s.example +all\ns.example TIMEOUT",
       AuthResult::kTempError},
      {"asagiri.example TXT v=spf1 redirect=s.example\ns.example TIMEOUT", AuthResult::kTempError},
      {"asagiri.example TXT v=spf1 include:s.example +all", AuthResult::kPermError},
      {"asagiri.example TXT v=spf1 redirect=s.example", AuthResult::kPermError},
      {"asagiri.example TXT v=spf1 include:s.example +all\ns.example TXT v=spf1 a:",
       AuthResult::kPermError},
      {"asagiri.example TXT v=spf1 include:s.example +all\ns.example TXT v=spf1 +all\n"
       "s.example TXT v=spf1 +all",
       AuthResult::kPermError},
      // RFC 7208 5.5: a ptr that cannot be looked up does not match, and that is all.
      {"asagiri.example TXT v=spf1 ptr ~all\n1.2.0.192.in-addr.arpa TIMEOUT",
       AuthResult::kSoftFail},
  };
  for (const Row& row : kRows) {
    const SpfResult got = check(row.zone);
    EXPECT_EQ(word(got.result), word(row.result)) << row.zone << "\n" << got.why;
  }
}

TEST(Spf, SaysWhy) {
  EXPECT_EQ(check("asagiri.example SERVFAIL").why, "asagiri.example: SERVFAIL");
  EXPECT_EQ(check("asagiri.example TXT v=spf1 moo").why,
            "asagiri.example: \"moo\": no such mechanism");
  EXPECT_EQ(check("asagiri.example TXT v=spf1 include:s.example").why, "s.example: no SPF record");
}

TEST(Spf, APassedDeadlineIsATemporaryError) {
  ZoneResolver dns("asagiri.example TXT v=spf1 +all");
  const SystemClock clock;
  const SpfResult got = check_spf(dns, kQuery, Deadline(clock, std::chrono::seconds{0}));
  EXPECT_EQ(got.result, AuthResult::kTempError);
}

TEST(Spf, LookupsAreCountedOverAllRecords) {
  std::string zone = "asagiri.example TXT v=spf1 include:s.example ip4:192.0.2.1\n";
  std::string record = "s.example TXT v=spf1";
  for (std::size_t i = 1; i < limits::kMaxSpfLookups; ++i) record += " a:h.example";
  zone += "h.example A 203.0.113.9\n";
  EXPECT_EQ(check(zone + record).result, AuthResult::kPass);
  EXPECT_EQ(check(zone + record + " a:h.example").result, AuthResult::kPermError);
}

TEST(Spf, AMatchBeforeTheLimitStands) {
  std::string record = "asagiri.example TXT v=spf1 a";
  for (std::size_t i = 0; i < 2 * limits::kMaxSpfLookups; ++i) record += " a:h.example";
  EXPECT_EQ(check("asagiri.example A 192.0.2.1\n" + record).result, AuthResult::kPass);
}

TEST(Spf, VoidLookupsAreCounted) {
  std::string record = "asagiri.example TXT v=spf1";
  for (std::size_t i = 0; i < limits::kMaxSpfVoids; ++i) {
    record += " a:none" + std::to_string(i) + ".example";
  }
  EXPECT_EQ(check(record + " ip4:192.0.2.1").result, AuthResult::kPass);
  EXPECT_EQ(check(record + " exists:none.example ip4:192.0.2.1").result, AuthResult::kPermError);
  // A name that is there without the type is void as well.
  EXPECT_EQ(check("h.example TXT x\n" + record + " mx:h.example ip4:192.0.2.1").result,
            AuthResult::kPermError);
}

TEST(Spf, MailHostsWithoutIpv6DoNotCountAsVoid) {
  std::string zone = "asagiri.example TXT v=spf1 mx ip6:2001:db8::1 -all\n";
  for (const char* host : {"a", "b", "c", "d"}) {
    zone += "asagiri.example MX 10 " + std::string(host) + ".example\n" + host +
            ".example A 192.0.2.1\n";
  }
  EXPECT_EQ(check(zone, {"2001:db8::1", "h.example", "taro@asagiri.example"}).result,
            AuthResult::kPass);
}

TEST(Spf, TenMailHostsAreTheMost) {
  std::string zone = "asagiri.example TXT v=spf1 mx -all\nlast.example A 192.0.2.1\n";
  for (std::size_t i = 1; i < limits::kMaxSpfHosts; ++i) {
    zone += "asagiri.example MX 10 h" + std::to_string(i) + ".example\n";
  }
  zone += "asagiri.example MX 20 last.example\n";
  EXPECT_EQ(check(zone).result, AuthResult::kPass);
  EXPECT_EQ(check(zone + "asagiri.example MX 30 over.example\n").result, AuthResult::kPermError);
}

TEST(Spf, LongRecordsOfNetworksAreRead) {  // libspf2 by itself stops at 511 octets
  std::string record = "asagiri.example TXT v=spf1";
  for (int i = 0; i < 100; ++i) record += " ip4:198.51.100." + std::to_string(i);
  for (int i = 0; i < 40; ++i)
    record += " ip6:2001:db8:1111:2222:3333:4444:5555:" + std::to_string(i);
  EXPECT_EQ(check(record + " ip4:192.0.2.1 -all").result, AuthResult::kPass);
  EXPECT_EQ(check(record + " -all").result, AuthResult::kFail);
  EXPECT_EQ(check(record + " ip6:2001:db8:ffff:ffff:ffff:ffff:ffff:ffff -all",
                  {"2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "h.example", "taro@asagiri.example"})
                .result,
            AuthResult::kPass);
}

TEST(Spf, HeloSpeaksForTheNullSender) {
  ZoneResolver dns("mail.asagiri.example TXT v=spf1 ip4:192.0.2.1 -all");
  for (const char* null : {"", "<>"}) {
    const SpfResult got = check(dns, {"192.0.2.1", "Mail.Asagiri.Example", null});
    EXPECT_EQ(got.result, AuthResult::kPass);
    EXPECT_EQ(got.domain, "mail.asagiri.example");
    EXPECT_TRUE(got.helo);
  }
  EXPECT_EQ(check(dns, {"192.0.2.1", "[192.0.2.1]", "<>"}).result, AuthResult::kNone);
}

TEST(Spf, HeloIsAnIdentityOfItsOwn) {
  ZoneResolver dns(
      "mail.asagiri.example TXT v=spf1 -all\nasagiri.example TXT v=spf1 ip4:192.0.2.1 -all");
  const SystemClock clock;
  const Deadline deadline(clock, std::chrono::seconds{20});
  EXPECT_EQ(check_spf(dns, kQuery, deadline).result, AuthResult::kPass);
  const SpfResult helo = check_spf_helo(dns, kQuery, deadline);
  EXPECT_EQ(helo.result, AuthResult::kFail);
  EXPECT_TRUE(helo.helo);
}

TEST(Spf, ExplanationsAreNotFetched) {
  ZoneResolver dns("asagiri.example TXT v=spf1 -all exp=why.example\nwhy.example TXT Pay %{s} now");
  EXPECT_EQ(check(dns).result, AuthResult::kFail);
  EXPECT_EQ(dns.lookups(), 1U);
}

TEST(Spf, NamesThatNoHostHasAreNotAskedFor) {
  ZoneResolver dns("asagiri.example TXT v=spf1 exists:%{l}.x.example -all");
  for (const char* local : {"a\\b", "\x01", "\xE6\x9C\x9D"}) {
    EXPECT_EQ(check(dns, {"192.0.2.1", "h", std::string(local) + "@asagiri.example"}).result,
              AuthResult::kFail);
  }
  EXPECT_EQ(dns.lookups(), 3U);  // the record, each time
}

}  // namespace
}  // namespace milter
