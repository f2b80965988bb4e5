// Tested by retry_test.cc.
#include "milter/courier/retry.h"

#include <algorithm>

namespace milter {
namespace {

constexpr std::int64_t kFirst = std::chrono::seconds{kFirstRetry}.count();
constexpr std::int64_t kLongest = std::chrono::seconds{kLongestRetry}.count();

}  // namespace

std::int64_t next_release_try(std::int64_t chosen, std::int64_t now) {
  return now + std::clamp(now - chosen, kFirst, kLongest);
}

std::int64_t next_notice_try(int attempts, std::int64_t now) {
  std::int64_t pause = kFirst;
  for (int at = 0; at < attempts && pause < kLongest; ++at) pause *= 2;
  return now + std::min(pause, kLongest);
}

bool gives_up(const HeldMail& mail, std::int64_t now) {
  return now >
         std::max(mail.expires, mail.changed) + std::chrono::seconds{kReleasePatience}.count();
}

}  // namespace milter
