// A whole mail, its sender's servers being slow, silent or lying: answered in time, every time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "milter/auth/authenticate.h"
#include "milter/auth/unbound_resolver.h"
#include "tests/auth/lying_server.h"
#include "tests/auth/sample_mail.h"

namespace milter::testing {
namespace {

using std::chrono::seconds;

const AuthenticationRules kRules{
    .authserv_id = "mx.asagiri.example",
    .trusted_ids = {},
    .dmarc = DmarcRules::kRfc9989,
    .organisational_domain = [](std::string_view domain) { return std::string(domain); }};

struct Row {
  std::string domain;  // of MAIL FROM, From and the signatures
  AuthResult spf, dkim;
};

// LyingServer goes by a name's first label: selectors are called as the domain, so that keys are
// answered in the same way.
class LyingNetwork : public ::testing::TestWithParam<Row> {};

std::string mail_of(const std::string& domain) {
  std::string mail = kSignedMail;
  const std::string original = "football.example.com";
  for (auto at = mail.find(original); at != std::string::npos;
       at = mail.find(original, at + domain.size())) {
    mail.replace(at, original.size(), domain);
  }
  for (const std::string selector : {"s=brisbane", "s=test"}) {
    mail.replace(mail.find(selector), selector.size(), "s=" + domain.substr(0, domain.find('.')));
  }
  return mail;
}

TEST_P(LyingNetwork, TheMailIsAnsweredInTime) {
  const SystemClock clock;
  const LyingServer server;
  auto dns = UnboundResolver::open({.forwarders = {server.address()}, .trust_anchor = ""});
  ASSERT_TRUE(dns) << dns.error().what;
  const Row& row = GetParam();
  const RawMessage mail = RawMessage::parse(mail_of(row.domain));
  const AuthenticationSource source{
      .spf = {"192.0.2.1", "mail." + row.domain, "<a@" + row.domain + ">"}};
  MailAuthentication authentication(**dns, kRules, clock, source);
  authentication.end_of_header(mail, {row.domain});
  authentication.body(mail.body());
  const auto begin = clock.steady();
  const Authentication result = authentication.finish(Deadline(clock, seconds{1}));
  EXPECT_LT(clock.steady() - begin, seconds{5});  // the slow server takes 10 s
  EXPECT_TRUE(result.looked);
  EXPECT_EQ(word(result.spf.result), word(row.spf)) << result.spf.why;
  EXPECT_EQ(word(result.dkim.result), word(row.dkim));
}

INSTANTIATE_TEST_SUITE_P(
    Lies, LyingNetwork,
    ::testing::Values(Row{"slow.example", AuthResult::kTempError, AuthResult::kTempError},
                      Row{"silent.example", AuthResult::kTempError, AuthResult::kTempError},
                      Row{"servfail.example", AuthResult::kTempError, AuthResult::kTempError},
                      Row{"refused.example", AuthResult::kTempError, AuthResult::kTempError},
                      Row{"garbage.example", AuthResult::kTempError, AuthResult::kTempError},
                      Row{"loop.example", AuthResult::kTempError, AuthResult::kTempError},
                      Row{"cutmute.example", AuthResult::kTempError, AuthResult::kTempError},
                      Row{"txt5000.example", AuthResult::kTempError, AuthResult::kTempError},
                      // These are there and say nothing of SPF or DKIM.
                      Row{"cut.example", AuthResult::kNone, AuthResult::kPermError},
                      Row{"good.example", AuthResult::kNone, AuthResult::kPermError},
                      Row{"noname.example", AuthResult::kNone, AuthResult::kPermError},
                      Row{"nodata.example", AuthResult::kNone, AuthResult::kPermError}),
    [](const auto& each) { return each.param.domain.substr(0, each.param.domain.find('.')); });

}  // namespace
}  // namespace milter::testing
