#include "milter/memory/verdict_log.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

TEST(VerdictLog, KeepsEachVerdictOnce) {
  const auto database = open_database("sqlite::memory:").value();
  const VerdictRow one{"v1", "red", "<m1@x.example>", R"({"v":1})", 100};
  const VerdictRow two{"v2", "clear", "<m2@x.example>", R"({"v":1})", 200};
  ASSERT_TRUE(record_verdicts(*database, {one}));
  ASSERT_TRUE(record_verdicts(*database, {one, two}));  // a batch written again
  const auto rows =
      database->rows("SELECT id, level, message_id, json, time FROM verdict ORDER BY time", {})
          .value();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0], (SqlRow{one.id, one.level, one.message_id, one.json, one.time}));
  EXPECT_EQ(rows[1], (SqlRow{two.id, two.level, two.message_id, two.json, two.time}));
}

TEST(VerdictLog, SaysWhenItCannot) {
  const auto database = open_database("sqlite::memory:").value();
  ASSERT_TRUE(database->run("DROP TABLE verdict", {}));
  EXPECT_TRUE(record_verdicts(*database, {}));
  EXPECT_FALSE(record_verdicts(*database, {{"v1", "red", "", "{}", 1}}));
}

}  // namespace
}  // namespace milter
