#include "milter/courier/courier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/courier/rounds.h"

namespace milter {
namespace {

using testing::after_trace;
using testing::bytes_to;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kAbe;
using testing::kDrop;
using testing::kIto;
using testing::kKeepIto;
using testing::kKeepSato;
using testing::kKept;
using testing::kSato;
using testing::on;
using testing::original_of;
using ::testing::SizeIs;
using testing::text_of;
using testing::Workshop;

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
