// The courier against a real store, spool and SMTP server. Tests courier.cc, release.cc, notify.cc
// and desk.cc.
#include "milter/courier/courier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "milter/courier/retry.h"
#include "milter/courier/smtp_text.h"
#include "tests/courier/workshop.h"

namespace milter {
namespace {

using testing::bytes_to;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kDrop;
using ::testing::Not;
using testing::original_of;
using ::testing::SizeIs;
using testing::SmtpServer;
using testing::text_of;
using testing::Workshop;

constexpr std::int64_t kExpiry = 72 * 3600;
constexpr std::int64_t kKept = std::chrono::seconds{kKeepEnded}.count();
constexpr std::int64_t kPatience = kExpiry + std::chrono::seconds{kReleasePatience}.count();
const std::string kSato = "sato@gmai.example";
const std::string kIto = "ito@new.example";
const std::string kAbe = "abe@other.example";
const Decision kKeepSato{kSato, Choice::kKeep, ""};
const Decision kKeepIto{kIto, Choice::kKeep, ""};

SmtpServer::Answer on(const std::string& begin, const std::string& reply) {
  return [=](const std::string& line) { return line.rfind(begin, 0) == 0 ? reply : ""; };
}

// As `on`, until `*left` such commands came.
SmtpServer::Answer first(const std::shared_ptr<std::atomic<int>>& left, const std::string& begin,
                         const std::string& reply) {
  return [=](const std::string& line) {
    return line.rfind(begin, 0) == 0 && (*left)-- > 0 ? reply : "";
  };
}

// Without the two fields the courier puts on top.
std::string after_trace(const std::string& data) {
  const std::size_t hold = data.find("X-Sekimori-Hold: ");
  return data.substr(data.find("\r\n", hold) + 2);
}

TEST(Courier, AsksTheSenderOnce) {
  Workshop shop;
  const std::string id = shop.hold({kSato});
  shop.work();
  shop.pass(3600);
  shop.work();
  ASSERT_THAT(shop.notices(), SizeIs(1));
  const auto notice = shop.notices()[0];
  EXPECT_THAT(notice.to, ElementsAre("<yamada@asagiri.example>"));
  EXPECT_THAT(notice.data, HasSubstr("\r\nAuto-Submitted: auto-generated\r\n"));
  const std::string start = "\r\nhttps://confirm.asagiri.example/h/" + id + ".";
  const std::string text = text_of(notice);
  const std::size_t at = text.find(start);
  ASSERT_NE(at, std::string::npos) << text;
  EXPECT_TRUE(
      is_valid(shop.keys, Purpose::kPage, shop.find(id),
               text.substr(at + start.size(), text.find("\r\n", at + 2) - at - start.size())));
  EXPECT_EQ(original_of(notice), "");
  EXPECT_EQ(shop.find(id).state, HoldState::kHeld);
  EXPECT_TRUE(shop.is_kept(id));
  EXPECT_THAT(shop.released(), IsEmpty());
}

TEST(Courier, ReleasesAsChosen) {
  Workshop shop;
  const std::string id = shop.hold({kSato, kIto, kAbe});
  shop.choose(id, {{kSato, Choice::kCorrect, "sato@gmail.example"},
                   {kIto, Choice::kDrop, ""},
                   {kAbe, Choice::kKeep, ""}});
  shop.work();
  ASSERT_THAT(shop.released(), SizeIs(1));
  const auto mail = shop.released()[0];
  EXPECT_THAT(mail.from, ::testing::EndsWith(" RET=HDRS ENVID=q1 BODY=8BITMIME"));
  EXPECT_THAT(mail.to, ElementsAre("<sato@gmail.example> NOTIFY=FAILURE",
                                   "<abe@other.example> NOTIFY=FAILURE "
                                   "ORCPT=rfc822;abe@other.example"));
  EXPECT_THAT(mail.data, ::testing::StartsWith("Received: from pc7 ([192.0.2.7])\r\n"
                                               "\tby gw.asagiri.example with ESMTPA;\r\n"
                                               "\tMon, 23 Nov 2026 00:15:00 +0000\r\n"
                                               "X-Sekimori-Hold: " +
                                               id + "\r\n"));
  EXPECT_EQ(after_trace(mail.data), bytes_to({"sato@gmail.example", kAbe}) + "\r\n");
  EXPECT_THAT(shop.server.commands(), ::testing::Contains("XFORWARD IDENT=" + id));
  const HeldMail after = shop.find(id);
  EXPECT_EQ(after.state, HoldState::kReleased);
  EXPECT_EQ(after.recipients[0].delivery, Delivery::kDelivered);
  EXPECT_EQ(after.recipients[0].reply, "250 2.0.0 Ok: queued as TEST1");
  EXPECT_FALSE(after.maybe_duplicate);
  EXPECT_FALSE(shop.is_kept(id));
  EXPECT_THAT(shop.notices(), IsEmpty());  // chosen before the question went out
}

TEST(Courier, CancelledMailLeavesTheSpool) {
  Workshop shop;
  const std::string id = shop.hold({kSato});
  ASSERT_EQ(shop.desk.holds().cancel(id, "yamada@asagiri.example", shop.clock.seconds).value(),
            Moved::kDone);
  shop.work();
  EXPECT_THAT(shop.server.mails(), IsEmpty());
  shop.pass(kKept - 1);
  shop.work();
  EXPECT_TRUE(shop.is_kept(id));
  shop.pass(1);
  shop.work();
  EXPECT_FALSE(shop.is_kept(id));
}

TEST(Courier, RefusedRecipientIsToldWithTheOriginal) {
  Workshop shop(on("RCPT TO:<ito@", "550 5.1.1 unknown"));
  const std::string id = shop.hold({kSato, kIto});
  shop.choose(id, {kKeepSato, kKeepIto});
  shop.work();
  EXPECT_EQ(shop.find(id).state, HoldState::kReleased);
  ASSERT_THAT(shop.released(), SizeIs(1));
  EXPECT_THAT(shop.released()[0].to, SizeIs(1));
  ASSERT_THAT(shop.notices(), SizeIs(1));
  EXPECT_THAT(text_of(shop.notices()[0]), HasSubstr("  ito@new.example\r\n    550 5.1.1 unknown"));
  EXPECT_EQ(original_of(shop.notices()[0]), bytes_to({kSato, kIto}));
  EXPECT_FALSE(shop.is_kept(id));
}

TEST(Courier, AllRefusedComesBack) {
  Workshop shop(on("RCPT TO:<sato@", "550 5.1.1 unknown"));
  const std::string id = shop.hold({kSato});
  shop.choose(id, {kKeepSato});
  shop.work();
  EXPECT_EQ(shop.find(id).state, HoldState::kReturned);
  ASSERT_THAT(shop.notices(), SizeIs(1));
  EXPECT_THAT(text_of(shop.notices()[0]), HasSubstr("550 5.1.1 unknown"));
  EXPECT_EQ(original_of(shop.notices()[0]), bytes_to({kSato}));
}

TEST(Courier, PutOffIsTriedAgainForThoseStillPending) {
  Workshop shop(first(std::make_shared<std::atomic<int>>(2), "RCPT TO:<ito@", "450 4.2.0 later"));
  const std::string id = shop.hold({kSato, kIto});
  shop.choose(id, {kKeepSato, kKeepIto});
  shop.work();
  EXPECT_EQ(shop.find(id).state, HoldState::kReleasing);
  EXPECT_EQ(shop.find(id).recipients[1].reply, "450 4.2.0 later");
  ASSERT_THAT(shop.released(), SizeIs(1));
  shop.pass(59);
  shop.work();
  EXPECT_THAT(shop.released(), SizeIs(1));
  shop.pass(1);  // the second time is refused, too
  shop.work();
  EXPECT_THAT(shop.released(), SizeIs(1));
  shop.pass(60);
  shop.work();
  ASSERT_THAT(shop.released(), SizeIs(2));
  EXPECT_THAT(shop.released()[1].to, ElementsAre(HasSubstr("<ito@new.example>")));
  EXPECT_EQ(shop.find(id).state, HoldState::kReleased);
  EXPECT_FALSE(shop.find(id).maybe_duplicate);
}

TEST(Courier, MtaAwayIsWaitedFor) {
  Workshop shop;
  const std::string there = shop.config.return_port;
  { shop.config.return_port = SmtpServer().address(); }
  const std::string id = shop.hold({kSato});
  shop.choose(id, {kKeepSato});
  shop.work();
  EXPECT_EQ(shop.find(id).state, HoldState::kReleasing);
  EXPECT_THAT(shop.find(id).recipients[0].reply, HasSubstr("no SMTP at"));
  EXPECT_FALSE(shop.courier.had_trouble());
  shop.config.return_port = there;
  shop.pass(60);
  shop.work();
  EXPECT_EQ(shop.find(id).state, HoldState::kReleased);
}

TEST(Courier, LostAfterTheDotGoesOutAgainAndIsMarked) {
  Workshop shop(first(std::make_shared<std::atomic<int>>(1), ".", kDrop));
  const std::string id = shop.hold({kSato});
  shop.choose(id, {kKeepSato});
  shop.work();
  EXPECT_EQ(shop.find(id).state, HoldState::kReleasing);
  shop.pass(59);
  shop.work();
  EXPECT_THAT(shop.released(), SizeIs(1));
  shop.pass(1);
  shop.work();
  EXPECT_THAT(shop.released(), SizeIs(2));
  EXPECT_EQ(shop.find(id).state, HoldState::kReleased);
  EXPECT_TRUE(shop.find(id).maybe_duplicate);
}

TEST(Courier, NeverAnsweredIsTriedEverRarerAndKeepsNobodyWaiting) {
  Workshop shop(on(".", kDrop));
  const std::string id = shop.hold({kSato});
  shop.choose(id, {kKeepSato});
  for (int at = 0; at < 24 * 60; ++at) {
    shop.work();
    shop.pass(60);
  }
  EXPECT_EQ(shop.find(id).state, HoldState::kReleasing);
  // After 0, 1, 2, 4, 8, 16, 32 and 64 minutes, then each hour: 22 more to the end of the day.
  EXPECT_THAT(shop.released(), SizeIs(30));
  shop.pass(3600);  // due, as the newer one is
  const std::string newer = shop.hold({kIto});
  shop.choose(newer, {kKeepIto});
  shop.courier.work();
  EXPECT_THAT(shop.released().back().to, ElementsAre(HasSubstr("<ito@new.example>")));
}

TEST(Courier, LostAnswerIsMarkedAlsoWhenTheServerIsAwayNext) {
  Workshop shop(first(std::make_shared<std::atomic<int>>(1), ".", kDrop));
  const std::string id = shop.hold({kSato});
  shop.choose(id, {kKeepSato});
  shop.work();
  const std::string there = shop.config.return_port;
  { shop.config.return_port = SmtpServer().address(); }
  shop.pass(60);
  shop.work();
  shop.config.return_port = there;
  shop.pass(3600);
  shop.work();
  EXPECT_THAT(shop.released(), SizeIs(2));
  EXPECT_EQ(shop.find(id).state, HoldState::kReleased);
  EXPECT_TRUE(shop.find(id).maybe_duplicate);
}

// A store whose disk is full for a while.
class FailingStore final : public Database {
 public:
  explicit FailingStore(Database& store) : store_(&store) {}
  Result<void> run(std::string_view sql, const std::vector<SqlValue>& values) override {
    return store_->run(sql, values);
  }
  Result<std::vector<SqlRow>> rows(std::string_view sql,
                                   const std::vector<SqlValue>& values) override {
    return store_->rows(sql, values);
  }
  Result<void> write(const std::function<Result<void>(Statements&)>& work) override {
    if (failures <= 0) return store_->write(work);
    --failures;
    return fail(Error::Kind::kTemporary, "disk full");
  }
  std::atomic<int> failures = 0;

 private:
  Database* store_;
};

TEST(Courier, TakenMailIsRecordedWhenTheStoreIsBackInTime) {
  FailingStore* failing = nullptr;
  Workshop shop([&](const std::string& line) -> std::string {
    if (line == ".") failing->failures = 2;
    return "";
  });
  FailingStore store(*shop.database);
  failing = &store;
  const std::string id = shop.hold({kSato});
  shop.choose(id, {kKeepSato});
  const Desk desk{shop.config, shop.keys, store, shop.clock, "gw.example", "courier.a"};
  Courier courier(desk);
  courier.work();
  EXPECT_EQ(shop.find(id).state, HoldState::kReleased);
  EXPECT_FALSE(courier.had_trouble());
}

TEST(Courier, NeverAnsweredForDaysComesBackMarked) {
  Workshop shop(first(std::make_shared<std::atomic<int>>(2), ".", kDrop));
  const std::string id = shop.hold({kSato});
  shop.choose(id, {kKeepSato});
  shop.pass(kPatience + 1);
  shop.work();  // the first doubt is not the last word
  EXPECT_EQ(shop.find(id).state, HoldState::kReleasing);
  shop.pass(3600);
  shop.work();
  EXPECT_EQ(shop.find(id).state, HoldState::kReturned);
  EXPECT_THAT(text_of(shop.notices().at(0)), HasSubstr("届いている宛先があるかもしれません"));
}

TEST(Courier, PutOffForDaysComesBack) {
  Workshop shop(on("RCPT TO:<sato@", "450 4.2.0 later"));
  const std::string id = shop.hold({kSato});
  shop.choose(id, {kKeepSato});
  shop.pass(kExpiry + std::chrono::seconds{kReleasePatience}.count());
  shop.work();
  EXPECT_EQ(shop.find(id).state, HoldState::kReleasing);
  shop.pass(3600);
  shop.work();
  EXPECT_EQ(shop.find(id).state, HoldState::kReturned);
  EXPECT_THAT(text_of(shop.notices().at(0)), HasSubstr("450 4.2.0 later"));
  EXPECT_EQ(original_of(shop.notices().at(0)), bytes_to({kSato}));
}

TEST(Courier, NoAnswerBringsTheCompleteOriginalBack) {
  Workshop shop;
  const std::string id = shop.hold({kSato, kIto});
  shop.work();
  shop.server.clear();
  shop.pass(kExpiry - 1);
  shop.work();
  EXPECT_EQ(shop.find(id).state, HoldState::kHeld);
  shop.pass(std::chrono::seconds{kExpiryPause}.count());
  shop.work();
  EXPECT_EQ(shop.find(id).state, HoldState::kReturned);
  ASSERT_THAT(shop.notices(), SizeIs(1));
  EXPECT_EQ(original_of(shop.notices()[0]), bytes_to({kSato, kIto}));
  EXPECT_THAT(shop.notices()[0].from, ::testing::EndsWith(" BODY=8BITMIME"));
  EXPECT_THAT(shop.released(), IsEmpty());
  EXPECT_TRUE(shop.is_kept(id));
  shop.pass(kKept);
  shop.work();
  EXPECT_FALSE(shop.is_kept(id));
}

TEST(Courier, OriginalIsKeptUntilItsReturnWasTaken) {
  Workshop shop(first(std::make_shared<std::atomic<int>>(2), "MAIL FROM:<>", "451 4.3.0 later"));
  const std::string id = shop.hold({kSato});
  shop.work();  // the question is put off
  shop.pass(kExpiry);
  shop.work();  // so is the return
  EXPECT_EQ(shop.find(id).state, HoldState::kReturning);
  EXPECT_TRUE(shop.is_kept(id));
  shop.pass(60);
  shop.work();
  EXPECT_EQ(shop.find(id).state, HoldState::kReturned);
  shop.pass(kKept);
  shop.work();
  EXPECT_FALSE(shop.is_kept(id));
}

// A content filter or a size limit: whoever it goes to.
TEST(Courier, OriginalThatIsTakenNowhereIsKept) {
  std::atomic<int> refused = 0;
  Workshop shop([&](const std::string& line) -> std::string {
    return line == "." && refused++ < 2 ? "554 5.7.1 looks like spam" : "";
  });
  const std::string id = shop.hold({kSato});
  shop.pass(kExpiry);
  shop.work();
  EXPECT_EQ(shop.find(id).state, HoldState::kReturned);
  const auto notices = shop.notices();
  ASSERT_THAT(notices, SizeIs(3));  // the server of the test keeps those it refuses, too
  EXPECT_THAT(notices[0].to, ElementsAre("<yamada@asagiri.example>"));
  EXPECT_THAT(notices[1].to, ElementsAre("<postmaster@asagiri.example>"));
  EXPECT_EQ(original_of(notices[1]), bytes_to({kSato}));
  EXPECT_THAT(notices[2].to,
              ElementsAre("<yamada@asagiri.example>", "<postmaster@asagiri.example>"));
  EXPECT_EQ(original_of(notices[2]), "");
  EXPECT_THAT(text_of(notices[2]), HasSubstr("受付番号 " + id));
  shop.pass(9 * kKept);
  shop.work();
  EXPECT_THAT(shop.notices(), SizeIs(3));
  EXPECT_TRUE(shop.is_kept(id));
}

TEST(Courier, AJumpOfTheClockDoesNotReturnEverything) {
  Workshop shop(on("MAIL", "451 4.3.0 later"));
  for (std::size_t at = 0; at < kMaxExpiries + 3; ++at) shop.hold({kSato});
  shop.pass(365 * 24 * 3600);
  const auto still_held = [&] {
    const auto all = shop.desk.holds().list(false).value();
    return std::count_if(all.begin(), all.end(),
                         [](const HeldMail& mail) { return mail.state == HoldState::kHeld; });
  };
  for (int round = 0; round < 5; ++round) shop.courier.work();
  EXPECT_EQ(still_held(), 3);
  shop.pass(std::chrono::seconds{kExpiryPause}.count());
  shop.courier.work();
  EXPECT_EQ(still_held(), 0);
}

TEST(Courier, UnreachableSenderMeansTheAdministrator) {
  Workshop shop(on("RCPT TO:<yamada@", "550 5.1.1 unknown"));
  shop.hold({kSato});
  shop.work();
  ASSERT_THAT(shop.notices(), SizeIs(1));
  EXPECT_THAT(shop.notices()[0].to, ElementsAre("<postmaster@asagiri.example>"));
  EXPECT_THAT(text_of(shop.notices()[0]), HasSubstr("550 5.1.1 unknown"));
}

TEST(Courier, PutOffSenderMeansTheAdministratorInTheEnd) {
  Workshop shop(on("RCPT TO:<yamada@", "450 4.2.2 full"));
  shop.hold({kSato});
  for (int at = 0; at < kNoticePatience; ++at) {
    shop.work();
    EXPECT_THAT(shop.notices(), IsEmpty()) << at;
    shop.pass(3600);
  }
  shop.work();
  ASSERT_THAT(shop.notices(), SizeIs(1));
  EXPECT_THAT(shop.notices()[0].to, ElementsAre("<postmaster@asagiri.example>"));
}

TEST(Courier, DamagedMailIsNeitherSentNorForgotten) {
  Workshop shop;
  const std::string id = shop.hold({kSato});
  shop.choose(id, {kKeepSato});
  std::filesystem::permissions(shop.held_file(id), std::filesystem::perms::owner_all);
  std::ofstream(shop.held_file(id)) << "To: somebody else\r\n\r\n";
  shop.work();
  EXPECT_THAT(shop.released(), IsEmpty());
  ASSERT_THAT(shop.notices(), SizeIs(1));
  EXPECT_THAT(shop.notices()[0].to,
              ElementsAre("<yamada@asagiri.example>", "<postmaster@asagiri.example>"));
  EXPECT_THAT(text_of(shop.notices()[0]), HasSubstr("元のメールが壊れています"));
  EXPECT_EQ(original_of(shop.notices()[0]), "To: somebody else\r\n\r\n");
  EXPECT_EQ(shop.find(id).state, HoldState::kReturned);
}

// Hour by hour, as a courier that runs would.
void pass_hours(Workshop& shop, std::int64_t hours) {
  for (std::int64_t at = 0; at < hours; ++at) {
    shop.work();
    shop.pass(3600);
  }
  shop.work();
}

TEST(Courier, MissingMailIsWaitedForAndThenSaid) {
  Workshop shop;
  const std::string id = shop.hold({kSato});
  shop.choose(id, {kKeepSato});
  ASSERT_TRUE(Spool(shop.config.spool).keep("00000000000000aa", "another"));
  const std::string aside = shop.folder.path("aside");
  std::filesystem::rename(shop.held_file(id), aside);
  pass_hours(shop, kPatience / 3600);
  EXPECT_EQ(shop.find(id).state, HoldState::kReleasing);
  EXPECT_THAT(shop.server.mails(), IsEmpty());
  pass_hours(shop, 2);  // refused now, but there may still be something to return
  EXPECT_EQ(shop.find(id).state, HoldState::kReturning);
  EXPECT_THAT(shop.server.mails(), IsEmpty());
  pass_hours(shop, kNoticePatience);
  EXPECT_EQ(shop.find(id).state, HoldState::kReturned);
  EXPECT_THAT(shop.released(), IsEmpty());
  ASSERT_THAT(shop.notices(), SizeIs(1));
  EXPECT_THAT(shop.notices()[0].to, SizeIs(2));
  EXPECT_THAT(text_of(shop.notices()[0]), HasSubstr("元のメールが見つからないため"));
  EXPECT_EQ(original_of(shop.notices()[0]), "");
  std::filesystem::rename(aside, shop.held_file(id));
  shop.pass(9 * kKept);
  shop.work();
  EXPECT_TRUE(shop.is_kept(id));
}

TEST(Courier, EmptySpoolIsNotBelieved) {
  Workshop shop;
  const std::string chosen = shop.hold({kSato});
  const std::string expired = shop.hold({kIto});
  shop.choose(chosen, {kKeepSato});
  const std::string held = shop.config.spool + "/held", aside = shop.folder.path("aside");
  std::filesystem::rename(held, aside);
  std::filesystem::create_directory(held);
  pass_hours(shop, kPatience / 3600 + 24);
  EXPECT_EQ(shop.find(chosen).state, HoldState::kReleasing);
  EXPECT_EQ(shop.find(expired).state, HoldState::kReturning);
  std::filesystem::remove(held);
  std::filesystem::rename(aside, held);  // mounted again
  pass_hours(shop, 1);
  EXPECT_EQ(shop.find(chosen).state, HoldState::kReleased);
  EXPECT_EQ(shop.find(expired).state, HoldState::kReturned);
  EXPECT_EQ(original_of(shop.notices().back()), bytes_to({kIto}));
}

TEST(Courier, EmptySpoolIsBelievedInTheEnd) {
  Workshop shop;
  const std::string id = shop.hold({kSato});
  shop.work();
  shop.server.clear();
  std::filesystem::remove(shop.held_file(id));
  pass_hours(shop, kExpiry / 3600 + kEmptySpoolPatience.count());
  EXPECT_EQ(shop.find(id).state, HoldState::kReturning);
  EXPECT_THAT(shop.notices(), IsEmpty());
  pass_hours(shop, kNoticePatience);
  EXPECT_EQ(shop.find(id).state, HoldState::kReturned);
  ASSERT_THAT(shop.notices(), SizeIs(1));
}

TEST(Courier, MailThatCannotBeReadNowIsWaitedFor) {
  Workshop shop;
  const std::string id = shop.hold({kSato});
  shop.choose(id, {kKeepSato});
  const std::string aside = shop.folder.path("aside");
  std::filesystem::rename(shop.held_file(id), aside);
  std::filesystem::create_directory(shop.held_file(id));  // opens, but gives no bytes
  shop.work();
  EXPECT_EQ(shop.find(id).state, HoldState::kReleasing);
  EXPECT_THAT(shop.server.mails(), IsEmpty());
  std::filesystem::remove(shop.held_file(id));
  std::filesystem::rename(aside, shop.held_file(id));
  shop.pass(60);
  shop.work();
  EXPECT_EQ(shop.find(id).state, HoldState::kReleased);
}

TEST(Courier, PlacesThatDoNotFitAreDamage) {
  Workshop shop;
  const std::string id = shop.hold({kSato});
  shop.sql("UPDATE hold_place SET address_end = 99999");
  shop.choose(id, {{kSato, Choice::kCorrect, "sato@gmail.example"}});
  shop.work();
  EXPECT_THAT(shop.released(), IsEmpty());
  EXPECT_EQ(shop.find(id).state, HoldState::kReturned);
  EXPECT_EQ(original_of(shop.notices().at(0)), bytes_to({kSato}));
}

void make_old(const std::string& path, std::chrono::minutes age) {
  std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() - age);
}

TEST(Courier, MovesBytesWithoutARowAside) {
  Workshop shop;
  const std::string id = shop.hold({kSato});
  make_old(shop.held_file(id), 2 * kOrphanTime);
  ASSERT_TRUE(Spool(shop.config.spool).keep("00000000000000aa", "old"));
  make_old(shop.held_file("00000000000000aa"), kOrphanTime + std::chrono::minutes{1});
  ASSERT_TRUE(
      Spool(shop.config.spool).keep("00000000000000bb", "a milter is about to write its row"));
  ASSERT_TRUE(Spool(shop.config.spool).keep("00000000000000cc", "its row cannot be read"));
  make_old(shop.held_file("00000000000000cc"), 2 * kOrphanTime);
  HeldMail bad = shop.find(id);
  bad.id = "00000000000000cc";
  bad.fingerprint = "";
  ASSERT_TRUE(shop.desk.holds().insert(bad));
  shop.sql("UPDATE hold SET bytes = -1 WHERE id = '00000000000000cc'");
  shop.courier.tidy();
  EXPECT_FALSE(shop.is_kept("00000000000000aa"));
  std::ifstream aside(shop.config.spool + "/orphans/00000000000000aa");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(aside), {}), "old");
  EXPECT_TRUE(shop.is_kept("00000000000000cc"));
  EXPECT_TRUE(shop.is_kept("00000000000000bb"));
  EXPECT_TRUE(shop.is_kept(id));
}

TEST(Courier, AnotherSpoolsStoreSweepsNothing) {
  Workshop shop;
  const std::string id = shop.hold({kSato});
  make_old(shop.held_file(id), 2 * kOrphanTime);
  shop.sql("DELETE FROM hold");
  shop.courier.tidy();
  EXPECT_TRUE(shop.is_kept(id));
}

TEST(Courier, TroubleWithOneStepDoesNotStopTheOthers) {
  Workshop shop;
  shop.hold({kSato});
  shop.sql("UPDATE hold SET state = 'nonsense', expires = 0");
  shop.hold({kIto});
  shop.courier.work();
  shop.courier.work();
  EXPECT_THAT(shop.notices(), SizeIs(1));
  EXPECT_TRUE(shop.courier.had_trouble());
}

TEST(Courier, OneRowThatCannotBeReadDoesNotStopTheOthers) {
  Workshop shop;
  const std::string bad = shop.hold({kSato}), good = shop.hold({kIto});
  shop.choose(bad, {kKeepSato});
  shop.choose(good, {kKeepIto});
  shop.sql("UPDATE hold SET bytes = -1, changed = 0 WHERE id = '" + bad + "'");
  shop.courier.work();
  shop.courier.work();
  EXPECT_EQ(shop.find(good).state, HoldState::kReleased);
  EXPECT_TRUE(shop.courier.had_trouble());
}

TEST(Courier, TwoAtOnceSendEachMailOnce) {
  Workshop shop;
  constexpr std::size_t kMails = 12;
  for (std::size_t at = 0; at < kMails; ++at) shop.choose(shop.hold({kSato}), {kKeepSato});
  const auto run = [&](const std::string& owner) {
    const auto database = open_database(shop.config.store_url, Sync::kFull);
    const Desk desk{shop.config, shop.keys, **database, shop.clock, "gw.example", owner};
    Courier courier(desk);
    while (courier.work()) {
    }
    EXPECT_FALSE(courier.had_trouble());
  };
  std::thread one(run, "courier.a");
  std::thread two(run, "courier.b");
  one.join();
  two.join();
  EXPECT_THAT(shop.released(), SizeIs(kMails));
  const auto all = shop.desk.holds().list(true).value();
  for (const HeldMail& mail : all) {
    EXPECT_EQ(mail.state, HoldState::kReleased);
    EXPECT_FALSE(mail.maybe_duplicate);
  }
}

}  // namespace
}  // namespace milter
