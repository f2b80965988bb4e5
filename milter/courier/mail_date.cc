// Day names by hand: strftime() would use the locale's. Tested by mail_date_test.cc.
#include "milter/courier/mail_date.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace milter {
namespace {

constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<const char*, 7> kJapaneseDays{"日", "月", "火", "水", "木", "金", "土"};

}  // namespace

std::string mail_date(std::int64_t seconds) {
  const std::chrono::sys_seconds time{std::chrono::seconds{seconds}};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %d %02d:%02d:%02d +0000",
                kDays[std::chrono::weekday{day}.c_encoding()], unsigned{date.day()},
                kMonths[unsigned{date.month()} - 1], int{date.year()},
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

std::string shown_time(std::int64_t seconds, Language language) {
  const std::time_t time = seconds;
  std::tm local{};
  localtime_r(&time, &local);
  std::array<char, 64> text{};
  if (language == Language::kEnglish) {
    std::array<char, 48> rest{};
    std::strftime(rest.data(), rest.size(), "%Y-%m-%d %H:%M %Z", &local);
    return std::string(kDays.at(static_cast<std::size_t>(local.tm_wday))) + " " + rest.data();
  }
  std::snprintf(text.data(), text.size(), "%d年%d月%d日(%s) %02d:%02d", local.tm_year + 1900,
                local.tm_mon + 1, local.tm_mday,
                kJapaneseDays.at(static_cast<std::size_t>(local.tm_wday)), local.tm_hour,
                local.tm_min);
  return text.data();
}

}  // namespace milter
