// The bit-parallel distance against the table that defines it.
#include "lookalike/distance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace lookalike {
namespace {

std::size_t by_table(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      const std::size_t changed = a[i - 1] == b[j - 1] ? 0 : 1;
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + changed});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

// Few letters, so that ends are often alike and letters doubled.
std::string word(std::mt19937_64& random, std::size_t most) {
  std::string out;
  for (std::size_t n = random() % (most + 1); n != 0; --n) out += "aabc\xE3"[random() % 5];
  return out;
}

TEST(KeyDistance, IsThatOfTheTable) {
  std::mt19937_64 random(7);
  KeyDistance distance;
  for (int round = 0; round < 20'000; ++round) {
    const std::string shared = word(random, 20);
    const std::string a = shared + word(random, 5) + shared, b = shared + word(random, 5) + shared;
    distance.start(a);
    ASSERT_EQ(distance.to(b), by_table(a, b)) << a << " " << b;
  }
}

struct Row {
  const char *from, *to;
  std::size_t distance;
};

TEST(KeyDistance, OfWords) {
  const Row rows[] = {{"", "", 0},
                      {"", "abc", 3},
                      {"abc", "", 3},
                      {"kogyo", "kogyo", 0},
                      {"kogyo", "koygo", 1},
                      {"kogyo", "koyo", 1},
                      {"kogyo", "koggyo", 1},
                      {"kogyo", "kagyu", 2},
                      {"hoshino", "hoshi", 2}};
  KeyDistance distance;
  for (const Row& row : rows) {
    distance.start(row.from);
    EXPECT_EQ(distance.to(row.to), row.distance) << row.from << " " << row.to;
  }
}

}  // namespace
}  // namespace lookalike
