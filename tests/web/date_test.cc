#include "milter/web/date.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace milter {
namespace {

constexpr std::int64_t kMoment = 1'795'392'900;  // 2026-11-23 00:15 UTC, a Monday

void set_zone(const char* zone) {
  setenv("TZ", zone, 1);
  tzset();
}

TEST(Date, InTheServersZone) {
  set_zone("Asia/Tokyo");
  EXPECT_EQ(shown_date(Language::kJapanese, kMoment), "2026年11月23日(月) 09:15");
  EXPECT_EQ(shown_date(Language::kEnglish, kMoment), "Mon 2026-11-23 09:15 JST");
  EXPECT_EQ(machine_date(kMoment), "2026-11-23T00:15:00Z");
  set_zone("UTC");
  EXPECT_EQ(shown_date(Language::kJapanese, kMoment - 900), "2026年11月23日(月) 00:00");
  EXPECT_EQ(shown_date(Language::kJapanese, kMoment - 901), "2026年11月22日(日) 23:59");
  EXPECT_EQ(shown_date(Language::kEnglish, kMoment), "Mon 2026-11-23 00:15 UTC");
}

TEST(Date, Sizes) {
  struct Row {
    std::size_t bytes;
    const char* shown;
  };
  const Row rows[] = {{0, "0 B"},
                      {1'023, "1023 B"},
                      {1'024, "1 KB"},
                      {86'016, "84 KB"},
                      {1'048'576, "1.0 MB"},
                      {2'202'010, "2.1 MB"},
                      {10'240'000, "9.8 MB"}};
  for (const Row& row : rows) EXPECT_EQ(shown_size(row.bytes), row.shown);
}

}  // namespace
}  // namespace milter
