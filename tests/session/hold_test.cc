// A transaction whose mail is held, with a real spool and store: what SMTP is told, what is kept.
#include <gmock/gmock.h>

#include <filesystem>

#include "milter/hold/hold_store.h"
#include "milter/hold/spool.h"
#include "milter/memory/confirmed.h"
#include "milter/session/transaction.h"
#include "tests/ops/folder.h"
#include "tests/support/case_player.h"

namespace milter {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr const char* kConfig = R"([organisation]
domains = ["asagiri.example"]
[milter]
outbound_daemons = ["submission"]
)";

const std::string kMail =
    "From: yamada@asagiri.example\r\nTo: sato@gmai.com\r\nSubject: hello\r\n"
    "Message-ID: <1@asagiri.example>\r\n\r\nHello\r\n";

class HoldTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(Spool(spool_).prepare());
    configure("");
  }

  void configure(const std::string& more) {
    const auto config = parse_config(kConfig + more, "/etc/sekimori/sekimori.toml");
    snapshot_ = make_snapshot(config.value(), {}).value();
  }

  Services services() {
    return {[this] { return snapshot_; }, memory_.get(), &custody_, &clock_};
  }

  static void begin(Transaction& transaction) {
    transaction.on_connect("192.0.2.7", "pc7.asagiri.example");
    transaction.on_mail("<yamada@asagiri.example>", "");
    transaction.set_daemon_name("submission");
  }

  static Outcome send(const Services& services, const std::string& message,
                      const std::string& recipient = "<sato@gmai.com>") {
    Transaction transaction(services);
    begin(transaction);
    transaction.on_rcpt(recipient, "");
    const auto handed = testing::hand_over(transaction, message);
    return handed.after_header == Reply::kContinue ? transaction.on_end_of_message() : Outcome{};
  }
  Outcome send(const std::string& message) { return send(services(), message); }

  std::vector<HeldMail> holds() {
    const auto database = open_database(store_, Sync::kFull).value();
    return HoldStore(*database).list(true).value();
  }

  Folder folder_;
  std::string store_ = "sqlite:" + folder_.path("store.db"), spool_ = folder_.path("spool");
  Custody custody_{spool_, store_};
  std::unique_ptr<Memory> memory_ = Memory::open(store_, Memory::Writes::kImmediate).value();
  SystemClock clock_;
  std::shared_ptr<const Snapshot> snapshot_;
};

TEST_F(HoldTest, IsAnsweredOnlyWithBytesAndRowInCustody) {
  const Outcome outcome = send(kMail);
  EXPECT_EQ(outcome.reply, Reply::kDiscard);
  EXPECT_TRUE(outcome.edits.empty());
  const auto all = holds();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].id, outcome.judgement->id);
  EXPECT_EQ(outcome.judgement->hold_id, all[0].id);
  EXPECT_EQ(all[0].sender, "yamada@asagiri.example");
  EXPECT_EQ(all[0].recipients[0].suggestion, "sato@gmail.com");
  EXPECT_EQ(Spool(spool_).read(all[0].id).value(), kMail);
}

TEST_F(HoldTest, AMailSentAgainIsTheSame) {
  const Outcome first = send(kMail), second = send(kMail);
  EXPECT_EQ(second.reply, Reply::kDiscard);
  EXPECT_NE(second.judgement->id, first.judgement->id);
  EXPECT_EQ(second.judgement->hold_id, first.judgement->id) << "its verdict names the hold";
  EXPECT_EQ(holds().size(), 1U);
  EXPECT_EQ(send(kMail + "more\r\n").reply, Reply::kDiscard);
  EXPECT_EQ(holds().size(), 2U);
}

TEST_F(HoldTest, WhatCannotBeKeptStaysWithItsClient) {
  fs::remove_all(spool_);
  const Outcome no_spool = send(kMail);
  EXPECT_EQ(no_spool.reply, Reply::kTempFail);
  EXPECT_EQ(no_spool.text, "451 4.3.1 The message could not be kept for confirmation");
  EXPECT_EQ(no_spool.judgement->hold_id, "");
  EXPECT_TRUE(holds().empty());
  Services without = services();
  without.custody = nullptr;
  EXPECT_EQ(send(without, kMail).reply, Reply::kTempFail);
}

TEST_F(HoldTest, AMailTooBigToBeKeptWholeIsRefusedByItsAddress) {
  const std::string piece(1'000'000, 'x');
  Transaction transaction(services());
  begin(transaction);
  transaction.on_rcpt("<sato@gmai.com>", "");
  transaction.on_header("Subject", " big");
  ASSERT_EQ(transaction.on_end_of_header(), Reply::kContinue);
  for (std::size_t sent = 0; sent <= limits::kMaxMessageBytes; sent += piece.size()) {
    transaction.on_body(piece);
  }
  const Outcome outcome = transaction.on_end_of_message();
  EXPECT_EQ(outcome.reply, Reply::kReject);
  EXPECT_TRUE(outcome.text.starts_with("552 5.3.4 "));
  EXPECT_THAT(outcome.text, HasSubstr("sato@gmai.com"));
  EXPECT_THAT(outcome.text, HasSubstr("gmail.com"));
  EXPECT_EQ(outcome.judgement->hold_id, "");
  EXPECT_TRUE(holds().empty());
}

TEST_F(HoldTest, AnOddFormIsRefusedWithoutTakingItIntoTheReply) {
  Transaction transaction(services());
  begin(transaction);
  transaction.set_auth_user("yamada");
  transaction.on_rcpt("<a%s\r\n250 x@gmail.com>", "");
  ASSERT_EQ(testing::hand_over(transaction, kMail).after_header, Reply::kContinue);
  const Outcome outcome = transaction.on_end_of_message();
  EXPECT_EQ(outcome.reply, Reply::kReject);
  EXPECT_EQ(outcome.text, "550 5.1.3 Write the recipient as user@domain: a?s??250 x@gmail.com");
}

TEST_F(HoldTest, MonitorModeHoldsAndRefusesNothing) {
  configure("[mode]\nmonitor = true\n");
  const Outcome held = send(kMail);
  EXPECT_EQ(held.reply, Reply::kAccept);
  EXPECT_NE(rules::find_action<rules::Hold>(held.judgement->verdict), nullptr);
  EXPECT_EQ(held.judgement->hold_id, "");
  Transaction odd(services());
  begin(odd);
  odd.set_auth_user("yamada");
  odd.on_rcpt("<@a.example:b@c.example>", "");
  testing::hand_over(odd, kMail);
  EXPECT_EQ(odd.on_end_of_message().reply, Reply::kAccept);
  EXPECT_TRUE(holds().empty());
}

TEST_F(HoldTest, ACleanMailIsAcceptedUnread) {
  Transaction transaction(services());
  begin(transaction);
  transaction.on_rcpt("<sato@gmail.com>", "");
  EXPECT_EQ(testing::hand_over(transaction, kMail).after_header, Reply::kAccept);
}

TEST_F(HoldTest, WhatItsSenderKeptIsNotAskedAgain) {
  const std::string id = send(kMail).judgement->hold_id;
  const auto database = open_database(store_, Sync::kFull).value();
  const std::int64_t now = holds()[0].created;
  ASSERT_EQ(HoldStore(*database).choose(id, {{"sato@gmai.com", Choice::kKeep, ""}}, "x", now),
            Moved::kDone);
  EXPECT_EQ(send(kMail + "Another one.\r\n").reply, Reply::kAccept);
  EXPECT_EQ(holds().size(), 1U);
  Transaction other(services());
  begin(other);
  other.set_auth_user("suzuki");
  other.on_mail("<suzuki@asagiri.example>", "");
  other.on_rcpt("<sato@gmai.com>", "");
  EXPECT_EQ(testing::hand_over(other, kMail).after_header, Reply::kContinue);
}

// Its 250 was lost, and its client sends it once more after the sender has decided (RFC 1047).
TEST_F(HoldTest, AConfirmedMailSentAgainIsAskedAboutOnceMore) {
  const std::string id = send(kMail).judgement->hold_id;
  const auto database = open_database(store_, Sync::kFull).value();
  const std::int64_t now = holds()[0].created;
  ASSERT_EQ(HoldStore(*database).choose(id, {{"sato@gmai.com", Choice::kKeep, ""}}, "x", now),
            Moved::kDone);
  const Outcome again = send(kMail);
  EXPECT_EQ(again.reply, Reply::kDiscard);
  EXPECT_NE(again.judgement->hold_id, id);
  const auto second = HoldStore(*database).find(again.judgement->hold_id).value();
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->maybe_duplicate);
}

// A return port that leads back to us: what the release sends passes, while it is under way and no
// longer. The field alone opens nothing.
TEST_F(HoldTest, ItsOwnReleasePassesOnce) {
  const std::string id = send(kMail).judgement->hold_id;
  const std::string back = "X-Sekimori-Hold: " + id + "\r\n" + kMail;
  const auto database = open_database(store_, Sync::kFull).value();
  HoldStore store(*database);
  const std::int64_t now = holds()[0].created;
  EXPECT_EQ(send(services(), back).reply, Reply::kDiscard) << "still held";
  const std::vector<Decision> correct{{"sato@gmai.com", Choice::kCorrect, "sato@yahooco.jp"}};
  ASSERT_EQ(store.choose(id, correct, "x", now), Moved::kDone);
  Transaction transaction(services());
  begin(transaction);
  transaction.on_rcpt("<sato@yahooco.jp>", "");
  EXPECT_EQ(testing::hand_over(transaction, back).after_header, Reply::kAccept);
  EXPECT_EQ(send(services(), back, "<ito@yahooco.jp>").reply, Reply::kDiscard) << "a stranger";
  EXPECT_EQ(send(services(), back, "<sato@gmai.com>").reply, Reply::kDiscard) << "corrected";

  ASSERT_TRUE(store.take_release("courier", now, now + 60).value());
  ASSERT_TRUE(store.begin_attempt(id, "courier"));
  ASSERT_EQ(store.report(id, "courier", {{"sato@gmai.com", Delivery::kDelivered, "250"}}, now, now),
            HoldState::kReleased);
  EXPECT_EQ(send(services(), back, "<sato@yahooco.jp>").reply, Reply::kDiscard) << "released";
}

TEST_F(HoldTest, WithoutItsStoreNothingPassesAsARelease) {
  Custody lost(spool_, "sqlite:" + folder_.path("none/store.db"));
  Services without = services();
  without.custody = &lost;
  EXPECT_EQ(send(without, "X-Sekimori-Hold: 00000000000000a1\r\n" + kMail).reply, Reply::kTempFail);
}

}  // namespace
}  // namespace milter
