#include <gmock/gmock.h>

#include "tests/hold/store_test_base.h"

namespace milter {
namespace {

TEST_F(HoldStoreTest, MergesWhatIsStillHeld) {
  HeldMail mail = held_mail(kId);
  mail.fingerprint = "same";
  ASSERT_EQ(holds.insert(mail).value(), kId);
  mail.id = kOther;
  EXPECT_EQ(holds.insert(mail).value(), kId);
  EXPECT_EQ(count("hold"), 1U);
  EXPECT_EQ(count("notice"), 1U);
  EXPECT_FALSE(found(kId).maybe_duplicate);
}

TEST_F(HoldStoreTest, NeverMergesWithoutAFingerprint) {
  HeldMail mail = held_mail(kId);
  ASSERT_EQ(holds.insert(mail).value(), kId);
  mail.id = kOther;
  EXPECT_EQ(holds.insert(mail).value(), kOther);
  EXPECT_FALSE(found(kOther).maybe_duplicate);
}

TEST_F(HoldStoreTest, SaysMaybeDuplicateOnlyOfAMailThatMayHaveGoneOut) {
  const std::vector<std::tuple<std::string, bool, bool>> cases = {
      {"releasing", false, true}, {"released", false, true},  {"cancelled", false, false},
      {"cancelled", true, false}, {"returned", false, false}, {"returning", false, false},
      {"returned", true, true},   {"returning", true, true}};  // an answer was lost
  int number = 10;
  for (const auto& [state, in_doubt, expected] : cases) {
    HeldMail mail = held_mail("a" + std::to_string(number));
    mail.fingerprint = mail.id;
    ASSERT_TRUE(holds.insert(mail));
    ASSERT_TRUE(database->run("UPDATE hold SET state = ?, maybe_duplicate = ? WHERE id = ?",
                              {state, std::int64_t{in_doubt ? 1 : 0}, mail.id}));
    mail.id = "b" + std::to_string(number++);
    EXPECT_EQ(holds.insert(mail).value(), mail.id);
    EXPECT_EQ(found(mail.id).maybe_duplicate, expected) << state << in_doubt;
  }
}

TEST_F(HoldStoreTest, SaysMaybeDuplicateForAsLongAsItRemembers) {
  const std::vector<std::pair<std::int64_t, bool>> cases = {
      {0, true}, {kResendSeconds, true}, {kResendSeconds + 1, false}};
  for (const auto& [later, expected] : cases) {
    HeldMail mail = held_mail("a" + std::to_string(later));
    mail.fingerprint = mail.id;
    ASSERT_TRUE(holds.insert(mail));
    ASSERT_EQ(holds.choose(mail.id, {kKept}, "x", kNow).value(), Moved::kDone);
    mail.id = "b" + std::to_string(later);
    mail.created = kNow + later;
    EXPECT_EQ(holds.insert(mail).value(), mail.id);
    EXPECT_EQ(found(mail.id).maybe_duplicate, expected) << later;
  }
}

TEST_F(HoldStoreTest, WithdrawsARow) {
  ASSERT_TRUE(holds.insert(full_mail(kId)));
  EXPECT_TRUE(holds.withdraw(kId));
  EXPECT_TRUE(holds.withdraw(kId));
  for (const char* table : {"hold", "hold_recipient", "hold_place", "hold_attachment", "notice"}) {
    EXPECT_EQ(count(table), 0U) << table;
  }
}

TEST_F(HoldStoreTest, WithdrawsNothingThatIsWorkedOn) {
  ASSERT_TRUE(holds.insert(held_mail(kId)));
  ASSERT_EQ(holds.choose(kId, {kKept}, "x", kNow).value(), Moved::kDone);
  EXPECT_FALSE(holds.withdraw(kId));
  EXPECT_EQ(found(kId).state, HoldState::kReleasing);
}

}  // namespace
}  // namespace milter
