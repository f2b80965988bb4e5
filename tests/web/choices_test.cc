#include "milter/web/choices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/web/sample_mails.h"

namespace milter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::int64_t kNow = 1'795'392'900;

TEST(Choices, CorrectNeedsASuggestionAndAPlace) {
  const HeldMail mail = testing::several_mail("00000000000000a2", kNow);
  EXPECT_THAT(offered(mail, mail.recipients[0]),
              ElementsAre(Choice::kCorrect, Choice::kKeep, Choice::kDrop));
  EXPECT_THAT(offered(mail, mail.recipients[2]), ElementsAre(Choice::kKeep, Choice::kDrop));
  EXPECT_THAT(offered(mail, mail.recipients[3]), ElementsAre(Choice::kKeep, Choice::kDrop));
}

TEST(Choices, WhichOneIsFirstDependsOnTheMail) {
  const HeldMail odd = testing::several_mail("00000000000000a1", kNow);
  EXPECT_THAT(offered(odd, odd.recipients[0]),
              ElementsAre(Choice::kKeep, Choice::kCorrect, Choice::kDrop));
}

TEST(Choices, TheOnlyRecipientCannotBeDropped) {
  HeldMail mail = testing::bare_mail("00000000000000a1", kNow);
  EXPECT_THAT(offered(mail, mail.recipients[0]), ElementsAre(Choice::kKeep));
  mail.recipients.push_back(mail.recipients[0]);  // given twice in SMTP
  EXPECT_THAT(offered(mail, mail.recipients[0]), ElementsAre(Choice::kKeep));
}

TEST(Choices, StandsInHeader) {
  const HeldMail mail = testing::lookalike_mail("00000000000000a1", kNow);
  EXPECT_TRUE(stands_in_header(mail, mail.recipients[0]));
  EXPECT_TRUE(stands_in_header(mail, mail.recipients[1]));
  EXPECT_FALSE(stands_in_header(mail, mail.recipients[2]));
}

TEST(Choices, DoubtfulOnesOnceEach) {
  HeldMail mail = testing::several_mail("00000000000000a1", kNow);
  EXPECT_THAT(doubtful_positions(mail), ElementsAre(0, 1, 2, 3));
  mail.recipients.push_back(mail.recipients[1]);
  EXPECT_THAT(doubtful_positions(mail), ElementsAre(0, 1, 2, 3));
  for (HeldRecipient& recipient : mail.recipients) recipient.doubtful = false;
  EXPECT_THAT(doubtful_positions(mail), IsEmpty());
}

}  // namespace
}  // namespace milter
