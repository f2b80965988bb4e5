#include "milter/courier/retry.h"

#include <gtest/gtest.h>

#include "milter/courier/desk.h"

namespace milter {
namespace {

TEST(Retry, ReleasesDoubleFromAMinuteToAnHour) {
  std::int64_t now = 1'000'000;
  std::string pauses;
  for (const std::int64_t chosen = now; pauses.size() < 40;) {
    const std::int64_t next = next_release_try(chosen, now);
    pauses += std::to_string((next - now) / 60) + " ";
    now = next;
  }
  EXPECT_EQ(pauses.substr(0, 26), "1 1 2 4 8 16 32 60 60 60 6");
  // A clock that went back.
  EXPECT_EQ(next_release_try(now + 999, now), now + 60);
}

TEST(Retry, NoticesDoubleFromAMinuteToAnHour) {
  std::string pauses;
  for (int attempts = 0; attempts < 9; ++attempts) {
    pauses += std::to_string(next_notice_try(attempts, 500) - 500) + " ";
  }
  EXPECT_EQ(pauses, "60 120 240 480 960 1920 3600 3600 3600 ");
  EXPECT_EQ(next_notice_try(1'000'000, 500), 500 + 3600);
}

TEST(Retry, ReleasesEndADayAfterTheLaterOfExpiryAndChoice) {
  HeldMail mail;
  mail.expires = 500'000;
  mail.changed = 100'000;
  EXPECT_FALSE(gives_up(mail, 500'000 + 86'400));
  EXPECT_TRUE(gives_up(mail, 500'001 + 86'400));
  mail.changed = 600'000;
  EXPECT_FALSE(gives_up(mail, 600'000 + 86'400));
  EXPECT_EQ(kReleasePatience, std::chrono::hours{24});
}

TEST(Retry, ALeaseOutlivesTheLongestAttempt) {
  const SmtpTimes times;
  EXPECT_GT(kLeaseTime, times.before_end + times.end);
}

}  // namespace
}  // namespace milter
