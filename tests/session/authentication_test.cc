// Inbound mail is authenticated while it arrives, and judged by what came of it.
#include <gmock/gmock.h>

#include <map>
#include <thread>

#include "milter/auth/unbound_resolver.h"
#include "milter/session/transaction.h"
#include "tests/auth/lying_server.h"
#include "tests/auth/sample_mail.h"
#include "tests/support/case_player.h"
#include "tests/support/delivered_mail.h"
#include "tests/support/zone_resolver.h"

namespace milter {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::StartsWith;
using testing::ZoneResolver;

constexpr const char* kConfig = R"([organisation]
domains = ["asagiri.example"]
[people]
finance = ["keiri@asagiri.example"]
[milter]
internal_networks = ["10.0.0.0/8"]
inbound_gateways = ["192.0.2.25"]
[authentication]
authserv_id = "mx.asagiri.example"
trusted_authserv_ids = ["gw.asagiri.example"]
)";

const std::vector<std::string> kLies = {"slow",    "silent", "servfail", "refused",
                                        "garbage", "loop",   "cutmute",  "txt5000"};

Partner partner(const std::string& domain) {
  Partner one;
  one.id = one.name = domain;
  one.domains = {domain};
  return one;
}

std::shared_ptr<const Snapshot> snapshot() {
  const auto config = parse_config(kConfig, "/etc/sekimori/sekimori.toml").value();
  std::vector<Partner> partners = {partner("kouwa-shoji.example"), partner("football.example.com")};
  for (const std::string& lie : kLies) partners.push_back(partner(lie + ".example"));
  return make_snapshot(config, partners).value();
}

std::string mail_of(const std::string& domain) {
  return "From: a@" + domain +
         "\r\nTo: keiri@asagiri.example\r\nSubject: hello\r\n\r\nThe goods.\r\n";
}

class AuthenticationTest : public ::testing::Test {
 protected:
  Services services(Resolver& dns) {
    return {.snapshot = [this] { return snapshot_; },
            .memory = memory_.get(),
            .clock = &clock_,
            .gate = &gate_,
            .resolver = &dns};
  }

  static void begin(Transaction& transaction, const std::string& client,
                    const std::string& recipient = "<keiri@asagiri.example>",
                    const std::string& sender = "<a@kouwa-shoji.example>") {
    transaction.on_connect(client, "mx.kouwa-shoji.example");
    transaction.on_helo("mx.kouwa-shoji.example");
    transaction.on_mail(sender, "");
    transaction.on_rcpt(recipient, "");
  }

  static Outcome end(Transaction& transaction, const std::string& mail) {
    const auto handed = testing::hand_over(transaction, mail);
    return handed.after_header == Reply::kContinue ? transaction.on_end_of_message() : Outcome{};
  }

  static std::string results(const Outcome& outcome, const std::string& mail) {
    const std::string delivered = apply_edits(RawMessage::parse(mail), outcome.edits);
    const auto values = testing::DeliveredMail(delivered).values("Authentication-Results");
    return values.empty() ? "" : values.front();
  }

  const std::shared_ptr<const Snapshot> snapshot_ = snapshot();
  const std::unique_ptr<Memory> memory_ =
      Memory::open("sqlite::memory:", Memory::Writes::kImmediate).value();
  const SystemClock clock_;
  JudgingGate gate_{1};
  const std::string plain_ = mail_of("kouwa-shoji.example");
};

TEST_F(AuthenticationTest, ASignedMailPassesInPiecesOfAnySize) {
  ZoneResolver dns(testing::kSignedMailKeys);
  dns.add_line("_dmarc.football.example.com TXT v=DMARC1; p=reject");
  Transaction transaction(services(dns));
  begin(transaction, "203.0.113.9");
  const RawMessage mail = RawMessage::parse(testing::kSignedMail);
  for (const HeaderField& field : mail.fields()) {
    transaction.on_header(mail.name(field), mail.value(field));
  }
  ASSERT_EQ(transaction.on_end_of_header(), Reply::kContinue);
  for (const char& octet : mail.body()) transaction.on_body({&octet, 1});
  const Outcome outcome = transaction.on_end_of_message();
  const auto& found = outcome.judgement->authentication;
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->dkim.result, AuthResult::kPass);
  EXPECT_EQ(found->dmarc.result, AuthResult::kPass);
  EXPECT_THAT(results(outcome, testing::kSignedMail), StartsWith("mx.asagiri.example;"));
}

TEST_F(AuthenticationTest, TheSendersRecordIsAskedForAtMailFrom) {
  ZoneResolver dns;
  Transaction transaction(services(dns));
  begin(transaction, "203.0.113.9");
  EXPECT_THAT(dns.prefetched(), Contains(Pair("kouwa-shoji.example", DnsType::kTxt)));
  testing::hand_over(transaction, plain_);
  EXPECT_THAT(dns.prefetched(), Contains(Pair("_dmarc.kouwa-shoji.example", DnsType::kTxt)));
  EXPECT_EQ(dns.lookups(), 0U) << "nobody waits before the end of the message";
}

TEST_F(AuthenticationTest, OutboundMailIsNotAsked) {
  ZoneResolver dns;
  Transaction inside(services(dns));
  begin(inside, "10.0.0.1");
  end(inside, plain_);
  EXPECT_THAT(dns.prefetched(), IsEmpty());
  Transaction late(services(dns));
  begin(late, "203.0.113.9");
  late.set_auth_user("tanaka");  // told after MAIL
  const Outcome outcome = end(late, plain_);
  EXPECT_EQ(dns.lookups(), 0U);
  EXPECT_TRUE(outcome.edits.empty());
}

TEST_F(AuthenticationTest, APartnersMailIsReadWhoeverItIsFor) {
  ZoneResolver dns;
  Transaction transaction(services(dns));
  begin(transaction, "203.0.113.9", "<eigyo@asagiri.example>");
  EXPECT_EQ(testing::hand_over(transaction, plain_).after_header, Reply::kContinue);
}

TEST_F(AuthenticationTest, AGatewaysPassIsKnownAtTheEndOfTheHeader) {
  ZoneResolver dns;
  const std::string field =
      "Authentication-Results: gw.asagiri.example; dmarc=pass header.from=kouwa-shoji.example\r\n";
  Transaction passed(services(dns));
  begin(passed, "192.0.2.25", "<eigyo@asagiri.example>");
  EXPECT_EQ(testing::hand_over(passed, field + plain_).after_header, Reply::kAccept);
  const std::string failed = "Authentication-Results: gw.asagiri.example; dmarc=fail\r\n" + plain_;
  Transaction doubtful(services(dns));
  begin(doubtful, "192.0.2.25", "<eigyo@asagiri.example>");
  const Outcome outcome = end(doubtful, failed);
  ASSERT_TRUE(outcome.judgement.has_value()) << "read to its end";
  EXPECT_TRUE(outcome.judgement->authentication->by_gateway);
  EXPECT_EQ(dns.lookups() + dns.prefetched().size(), 0U);
}

TEST_F(AuthenticationTest, WithoutAnEndOfHeaderThereIsNothingToVerify) {
  ZoneResolver dns;
  Transaction transaction(services(dns));
  begin(transaction, "203.0.113.9");
  transaction.on_header("From", " a@kouwa-shoji.example");
  const Outcome outcome = transaction.on_end_of_message();
  EXPECT_EQ(outcome.reply, Reply::kAccept);
  EXPECT_FALSE(outcome.judgement->authentication.has_value());
}

// All at once through one place for judging: the silent ones do not hold it.
TEST_F(AuthenticationTest, ALyingNetworkIsAnsweredInTimeEveryTime) {
  testing::LyingServer server;
  const auto dns = UnboundResolver::open({.forwarders = {server.address()}, .trust_anchor = ""});
  ASSERT_TRUE(dns) << dns.error().what;
  std::map<std::string, Outcome> outcomes;
  std::map<std::string, std::chrono::steady_clock::duration> times;
  for (const std::string& lie : kLies) outcomes[lie], times[lie];
  std::vector<std::thread> senders;
  senders.reserve(kLies.size());
  for (const std::string& lie : kLies) {
    senders.emplace_back([&, lie] {
      const std::string domain = lie + ".example";
      Transaction transaction(services(**dns));
      begin(transaction, "203.0.113.9", "<keiri@asagiri.example>", "<a@" + domain + ">");
      const auto started = clock_.steady();
      outcomes.at(lie) = end(transaction, mail_of(domain));
      times.at(lie) = clock_.steady() - started;
    });
  }
  for (std::thread& sender : senders) sender.join();
  for (const std::string& lie : kLies) {
    const Outcome& outcome = outcomes.at(lie);
    EXPECT_EQ(outcome.reply, Reply::kAccept) << lie;
    EXPECT_LT(times.at(lie), limits::kMessageDeadline) << lie;
    ASSERT_TRUE(outcome.judgement.has_value()) << lie;
    EXPECT_EQ(outcome.judgement->verdict.level, rules::Level::kUnknown) << lie;
    EXPECT_EQ(outcome.judgement->authentication->dmarc.result, AuthResult::kTempError) << lie;
  }
}

}  // namespace
}  // namespace milter
