#include <gmock/gmock.h>

#include "tests/hold/queue_test_base.h"

namespace milter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(HoldQueueTest, ReturnsWhatHasExpired) {
  hold("a1", kNow);
  hold("b2", kNow + 1);
  release("c3");
  ASSERT_TRUE(database->run("UPDATE hold SET expires = 0 WHERE id = 'c3'", {}));
  EXPECT_THAT(holds.expire(kNow - 1, 10).value(), IsEmpty());
  EXPECT_THAT(holds.expire(kNow, 10).value(), ElementsAre("a1"));
  EXPECT_THAT(holds.expire(kNow, 10).value(), IsEmpty());
  const HeldMail after = found("a1");
  EXPECT_EQ(after.state, HoldState::kReturning);
  EXPECT_EQ(after.changed_by, "expiry");
  EXPECT_EQ(after.changed, kNow);
  EXPECT_EQ(found("b2").state, HoldState::kHeld);
  EXPECT_EQ(found("c3").state, HoldState::kReleasing);
  EXPECT_THAT(open_notices(), ElementsAre("a1 returned", "b2 ask"));
  EXPECT_EQ(holds.choose("a1", {{kDoubtful, Choice::kKeep, ""}}, "x", kNow).value(),
            Moved::kTooLate);
}

TEST_F(HoldQueueTest, ReturnsAFewAtATime) {
  hold("a1", kNow + 3);
  hold("b2", kNow + 1);
  hold("c3", kNow + 2);
  EXPECT_THAT(holds.expire(kNow + kHour, 2).value(), ElementsAre("b2", "c3"));
  EXPECT_THAT(holds.expire(kNow + kHour, 2).value(), ElementsAre("a1"));
}

TEST_F(HoldQueueTest, AsksForEachHold) {
  hold("a1");
  const auto job = holds.take_notice("c1", kNow, kNow + kLease).value();
  ASSERT_TRUE(job);
  EXPECT_EQ(job->hold, "a1");
  EXPECT_EQ(job->kind, NoticeKind::kAsk);
  EXPECT_EQ(job->attempts, 0);
  EXPECT_FALSE(holds.take_notice("c2", kNow, kNow + kLease).value());
  EXPECT_FALSE(holds.take_notice("c2", kNow + kLease - 1, kNow + 2 * kLease).value());
  const auto again = holds.take_notice("c2", kNow + kLease, kNow + 2 * kLease).value();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->attempts, 1);
  ASSERT_TRUE(holds.notice_sent(*again, kNow + kLease));
  EXPECT_FALSE(holds.take_notice("c3", kLater, kLater + kLease).value());
}

TEST_F(HoldQueueTest, TriesANoticeAgainWhenItIsDue) {
  hold("a1");
  const auto job = holds.take_notice("c1", kNow, kNow + kLease).value();
  ASSERT_TRUE(job);
  ASSERT_TRUE(holds.notice_failed(*job, kLater));
  EXPECT_FALSE(holds.take_notice("c1", kLater - 1, kLater + kLease).value());
  const auto again = holds.take_notice("c1", kLater, kLater + kLease).value();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->attempts, 1);
}

TEST_F(HoldQueueTest, AsksNobodyAboutWhatIsDecided) {
  release("a1");
  hold("b2");
  ASSERT_EQ(holds.cancel("b2", "x", kNow).value(), Moved::kDone);
  EXPECT_THAT(open_notices(), IsEmpty());
}

TEST_F(HoldQueueTest, IsReturnedWhenItsNoticeIsSent) {
  hold("a1", kNow);
  ASSERT_THAT(holds.expire(kNow, 10).value(), ElementsAre("a1"));
  const auto job = holds.take_notice("c1", kNow, kNow + kLease).value();
  ASSERT_TRUE(job);
  ASSERT_EQ(job->kind, NoticeKind::kReturned);
  ASSERT_TRUE(holds.notice_failed(*job, kNow + 1));
  EXPECT_EQ(found("a1").state, HoldState::kReturning);
  ASSERT_TRUE(holds.notice_sent(*job, kNow + 2));
  EXPECT_EQ(found("a1").state, HoldState::kReturned);
  EXPECT_EQ(found("a1").changed_by, "expiry");
  ASSERT_TRUE(holds.notice_sent(*job, kNow + 3));  // two couriers, both sent it
  EXPECT_EQ(found("a1").changed, kNow + 2);
}

TEST_F(HoldQueueTest, KeepsBytesUntilTheyAreNotNeeded) {
  hold("a1");
  hold("b2", kNow);
  EXPECT_THAT(holds.removable(kNow + 9 * kKept).value(), IsEmpty());
  ASSERT_EQ(holds.cancel("a1", "x", kNow).value(), Moved::kDone);
  EXPECT_THAT(holds.removable(kNow + kKept - 1).value(), IsEmpty());
  EXPECT_THAT(holds.removable(kNow + kKept).value(), ElementsAre("a1"));
  ASSERT_THAT(holds.expire(kNow, 10).value(), ElementsAre("b2"));
  EXPECT_THAT(holds.removable(kNow + 9 * kKept).value(), ElementsAre("a1"));
  send_all_notices(kNow + 1);
  EXPECT_THAT(holds.removable(kNow + kKept).value(), ElementsAre("a1"));
  EXPECT_THAT(holds.removable(kNow + 1 + kKept).value(), ElementsAre("a1", "b2"));
  ASSERT_TRUE(holds.removed("a1"));
  EXPECT_THAT(holds.removable(kNow + 9 * kKept).value(), ElementsAre("b2"));
  EXPECT_EQ(found("a1").state, HoldState::kCancelled);
  ASSERT_TRUE(holds.keep_bytes("b2"));
  EXPECT_THAT(holds.removable(kNow + 9 * kKept).value(), IsEmpty());
}

TEST_F(HoldQueueTest, KeepsBytesForANoticeWithTheOriginal) {
  release(kId);
  ASSERT_EQ(attempt(Delivery::kDelivered, Delivery::kRefused), HoldState::kReleased);
  EXPECT_THAT(holds.removable(kNow).value(), IsEmpty());
  send_all_notices();
  EXPECT_THAT(holds.removable(kNow).value(), ElementsAre(kId));  // released: at once
}

}  // namespace
}  // namespace milter
