// Holds of a store of its own, as the courier works on them.
#pragma once

#include <gtest/gtest.h>

#include "milter/hold/hold_store.h"
#include "tests/hold/mails.h"

namespace milter {

constexpr const char* kId = "a1";
constexpr const char* kMeant = "sato@gmail.example";
constexpr std::int64_t kLease = 60;
constexpr std::int64_t kLater = kNow + 600;
constexpr std::int64_t kKept = std::chrono::seconds(kKeepEnded).count();

class HoldQueueTest : public ::testing::Test {
 protected:
  void hold(const std::string& id, std::int64_t expires = kNow + 72 * kHour) {
    HeldMail mail = held_mail(id);
    mail.expires = expires;
    ASSERT_TRUE(holds.insert(mail));
  }
  // Held and at once chosen: to kMeant and kPlain.
  void release(const std::string& id, std::int64_t now = kNow) {
    hold(id);
    ASSERT_EQ(holds.choose(id, {{kDoubtful, Choice::kCorrect, kMeant}}, "yamada", now).value(),
              Moved::kDone);
  }
  std::string taken(const std::string& owner, std::int64_t now = kNow) {
    const auto mail = holds.take_release(owner, now, now + kLease).value();
    return mail ? mail->id : "";
  }
  // One whole attempt that ends so.
  HoldState attempt(Delivery corrected, Delivery plain, std::int64_t now = kNow) {
    EXPECT_EQ(taken("c1", now), kId);
    EXPECT_TRUE(holds.begin_attempt(kId, "c1"));
    return holds
        .report(kId, "c1", {{kDoubtful, corrected, "one"}, {kPlain, plain, "two"}}, now, kLater)
        .value();
  }
  std::vector<std::string> open_notices(std::int64_t now = kNow) {
    std::vector<std::string> found;
    while (const auto job = holds.take_notice("all", now, now + kLease).value()) {
      found.push_back(job->hold + " " + std::string(word(job->kind)));
      EXPECT_TRUE(holds.notice_failed(*job, now + 1));
    }
    return found;
  }
  void send_all_notices(std::int64_t now = kNow) {
    while (const auto job = holds.take_notice("all", now, now + kLease).value()) {
      ASSERT_TRUE(holds.notice_sent(*job, now));
    }
  }
  HeldMail found(const std::string& id) { return holds.find(id).value().value(); }

  std::unique_ptr<Database> database = open_database("sqlite::memory:").value();
  HoldStore holds{*database};
};

}  // namespace milter
