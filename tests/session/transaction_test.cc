// One connection as the MTA's calls make it, without a socket.
#include "milter/session/transaction.h"

#include <gmock/gmock.h>

#include "tests/support/case_player.h"
#include "tests/support/delivered_mail.h"

namespace milter {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kConfig = R"([organisation]
domains = ["asagiri.example"]
language = "en"
[people]
finance = ["keiri@asagiri.example"]
)";

// Own account at its own place in time: `step` is added each time it is asked.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(std::chrono::milliseconds step) : step_(step) {}
  Time now() const override { return Time(std::chrono::seconds(1'793'000'000)); }
  std::chrono::steady_clock::time_point steady() const override { return time_ += step_; }

 private:
  std::chrono::milliseconds step_;
  mutable std::chrono::steady_clock::time_point time_;
};

std::shared_ptr<const Snapshot> snapshot_of(const std::string& toml) {
  const auto config = parse_config(toml, "/etc/sekimori/sekimori.toml");
  if (!config) throw std::logic_error(to_string(config.error().front()));
  Partner partner;
  partner.id = "P1";
  partner.name = "株式会社幸和商事";
  partner.domains = {"kouwa-shoji.example"};
  return make_snapshot(*config, {partner}).value();
}

std::string mail_from(const std::string& author, const std::string& text) {
  return "From: " + author + "\r\nTo: keiri@asagiri.example\r\nSubject: hello\r\n" +
         "Date: Mon, 2 Nov 2026 10:15:00 +0900\r\nMessage-ID: <1@kita.example>\r\n\r\n" + text;
}

class TransactionTest : public ::testing::Test {
 protected:
  Services services() {
    return {[this] { return snapshot_; }, memory_.get(), nullptr, &clock_, &gate_, &open_,
            std::chrono::milliseconds(1)};
  }

  // One message on a connection that was greeted before.
  static Outcome send(Transaction& transaction, const std::string& message,
                      const std::string& recipient = "<keiri@asagiri.example>") {
    transaction.on_mail("<aoki@kita.example>", "");
    transaction.on_rcpt(recipient, "");
    const auto handed = testing::hand_over(transaction, message);
    return handed.after_header == Reply::kContinue ? transaction.on_end_of_message() : Outcome{};
  }

  static std::vector<std::string> codes(const Outcome& outcome) {
    std::vector<std::string> all;
    for (const auto& finding : outcome.judgement->verdict.findings) all.push_back(finding.code);
    return all;
  }

  std::shared_ptr<const Snapshot> snapshot_ = snapshot_of(kConfig);
  std::unique_ptr<Memory> memory_ =
      Memory::open("sqlite::memory:", Memory::Writes::kImmediate).value();
  SystemClock clock_;
  JudgingGate gate_{1};
  std::atomic<int> open_{0};
  const std::string plain_ = mail_from("aoki@kita.example", "The goods are on their way.\r\n");
};

TEST_F(TransactionTest, JudgesSeveralMessagesOnOneConnection) {
  Transaction transaction(services());
  transaction.on_connect("203.0.113.9", "mx.kita.example");
  const Outcome first = send(transaction, plain_);
  EXPECT_EQ(first.reply, Reply::kAccept);
  EXPECT_THAT(codes(first), Contains("relationship.first_contact"));
  EXPECT_THAT(transaction.envelope().rcpt_to, IsEmpty());
  const Outcome second = send(transaction, plain_);
  EXPECT_THAT(codes(second), Not(Contains("relationship.first_contact")));
  EXPECT_NE(first.judgement->id, second.judgement->id);
  EXPECT_EQ(transaction.envelope().client_address, "203.0.113.9");
}

TEST_F(TransactionTest, ANewConnectionForgetsTheFormerClient) {
  Transaction transaction(services());
  transaction.on_connect("203.0.113.9", "mx.kita.example");
  transaction.on_helo("mx.kita.example");
  transaction.set_auth_user("tanaka");
  transaction.on_connect("203.0.113.10", "");
  EXPECT_EQ(transaction.envelope().client_address, "203.0.113.10");
  EXPECT_EQ(transaction.envelope().helo, "");
  EXPECT_EQ(transaction.envelope().auth_user, "");
}

TEST_F(TransactionTest, AnAbortedMessageLeavesNothing) {
  Transaction transaction(services());
  transaction.on_mail("<aoki@kita.example>", "");
  transaction.on_rcpt("<eigyo@asagiri.example>", "");
  transaction.on_header("X-Sekimori-Level", " clear");
  transaction.on_abort();
  EXPECT_EQ(open_, 0);
  const Outcome outcome = send(transaction, plain_);
  EXPECT_EQ(outcome.judgement->verdict.level, rules::Level::kClear);
  EXPECT_TRUE(outcome.edits.empty()) << "the forged field was the aborted message's";
}

TEST_F(TransactionTest, WithoutMailThereIsNothingToJudge) {
  Transaction transaction(services());
  transaction.on_header("From", " a@b.example");
  EXPECT_EQ(transaction.on_end_of_header(), Reply::kContinue);
  transaction.on_body("text");
  const Outcome outcome = transaction.on_end_of_message();
  EXPECT_EQ(outcome.reply, Reply::kTempFail);
  EXPECT_EQ(outcome.text, "451 4.3.0 No message was begun");
  EXPECT_FALSE(outcome.judgement);
}

// A recipient may be missing: neither what the header nor what the whole says may let it pass.
TEST_F(TransactionTest, AfterALostStepTheConnectionsMailsAreDeferred) {
  Transaction transaction(services());
  transaction.on_connect("203.0.113.9", "mx.kita.example");
  transaction.on_mail("<tanaka@kouwa-shoji.example>", "");
  transaction.on_rcpt("<eigyo@asagiri.example>", "");
  transaction.on_lost_step();
  const std::string partner = mail_from("tanaka@kouwa-shoji.example", "hello\r\n");
  EXPECT_EQ(testing::hand_over(transaction, partner).after_header, Reply::kTempFail);
  const Outcome outcome = transaction.on_end_of_message();
  EXPECT_EQ(outcome.reply, Reply::kTempFail);
  EXPECT_EQ(outcome.text, "451 4.3.0 The message could not be read");
  transaction.on_mail("<aoki@kita.example>", "");
  EXPECT_EQ(testing::hand_over(transaction, plain_).after_header, Reply::kTempFail);
  transaction.on_abort();
  EXPECT_EQ(open_, 0);
  transaction.on_connect("203.0.113.9", "mx.kita.example");
  EXPECT_EQ(send(transaction, plain_).reply, Reply::kAccept);
}

TEST_F(TransactionTest, EndsWithoutAnEndOfHeader) {
  Transaction transaction(services());
  transaction.on_mail("<aoki@kita.example>", "");
  transaction.on_header("From", " aoki@kita.example");
  EXPECT_EQ(transaction.on_end_of_message().reply, Reply::kAccept);
}

TEST_F(TransactionTest, KeepsRecipientsUpToTheLimit) {
  Transaction transaction(services());
  transaction.on_mail("<aoki@kita.example>", "");
  const std::string path = "<eigyo@asagiri.example>";
  for (std::size_t i = 0; i < limits::kMaxRecipients; ++i) transaction.on_rcpt(path, "");
  EXPECT_FALSE(transaction.envelope().more_recipients);
  transaction.on_rcpt("<keiri@asagiri.example>", "");
  EXPECT_TRUE(transaction.envelope().more_recipients);
  EXPECT_EQ(transaction.envelope().rcpt_to.size(), limits::kMaxRecipients);
  // Who was not kept may be finance staff: the mail is read whole though its author is known.
  const std::string partner = mail_from("tanaka@kouwa-shoji.example", "hello\r\n");
  EXPECT_EQ(testing::hand_over(transaction, partner).after_header, Reply::kContinue);
}

TEST_F(TransactionTest, AnAuthorNotInDoubtIsNotReadForOthersThanFinance) {
  Transaction transaction(services());
  const std::string partner = mail_from("tanaka@kouwa-shoji.example", "hello\r\n");
  transaction.on_mail("<tanaka@kouwa-shoji.example>", "");
  transaction.on_rcpt("<eigyo@asagiri.example>", "");
  EXPECT_EQ(testing::hand_over(transaction, partner).after_header, Reply::kAccept);
  EXPECT_EQ(open_, 0);
}

TEST_F(TransactionTest, AFullGateDefersAndIsFreedAgain) {
  Transaction transaction(services());
  gate_.acquire();
  const Outcome refused = send(transaction, plain_);
  EXPECT_EQ(refused.reply, Reply::kTempFail);
  EXPECT_EQ(refused.text, "451 4.3.2 Too busy to inspect this message");
  EXPECT_TRUE(refused.edits.empty());
  gate_.release();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(send(transaction, plain_).reply, Reply::kAccept);
}

TEST_F(TransactionTest, AfterADeferralTheConnectionGoesOn) {
  Transaction transaction(services());
  gate_.acquire();
  send(transaction, plain_);
  transaction.on_abort();
  EXPECT_EQ(open_, 0);
  gate_.release();
}

TEST_F(TransactionTest, PastTheDeadlineAMailIsDeliveredMarked) {
  const FakeClock slow(limits::kMessageDeadline + std::chrono::seconds(1));
  Services late = services();
  late.clock = &slow;
  Transaction transaction(late);
  const Outcome outcome = send(transaction, plain_);
  EXPECT_EQ(outcome.reply, Reply::kAccept);
  EXPECT_EQ(outcome.judgement->verdict.level, rules::Level::kUnknown);
  EXPECT_THAT(codes(outcome), Contains("reading.deadline"));
  const std::string delivered = apply_edits(RawMessage::parse(plain_), outcome.edits);
  const testing::DeliveredMail mail(delivered);
  EXPECT_THAT(mail.values("X-Sekimori-Level"), ElementsAre("unknown"));
  EXPECT_THAT(mail.values("Subject"), ElementsAre("[Sekimori: UNVERIFIED] hello"));
  EXPECT_TRUE(mail.body().starts_with("[Sekimori] This mail could not be inspected\r\n"));
  EXPECT_TRUE(mail.body().ends_with("\r\n\r\nThe goods are on their way.\r\n"));
}

TEST_F(TransactionTest, WithinTheDeadlineAMailIsJudged) {
  const FakeClock quick(std::chrono::seconds(1));
  Services on_time = services();
  on_time.clock = &quick;
  Transaction transaction(on_time);
  const Outcome outcome = send(transaction, plain_);
  EXPECT_NE(outcome.judgement->verdict.level, rules::Level::kUnknown);
  EXPECT_THAT(codes(outcome), Not(Contains("reading.deadline")));
}

TEST_F(TransactionTest, WithoutAMemoryItCannotSay) {
  Services forgetful = services();
  forgetful.memory = nullptr;
  Transaction transaction(forgetful);
  const Outcome outcome = send(transaction, plain_);
  EXPECT_EQ(outcome.reply, Reply::kAccept);
  EXPECT_THAT(codes(outcome), Contains("relationship.memory_unavailable"));
  EXPECT_THAT(codes(outcome), Not(Contains("relationship.first_contact")));
}

TEST_F(TransactionTest, AMessageKeepsTheSnapshotItBeganWith) {
  Transaction transaction(services());
  const std::string forged = "X-Sekimori-Level: clear\r\n" + plain_;
  transaction.on_mail("<aoki@kita.example>", "");
  transaction.on_rcpt("<keiri@asagiri.example>", "");
  snapshot_ = snapshot_of(std::string(kConfig) + "[mode]\nmonitor = true\n");
  testing::hand_over(transaction, forged);
  const Outcome first = transaction.on_end_of_message();
  EXPECT_FALSE(first.judgement->monitor);
  EXPECT_FALSE(first.edits.empty());
  const Outcome second = send(transaction, forged);
  EXPECT_TRUE(second.judgement->monitor);
  EXPECT_TRUE(second.edits.empty());
}

TEST_F(TransactionTest, CountsOpenMessagesForAnOrderlyEnd) {
  {
    Transaction one(services()), other(services());
    one.on_connect("203.0.113.9", "");
    EXPECT_EQ(open_, 0);
    one.on_mail("<a@kita.example>", "");
    one.on_mail("<b@kita.example>", "");
    other.on_mail("<c@kita.example>", "");
    EXPECT_EQ(open_, 2);
    other.on_abort();
    EXPECT_EQ(open_, 1);
    send(other, plain_);
    EXPECT_EQ(open_, 1);
  }
  EXPECT_EQ(open_, 0);
}

}  // namespace
}  // namespace milter
