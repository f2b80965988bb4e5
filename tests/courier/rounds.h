// What the tests of the courier's rounds share: times, recipients, a server's scripted answers.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "milter/courier/retry.h"
#include "milter/courier/smtp_text.h"
#include "tests/courier/workshop.h"

namespace milter::testing {

inline constexpr std::int64_t kExpiry = 72 * 3600;
inline constexpr std::int64_t kKept = std::chrono::seconds{kKeepEnded}.count();
inline constexpr std::int64_t kPatience = kExpiry + std::chrono::seconds{kReleasePatience}.count();
inline const std::string kSato = "sato@gmai.example";
inline const std::string kIto = "ito@new.example";
inline const std::string kAbe = "abe@other.example";
inline const Decision kKeepSato{kSato, Choice::kKeep, ""};
inline const Decision kKeepIto{kIto, Choice::kKeep, ""};

inline SmtpServer::Answer on(const std::string& begin, const std::string& reply) {
  return [=](const std::string& line) { return line.rfind(begin, 0) == 0 ? reply : ""; };
}

// As `on`, until `*left` such commands came.
inline SmtpServer::Answer first(const std::shared_ptr<std::atomic<int>>& left,
                                const std::string& begin, const std::string& reply) {
  return [=](const std::string& line) {
    return line.rfind(begin, 0) == 0 && (*left)-- > 0 ? reply : "";
  };
}

// Without the two fields the courier puts on top.
inline std::string after_trace(const std::string& data) {
  const std::size_t hold = data.find("X-Sekimori-Hold: ");
  return data.substr(data.find("\r\n", hold) + 2);
}

// Hour by hour, as a courier that runs would.
inline void pass_hours(Workshop& shop, std::int64_t hours) {
  for (std::int64_t at = 0; at < hours; ++at) {
    shop.work();
    shop.pass(3600);
  }
  shop.work();
}

}  // namespace milter::testing
