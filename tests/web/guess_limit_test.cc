#include "milter/web/guess_limit.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

class HandClock final : public Clock {
 public:
  Time now() const override { return Time() + passed; }
  std::chrono::steady_clock::time_point steady() const override {
    return std::chrono::steady_clock::time_point() + passed;
  }
  std::chrono::seconds passed{1000};
};

class GuessLimitTest : public ::testing::Test {
 protected:
  void count(const std::string& client, int times) {
    for (int time = 0; time < times; ++time) limit.count(client);
  }
  HandClock clock;
  GuessLimit limit{clock};
};

TEST_F(GuessLimitTest, OverAfterKMaxWrongLinksWithinKWrongLinkTime) {
  EXPECT_FALSE(limit.is_over("192.0.2.1"));
  count("192.0.2.1", kMaxWrongLinks - 1);
  EXPECT_FALSE(limit.is_over("192.0.2.1"));
  count("192.0.2.1", 1);
  EXPECT_TRUE(limit.is_over("192.0.2.1"));
  EXPECT_FALSE(limit.is_over("192.0.2.2"));
  clock.passed += kWrongLinkTime;
  EXPECT_FALSE(limit.is_over("192.0.2.1"));
  count("192.0.2.1", 1);
  EXPECT_FALSE(limit.is_over("192.0.2.1"));
}

TEST_F(GuessLimitTest, AnIpv6ClientHasAWhole64) {
  count("2001:db8:0:1::1", kMaxWrongLinks);
  EXPECT_TRUE(limit.is_over("2001:db8:0:1:ffff::2"));
  EXPECT_FALSE(limit.is_over("2001:db8:0:2::1"));
}

TEST_F(GuessLimitTest, RemembersNoMoreThanKMaxWatchedClients) {
  count("first", kMaxWrongLinks);
  clock.passed += std::chrono::seconds(1);
  for (std::size_t client = 1; client < kMaxWatchedClients; ++client) {
    limit.count(std::to_string(client));
  }
  EXPECT_EQ(limit.watched(), kMaxWatchedClients);
  EXPECT_TRUE(limit.is_over("first"));
  limit.count("one more");
  EXPECT_EQ(limit.watched(), kMaxWatchedClients);
  EXPECT_FALSE(limit.is_over("first"));  // the oldest went
  clock.passed += kWrongLinkTime;
  limit.count("later");
  EXPECT_EQ(limit.watched(), 1U);
}

}  // namespace
}  // namespace milter
