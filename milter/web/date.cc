// Tested by date_test.cc.
#include "milter/web/date.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace milter {
namespace {

constexpr std::array<const char*, 7> kJapaneseDays = {"日", "月", "火", "水", "木", "金", "土"};

std::string formatted(const char* format, const std::tm& time) {
  std::array<char, 64> out{};
  const std::size_t size = std::strftime(out.data(), out.size(), format, &time);
  return {out.data(), size};
}

}  // namespace

std::string shown_date(Language language, std::int64_t seconds) {
  const std::time_t moment = seconds;
  std::tm time{};
  localtime_r(&moment, &time);
  if (language == Language::kEnglish) return formatted("%a %Y-%m-%d %H:%M %Z", time);
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), "%d年%d月%d日(%s) %02d:%02d", time.tm_year + 1900,
                time.tm_mon + 1, time.tm_mday,
                kJapaneseDays.at(static_cast<std::size_t>(time.tm_wday)), time.tm_hour,
                time.tm_min);
  return out.data();
}

std::string machine_date(std::int64_t seconds) {
  const std::time_t moment = seconds;
  std::tm time{};
  gmtime_r(&moment, &time);
  return formatted("%Y-%m-%dT%H:%M:%SZ", time);
}

std::string shown_size(std::size_t bytes) {
  constexpr double kKilo = 1024.0;
  const double size = static_cast<double>(bytes);
  std::array<char, 32> out{};
  if (size < kKilo) return std::to_string(bytes) + " B";
  if (size < kKilo * kKilo) {
    std::snprintf(out.data(), out.size(), "%.0f KB", size / kKilo);
  } else {
    std::snprintf(out.data(), out.size(), "%.1f MB", size / (kKilo * kKilo));
  }
  return out.data();
}

}  // namespace milter
