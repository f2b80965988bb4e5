#include "milter/auth/recent_answers.h"

#include <gtest/gtest.h>

#include <memory>

#include "milter/base/limits.h"

namespace milter::testing {
namespace {

using std::chrono::seconds;

class ManualClock final : public Clock {
 public:
  Time now() const override { return {}; }
  std::chrono::steady_clock::time_point steady() const override { return now_; }
  void pass(seconds time) { now_ += time; }

 private:
  std::chrono::steady_clock::time_point now_{};
};

// Says the same to every question, and how often it was asked.
class Says final : public Resolver {
 public:
  explicit Says(DnsAnswer answer) : answer_(std::move(answer)) {}
  DnsAnswer lookup(std::string_view, DnsType, const Deadline&) override {
    ++asked;
    return answer_;
  }
  void prefetch(std::string_view, DnsType) override { ++asked; }

  int asked = 0;

 private:
  DnsAnswer answer_;
};

class RecentAnswersTest : public ::testing::Test {
 protected:
  void behind(DnsStatus status, seconds ttl, std::string record = "") {
    DnsAnswer answer;
    answer.status = status;
    answer.ttl = ttl;
    if (!record.empty()) answer.records.push_back(std::move(record));
    auto says = std::make_unique<Says>(answer);
    says_ = says.get();
    dns_ = std::make_unique<RecentAnswers>(std::move(says), clock_);
  }
  DnsAnswer ask(std::string_view name, DnsType type = DnsType::kTxt) {
    return dns_->lookup(name, type, Deadline(clock_, seconds{1}));
  }

  ManualClock clock_;
  Says* says_ = nullptr;
  std::unique_ptr<RecentAnswers> dns_;
};

TEST_F(RecentAnswersTest, AsksOnceWithinTheTtl) {
  behind(DnsStatus::kFound, seconds{5}, "v=spf1 -all");
  ask("asagiri.example");
  EXPECT_EQ(ask("Asagiri.Example.").records, std::vector<std::string>{"v=spf1 -all"});
  dns_->prefetch("asagiri.example", DnsType::kTxt);
  EXPECT_EQ(says_->asked, 1);
  clock_.pass(seconds{5});
  ask("asagiri.example");
  EXPECT_EQ(says_->asked, 2);
}

TEST_F(RecentAnswersTest, NoIsKeptToo) {
  behind(DnsStatus::kNoName, seconds{5});
  ask("asagiri.example");
  EXPECT_EQ(ask("asagiri.example").status, DnsStatus::kNoName);
  EXPECT_EQ(says_->asked, 1);
}

TEST_F(RecentAnswersTest, OtherQuestionsAreOthers) {
  behind(DnsStatus::kFound, seconds{5}, "x");
  ask("asagiri.example");
  ask("asagiri.example", DnsType::kMx);
  ask("www.asagiri.example");
  dns_->prefetch("mail.asagiri.example", DnsType::kTxt);
  EXPECT_EQ(says_->asked, 4);
}

TEST_F(RecentAnswersTest, CannotSayIsAskedAnew) {
  for (const DnsStatus status : {DnsStatus::kTemporary, DnsStatus::kBogus}) {
    behind(status, seconds{5});
    ask("asagiri.example");
    EXPECT_EQ(ask("asagiri.example").status, status);
    EXPECT_EQ(says_->asked, 2);
  }
}

TEST_F(RecentAnswersTest, WithoutATtlNothingIsKept) {
  behind(DnsStatus::kFound, seconds{0}, "x");
  ask("asagiri.example");
  ask("asagiri.example");
  EXPECT_EQ(says_->asked, 2);
}

TEST_F(RecentAnswersTest, LongTtlsAreShortened) {
  behind(DnsStatus::kFound, seconds{86'400}, "x");
  ask("asagiri.example");
  clock_.pass(limits::kRecentAnswerTime);
  ask("asagiri.example");
  EXPECT_EQ(says_->asked, 2);
}

TEST_F(RecentAnswersTest, LargeAnswersAreNotKept) {
  behind(DnsStatus::kFound, seconds{5}, std::string(limits::kMaxRecentAnswerBytes, 'x'));
  ask("asagiri.example");
  ask("asagiri.example");
  EXPECT_EQ(says_->asked, 2);
}

TEST_F(RecentAnswersTest, ManyNamesPushOutTheFirst) {
  behind(DnsStatus::kFound, seconds{5}, "x");
  ask("asagiri.example");
  for (std::size_t i = 0; i < limits::kMaxRecentAnswers; ++i) ask(std::to_string(i) + ".example");
  const int asked = says_->asked;
  ask("asagiri.example");
  EXPECT_EQ(says_->asked, asked + 1);
}

}  // namespace
}  // namespace milter::testing
