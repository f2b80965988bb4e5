#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "milter/judge/habit.h"

namespace milter {
namespace {

using Kind = rules::Habit::Kind;

constexpr std::int64_t kFirst = 20'513;  // 2026-03-01
constexpr std::int64_t kToday = kFirst + 120;
const std::string kKouwa = "kouwa.example";

class LookUpHabit : public testing::Test {
 protected:
  void learn(const std::string& domain, int days) {
    for (int at = 0; at < days; ++at) {
      memory_->record(
          {{},
           std::nullopt,
           Sighting{domain, kKouwa, true, {{PathKind::kDkim, kKouwa}}, kFirst + 7 * at}});
    }
  }
  rules::Habit habit(const std::string& domain) {
    return look_up_habit(memory_.get(), Sighting{domain, kKouwa, false, {}, kToday}).value();
  }

  std::unique_ptr<Memory> memory_ =
      Memory::open("sqlite::memory:", Memory::Writes::kImmediate).value();
};

TEST_F(LookUpHabit, AsksTheDomainFirst) {
  learn(kKouwa, 9);
  EXPECT_EQ(habit(kKouwa).kind, Kind::kAlwaysAlignedUntilNow);
  EXPECT_EQ(habit(kKouwa).aligned_days, 9);
  EXPECT_FALSE(habit(kKouwa).of_organisation);
}

TEST_F(LookUpHabit, AsksTheOrganisationOfANewDomain) {
  learn(kKouwa, 9);
  const auto found = habit("osaka.kouwa.example");
  EXPECT_EQ(found.kind, Kind::kAlwaysAlignedUntilNow);
  EXPECT_EQ(found.domain, kKouwa);
  EXPECT_TRUE(found.of_organisation);
}

TEST_F(LookUpHabit, OfAStrangerIsNone) {
  EXPECT_EQ(habit(kKouwa).kind, Kind::kNoHistory);
  learn("news.kouwa.example", 3);
  EXPECT_EQ(habit(kKouwa).kind, Kind::kNoHistory);
}

TEST_F(LookUpHabit, CannotSayWithoutMemoryOrSighting) {
  EXPECT_FALSE(look_up_habit(nullptr, Sighting{kKouwa, kKouwa, false, {}, kToday}));
  EXPECT_FALSE(look_up_habit(memory_.get(), std::nullopt));
}

}  // namespace
}  // namespace milter
