// The three methods together on the signed sample of RFC 8463; each alone has tests of its own.
#include "milter/auth/authenticate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <utility>

#include "milter/base/limits.h"
#include "tests/auth/sample_mail.h"
#include "tests/support/zone_resolver.h"

namespace milter::testing {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

// Time that moves when a test, or a resolver that is waited for, moves it.
class ManualClock final : public Clock {
 public:
  Time now() const override { return Time{std::chrono::hours{24 * 365 * 50}}; }
  std::chrono::steady_clock::time_point steady() const override { return steady_; }
  void pass(std::chrono::milliseconds time) { steady_ += time; }

 private:
  std::chrono::steady_clock::time_point steady_;
};

// As ZoneResolver, but names that contain `dead` are waited for until the deadline.
class DeadNames final : public Resolver {
 public:
  DeadNames(std::string_view zone, std::string dead, ManualClock& clock)
      : zone_(zone), dead_(std::move(dead)), clock_(clock) {}
  DnsAnswer lookup(std::string_view name, DnsType type, const Deadline& deadline) override {
    if (name.find(dead_) == std::string_view::npos) return zone_.lookup(name, type, deadline);
    clock_.pass(deadline.left());
    DnsAnswer answer;
    answer.why = "no answer in time";
    return answer;
  }
  void prefetch(std::string_view, DnsType) override {}

 private:
  ZoneResolver zone_;
  std::string dead_;
  ManualClock& clock_;
};

const std::string kZone = std::string(kSignedMailKeys) + R"(
football.example.com         TXT v=spf1 ip4:192.0.2.1 -all
_dmarc.football.example.com  TXT v=DMARC1; p=reject; adkim=s; aspf=s
)";

const AuthenticationRules kRules{
    .authserv_id = "mx.asagiri.example",
    .trusted_ids = {"gateway.asagiri.example"},
    .dmarc = DmarcRules::kRfc9989,
    .organisational_domain = [](std::string_view domain) { return std::string(domain); }};

AuthenticationSource from(const std::string& client) {
  return {.spf = {client, "mail.football.example.com", "<joe@football.example.com>"}};
}

class AuthenticateTest : public ::testing::Test {
 protected:
  Authentication run(Resolver& dns, const AuthenticationSource& source,
                     const std::string& mail = kSignedMail) {
    return authenticate(dns, kRules, clock_, source, RawMessage::parse(mail),
                        {"football.example.com"});
  }

  ManualClock clock_;
};

std::string changed_body() {
  std::string mail = kSignedMail;
  return mail.replace(mail.find("lost"), 4, "have");
}

TEST_F(AuthenticateTest, AllThree) {
  const struct {
    std::string client;
    std::string mail;
    AuthResult spf, dkim, dmarc;
  } rows[] = {
      {"192.0.2.1", kSignedMail, AuthResult::kPass, AuthResult::kPass, AuthResult::kPass},
      {"192.0.2.9", kSignedMail, AuthResult::kFail, AuthResult::kPass, AuthResult::kPass},
      {"192.0.2.1", changed_body(), AuthResult::kPass, AuthResult::kFail, AuthResult::kPass},
      {"192.0.2.9", changed_body(), AuthResult::kFail, AuthResult::kFail, AuthResult::kFail},
  };
  for (const auto& row : rows) {
    ZoneResolver dns(kZone);
    const Authentication result = run(dns, from(row.client), row.mail);
    EXPECT_TRUE(result.looked);
    EXPECT_EQ(result.by, "mx.asagiri.example");
    EXPECT_EQ(word(result.spf.result), word(row.spf)) << result.spf.why;
    EXPECT_EQ(word(result.dkim.result), word(row.dkim));
    EXPECT_EQ(word(result.dmarc.result), word(row.dmarc)) << result.dmarc.why;
  }
}

TEST_F(AuthenticateTest, AsksEarlyWhatItCan) {
  ZoneResolver dns(kZone);
  MailAuthentication authentication(dns, kRules, clock_, from("192.0.2.1"));
  EXPECT_THAT(dns.prefetched(), ::testing::ElementsAre(
                                    ZoneResolver::Question{"football.example.com", DnsType::kTxt}));
  authentication.end_of_header(RawMessage::parse(kSignedMail), {"football.example.com"});
  for (const char* name : {"brisbane._domainkey.football.example.com",
                           "test._domainkey.football.example.com", "_dmarc.football.example.com"}) {
    EXPECT_THAT(dns.prefetched(), Contains(ZoneResolver::Question{name, DnsType::kTxt}));
  }
  EXPECT_EQ(dns.lookups(), 0u);  // nothing waited for
}

TEST_F(AuthenticateTest, OfANullSenderHeloIsAsked) {
  ZoneResolver dns("mail.football.example.com TXT v=spf1 ip4:192.0.2.1 -all\n" + kZone);
  const AuthenticationSource source{.spf = {"192.0.2.1", "mail.football.example.com", "<>"}};
  const Authentication result = run(dns, source);
  EXPECT_EQ(dns.prefetched().front().first, "mail.football.example.com");
  EXPECT_TRUE(result.spf.helo);
  EXPECT_EQ(result.spf.result, AuthResult::kPass);
}

TEST_F(AuthenticateTest, NoDnsAtAllIsAnAnswer) {
  ZoneResolver dns(R"(
    football.example.com TIMEOUT
    _dmarc.football.example.com SERVFAIL
    test._domainkey.football.example.com TIMEOUT
    brisbane._domainkey.football.example.com BOGUS
  )");
  const Authentication result = run(dns, from("192.0.2.1"));
  EXPECT_EQ(result.spf.result, AuthResult::kTempError);
  EXPECT_EQ(result.dkim.result, AuthResult::kTempError);
  EXPECT_EQ(result.dmarc.result, AuthResult::kTempError);
}

// Dead servers of one method leave the others their time, and all of it ends at the deadline.
TEST_F(AuthenticateTest, OneMethodsDeadServersCostThatMethodAlone) {
  const struct {
    std::string dead;
    AuthResult spf, dkim, dmarc;
  } rows[] = {
      {"_domainkey", AuthResult::kPass, AuthResult::kTempError, AuthResult::kPass},
      {"_dmarc", AuthResult::kPass, AuthResult::kPass, AuthResult::kTempError},
      {"slow-spf", AuthResult::kTempError, AuthResult::kPass, AuthResult::kPass},
      {"example.com", AuthResult::kTempError, AuthResult::kTempError, AuthResult::kTempError},
  };
  for (const auto& row : rows) {
    std::string zone = kZone;
    if (row.dead == "slow-spf") {
      zone.replace(zone.find("v=spf1"), 6, "v=spf1 include:slow-spf.example.net");
    }
    DeadNames dns(zone, row.dead, clock_);
    const auto begin = clock_.steady();
    const Authentication result = run(dns, from("192.0.2.1"));
    EXPECT_LE(clock_.steady() - begin, limits::kAuthenticationTime) << row.dead;
    EXPECT_EQ(word(result.spf.result), word(row.spf)) << row.dead;
    EXPECT_EQ(word(result.dkim.result), word(row.dkim)) << row.dead;
    EXPECT_EQ(word(result.dmarc.result), word(row.dmarc)) << row.dead;
  }
}

AuthenticationSource by_gateway() {
  AuthenticationSource source = from("198.51.100.1");
  source.by_gateway = true;
  return source;
}

TEST_F(AuthenticateTest, AGatewaysWordIsTakenWithoutDns) {
  ZoneResolver dns(kZone);
  const std::string field =
      "Authentication-Results: gateway.asagiri.example;\r\n"
      " spf=fail smtp.mailfrom=football.example.com;\r\n"
      " dkim=pass header.d=football.example.com header.s=test;\r\n"
      " dmarc=pass header.from=football.example.com\r\n";
  const Authentication result = run(dns, by_gateway(), field + kSignedMail);
  EXPECT_EQ(result.by, "gateway.asagiri.example");
  EXPECT_TRUE(result.looked);
  EXPECT_EQ(result.spf.result, AuthResult::kFail);
  EXPECT_EQ(result.dmarc.result, AuthResult::kPass);
  EXPECT_EQ(dns.lookups(), 0u);
  EXPECT_THAT(dns.prefetched(), IsEmpty());
  // The same field from anybody else is no more than the sender's text.
  const Authentication direct = run(dns, from("192.0.2.1"), field + kSignedMail);
  EXPECT_EQ(direct.by, "mx.asagiri.example");
  EXPECT_EQ(direct.spf.result, AuthResult::kPass);
}

TEST_F(AuthenticateTest, BehindASilentGatewayOnlyDkimCanBeSeen) {
  ZoneResolver dns(kZone);
  const Authentication signed_mail = run(dns, by_gateway());
  EXPECT_EQ(signed_mail.spf.result, AuthResult::kNone);
  EXPECT_EQ(signed_mail.dkim.result, AuthResult::kPass);
  EXPECT_EQ(signed_mail.dmarc.result, AuthResult::kPass);
  const Authentication changed = run(dns, by_gateway(), changed_body());
  EXPECT_EQ(changed.dkim.result, AuthResult::kFail);
  EXPECT_EQ(changed.dmarc.result, AuthResult::kTempError);
  EXPECT_EQ(dns.lookups("football.example.com", DnsType::kTxt), 0u);
}

// Without SPF nobody can tell, today or tomorrow; what could not have passed for From has failed.
TEST_F(AuthenticateTest, AGatewayThatNeverWritesHidesSpf) {
  struct Row {
    const char* mail_from;
    const char* client;
    AuthResult dmarc;
  };
  AuthenticationRules silent = kRules;
  silent.trusted_ids.clear();
  ZoneResolver dns(kZone);
  for (const Row& row : {Row{"<joe@football.example.com>", "198.51.100.1", AuthResult::kTempError},
                         {"joe@Football.example.com", "", AuthResult::kTempError},  // of a file
                         {"<>", "198.51.100.1", AuthResult::kTempError},
                         {"<joe@attacker.test>", "198.51.100.1", AuthResult::kFail}}) {
    const AuthenticationSource source{{row.client, "gw.asagiri.example", row.mail_from}, true};
    for (const AuthenticationRules* rules : std::array{&kRules, &std::as_const(silent)}) {
      const DmarcResult dmarc =
          authenticate(dns, *rules, clock_, source, RawMessage::parse(changed_body()),
                       {"football.example.com"})
              .dmarc;
      EXPECT_EQ(word(dmarc.result), word(row.dmarc)) << row.mail_from;
      const bool hidden = rules == &silent && row.dmarc == AuthResult::kTempError;
      EXPECT_EQ(dmarc.spf_hidden, hidden) << row.mail_from;
    }
    EXPECT_FALSE(authenticate(dns, silent, clock_, source, RawMessage::parse(kSignedMail),
                              {"football.example.com"})
                     .dmarc.spf_hidden)
        << "it is signed";
  }
  ZoneResolver away("_dmarc.football.example.com SERVFAIL");
  const DmarcResult dmarc =
      authenticate(away, silent, clock_, by_gateway(), RawMessage::parse(changed_body()),
                   {"football.example.com"})
          .dmarc;
  EXPECT_EQ(dmarc.result, AuthResult::kTempError);
  EXPECT_FALSE(dmarc.spf_hidden) << "the DNS may answer tomorrow";
}

TEST_F(AuthenticateTest, NoAuthor) {
  ZoneResolver dns(kZone);
  const Authentication result =
      authenticate(dns, kRules, clock_, from("192.0.2.1"), RawMessage::parse(kSignedMail), {});
  EXPECT_EQ(result.spf.result, AuthResult::kPass);
  EXPECT_EQ(result.dmarc.result, AuthResult::kPermError);
}

}  // namespace
}  // namespace milter::testing
