#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "milter/courier/courier.h"
#include "tests/courier/rounds.h"

namespace milter {
namespace {

using testing::bytes_to;
using ::testing::ElementsAre;
using testing::first;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kExpiry;
using testing::kIto;
using testing::kKeepSato;
using testing::kKept;
using testing::kPatience;
using testing::kSato;
using testing::original_of;
using testing::pass_hours;
using ::testing::SizeIs;
using testing::text_of;
using testing::Workshop;

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

}  // namespace
}  // namespace milter
