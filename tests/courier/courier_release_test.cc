#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "milter/courier/courier.h"
#include "tests/courier/rounds.h"

namespace milter {
namespace {

using testing::bytes_to;
using ::testing::ElementsAre;
using testing::first;
using ::testing::HasSubstr;
using testing::kDrop;
using testing::kExpiry;
using testing::kIto;
using testing::kKeepIto;
using testing::kKeepSato;
using testing::kPatience;
using testing::kSato;
using testing::on;
using testing::original_of;
using ::testing::SizeIs;
using testing::SmtpServer;
using testing::text_of;
using testing::Workshop;

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

}  // namespace
}  // namespace milter
