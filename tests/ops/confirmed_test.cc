#include "milter/memory/confirmed.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

TEST(Confirmed, HoldsForItsSenderAndAddressAlone) {
  const auto database = open_database("sqlite::memory:").value();
  EXPECT_FALSE(is_confirmed(*database, "y@a.example", "s@gmai.example").value());
  ASSERT_TRUE(confirm(*database, "y@a.example", "s@gmai.example", 1000));
  ASSERT_TRUE(confirm(*database, "y@a.example", "s@gmai.example", 2000));
  EXPECT_TRUE(is_confirmed(*database, "y@a.example", "s@gmai.example").value());
  EXPECT_FALSE(is_confirmed(*database, "other@a.example", "s@gmai.example").value());
  EXPECT_FALSE(is_confirmed(*database, "y@a.example", "t@gmai.example").value());
  const auto rows = database->rows("SELECT time FROM confirmed_recipient", {}).value();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(std::get<std::int64_t>(rows[0][0]), 2000);
}

}  // namespace
}  // namespace milter
