#include <gmock/gmock.h>

#include "tests/hold/queue_test_base.h"

namespace milter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(HoldQueueTest, NamesItsNotices) {
  const std::vector<std::pair<NoticeKind, const char*>> kinds = {
      {NoticeKind::kAsk, "ask"},
      {NoticeKind::kRefused, "refused"},
      {NoticeKind::kReturned, "returned"}};
  for (const auto& [kind, name] : kinds) {
    EXPECT_EQ(word(kind), name);
    EXPECT_EQ(notice_kind(name), kind);
  }
  EXPECT_FALSE(notice_kind("asked"));
}

TEST_F(HoldQueueTest, GivesAReleaseToOneCourier) {
  release(kId);
  EXPECT_EQ(taken("c1"), kId);
  EXPECT_EQ(taken("c2"), "");
  EXPECT_EQ(taken("c1"), "");
}

TEST_F(HoldQueueTest, GivesEachCourierAnother) {
  release("a1");
  release("b2");
  EXPECT_EQ(taken("c1"), "a1");
  EXPECT_EQ(taken("c2"), "b2");
  EXPECT_EQ(taken("c3"), "");
}

TEST_F(HoldQueueTest, GivesTheWholeMail) {
  release(kId);
  const auto mail = holds.take_release("c1", kNow, kNow + kLease).value();
  ASSERT_TRUE(mail);
  EXPECT_EQ(all_of(*mail), all_of(found(kId)));
  EXPECT_EQ(mail->recipients[0].corrected, kMeant);
}

TEST_F(HoldQueueTest, GivesItAgainWhenTheLeaseHasRunOut) {
  release(kId);
  ASSERT_EQ(taken("c1"), kId);
  EXPECT_EQ(taken("c2", kNow + kLease - 1), "");
  EXPECT_EQ(taken("c2", kNow + kLease), kId);
  const auto begun = holds.begin_attempt(kId, "c1");
  ASSERT_FALSE(begun);
  EXPECT_EQ(begun.error().kind, Error::Kind::kTemporary);
  const auto reported =
      holds.report(kId, "c1", {{kPlain, Delivery::kRefused, "late"}}, kNow, kLater);
  ASSERT_FALSE(reported);
  EXPECT_EQ(reported.error().kind, Error::Kind::kTemporary);
  EXPECT_EQ(found(kId).recipients[1].delivery, Delivery::kPending);
  EXPECT_TRUE(holds.begin_attempt(kId, "c2"));
}

// Such a row would else be the next one for ever.
TEST_F(HoldQueueTest, LeavesARowItCannotReadLeased) {
  release("a1");
  release("b2");
  ASSERT_TRUE(database->run("UPDATE hold SET bytes = -1 WHERE id = 'a1'", {}));
  const auto unreadable = holds.take_release("c1", kNow, kNow + kLease);
  ASSERT_FALSE(unreadable);
  EXPECT_EQ(unreadable.error().kind, Error::Kind::kPermanent);
  EXPECT_EQ(taken("c1"), "b2");
  EXPECT_EQ(taken("c1"), "");
  ASSERT_TRUE(database->run("UPDATE hold SET bytes = 1 WHERE id = 'a1'", {}));
  EXPECT_EQ(taken("c1", kNow + kLease), "a1");
}

TEST_F(HoldQueueTest, LeavesANoticeItDoesNotKnowLeased) {
  hold("a1");
  hold("b2");
  ASSERT_TRUE(database->run("UPDATE notice SET kind = 'aske' WHERE hold_id = 'a1'", {}));
  const auto unknown = holds.take_notice("c1", kNow, kNow + kLease);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, Error::Kind::kPermanent);
  const auto other = holds.take_notice("c1", kNow, kNow + kLease);
  ASSERT_TRUE(other && *other);
  EXPECT_EQ((*other)->hold, "b2");
  EXPECT_FALSE(holds.take_notice("c1", kNow, kNow + kLease).value());
}

TEST_F(HoldQueueTest, EndsTheLeasesOfOneOwner) {
  release("a1");
  release("a2");
  hold("a3");
  EXPECT_THAT(holds.lease_owners().value(), IsEmpty());
  EXPECT_EQ(taken("dead"), "a1");
  EXPECT_EQ(holds.begin_attempt("a1", "dead").value(), false);
  EXPECT_EQ(taken("c2"), "a2");
  ASSERT_TRUE(holds.take_notice("dead", kNow, kNow + kLease).value());
  EXPECT_THAT(holds.lease_owners().value(), ElementsAre("c2", "dead"));
  ASSERT_TRUE(holds.end_leases("dead"));
  EXPECT_THAT(holds.lease_owners().value(), ElementsAre("c2"));
  EXPECT_FALSE(holds.report("a1", "dead", {}, kNow, kLater));
  EXPECT_EQ(taken("c3"), "a1");
  EXPECT_EQ(holds.begin_attempt("a1", "c3").value(), true);
  EXPECT_TRUE(holds.take_notice("c3", kNow, kNow + kLease).value());
  EXPECT_EQ(taken("c3"), "");  // a2 is still c2's
}

TEST_F(HoldQueueTest, GivesNothingThatIsNotReleased) {
  hold("a1");
  hold("b2");
  ASSERT_EQ(holds.cancel("b2", "x", kNow).value(), Moved::kDone);
  EXPECT_EQ(taken("c1", kNow + 1000 * kHour), "");
  EXPECT_FALSE(holds.begin_attempt("a1", "c1"));
  EXPECT_FALSE(holds.begin_attempt("a1", ""));
  EXPECT_FALSE(holds.begin_attempt("none", "c1"));
}

TEST_F(HoldQueueTest, GivesWhatIsDueLongestFirst) {
  release("a1", kNow + 2);
  release("b2", kNow + 1);
  EXPECT_EQ(taken("c1", kNow + 5), "b2");
  EXPECT_EQ(taken("c1", kNow + 5), "a1");
}

TEST_F(HoldQueueTest, SaysWhenAnAttemptNeverReported) {
  release(kId);
  ASSERT_EQ(taken("c1"), kId);
  EXPECT_FALSE(holds.begin_attempt(kId, "c1").value());
  EXPECT_FALSE(found(kId).maybe_duplicate);
  ASSERT_EQ(taken("c2", kNow + kLease), kId);
  EXPECT_TRUE(holds.begin_attempt(kId, "c2").value());
  EXPECT_TRUE(found(kId).maybe_duplicate);
}

// No connection the second time: that attempt reports without begin_attempt().
TEST_F(HoldQueueTest, SaysSoAlsoWhenTheNextAttemptGetsNowhere) {
  release(kId);
  ASSERT_EQ(taken("c1"), kId);
  ASSERT_TRUE(holds.begin_attempt(kId, "c1"));
  ASSERT_EQ(taken("c2", kNow + kLease), kId);
  ASSERT_TRUE(holds.report(kId, "c2", {{kPlain, Delivery::kPending, "away"}}, kNow, kLater));
  ASSERT_EQ(taken("c3", kLater), kId);
  EXPECT_FALSE(holds.begin_attempt(kId, "c3").value());
  EXPECT_TRUE(found(kId).maybe_duplicate);
}

TEST_F(HoldQueueTest, PutsOffWhatGotNoAnswer) {
  release(kId);
  release("b2", kNow + 1);
  ASSERT_EQ(taken("c1"), kId);
  ASSERT_TRUE(holds.begin_attempt(kId, "c1"));
  EXPECT_FALSE(holds.put_off(kId, "c2", kLater));
  ASSERT_TRUE(holds.put_off(kId, "c1", kLater));
  EXPECT_THAT(holds.lease_owners().value(), IsEmpty());
  EXPECT_EQ(taken("c1", kLater - 1), "b2");
  EXPECT_EQ(taken("c1", kLater - 1), "");
  ASSERT_EQ(taken("c1", kLater), kId);
  EXPECT_TRUE(holds.begin_attempt(kId, "c1").value());
  EXPECT_TRUE(found(kId).maybe_duplicate);
}

TEST_F(HoldQueueTest, ForgetsAnAttemptThatReported) {
  release(kId);
  EXPECT_EQ(attempt(Delivery::kPending, Delivery::kPending), HoldState::kReleasing);
  ASSERT_EQ(taken("c1", kLater), kId);
  EXPECT_FALSE(holds.begin_attempt(kId, "c1").value());
  EXPECT_FALSE(found(kId).maybe_duplicate);
}

struct ReportCase {
  Delivery corrected, plain;
  HoldState state;
  std::string by;
  std::vector<std::string> notices;
};

TEST_F(HoldQueueTest, EndsWhenNothingIsPending) {
  using enum Delivery;
  const std::vector<ReportCase> cases = {
      {kDelivered, kDelivered, HoldState::kReleased, "yamada", {}},
      {kDelivered, kRefused, HoldState::kReleased, "yamada", {"refused"}},
      {kRefused, kDelivered, HoldState::kReleased, "yamada", {"refused"}},
      {kRefused, kRefused, HoldState::kReturning, "return port", {"returned"}},
      {kPending, kDelivered, HoldState::kReleasing, "yamada", {}},
      {kRefused, kPending, HoldState::kReleasing, "yamada", {}},
      {kPending, kPending, HoldState::kReleasing, "yamada", {}},
  };
  for (const ReportCase& one : cases) {
    const std::string name = std::string(word(one.corrected)) + "+" + std::string(word(one.plain));
    ASSERT_TRUE(database->run("DELETE FROM hold", {}));
    release(kId);
    EXPECT_EQ(attempt(one.corrected, one.plain), one.state) << name;
    const HeldMail after = found(kId);
    EXPECT_EQ(after.state, one.state) << name;
    EXPECT_EQ(after.changed_by, one.by) << name;
    EXPECT_EQ(after.recipients[0].delivery, one.corrected) << name;
    EXPECT_EQ(after.recipients[0].reply, "one") << name;
    EXPECT_EQ(after.recipients[1].delivery, one.plain) << name;
    EXPECT_EQ(after.recipients[1].reply, "two") << name;
    std::vector<std::string> expected;
    for (const std::string& notice : one.notices) expected.push_back(kId + (" " + notice));
    EXPECT_EQ(open_notices(), expected) << name;
  }
}

TEST_F(HoldQueueTest, TriesAgainWhenItIsDue) {
  release(kId);
  ASSERT_EQ(attempt(Delivery::kDelivered, Delivery::kPending), HoldState::kReleasing);
  EXPECT_EQ(taken("c1", kLater - 1), "");
  EXPECT_EQ(attempt(Delivery::kDelivered, Delivery::kDelivered, kLater), HoldState::kReleased);
}

TEST_F(HoldQueueTest, DoesNotWaitForWhomWasDropped) {
  hold(kId);
  ASSERT_EQ(holds.choose(kId, {{kDoubtful, Choice::kDrop, ""}}, "x", kNow).value(), Moved::kDone);
  ASSERT_EQ(taken("c1"), kId);
  ASSERT_TRUE(holds.begin_attempt(kId, "c1"));
  const auto dropped =
      holds.report(kId, "c1", {{kDoubtful, Delivery::kDelivered, ""}}, kNow, kLater);
  ASSERT_FALSE(dropped);
  EXPECT_EQ(dropped.error().kind, Error::Kind::kInternal);
  EXPECT_EQ(holds.report(kId, "c1", {{kPlain, Delivery::kDelivered, "250"}}, kNow, kLater).value(),
            HoldState::kReleased);
}

TEST_F(HoldQueueTest, RefusesAReportAboutAStranger) {
  release(kId);
  ASSERT_EQ(taken("c1"), kId);
  ASSERT_TRUE(holds.begin_attempt(kId, "c1"));
  EXPECT_FALSE(holds.report(
      kId, "c1", {{kPlain, Delivery::kDelivered, ""}, {"x@y.example", Delivery::kRefused, ""}},
      kNow, kLater));
  EXPECT_EQ(found(kId).recipients[1].delivery, Delivery::kPending);  // all or nothing
}

}  // namespace
}  // namespace milter
