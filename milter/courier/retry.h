// When the courier tries again, and when it stops trying. Pure and thread-safe; times are seconds
// since 1970.
//
//   next_release_try(chosen, chosen + 90)   ->  chosen + 90 + 90
#pragma once

#include <chrono>
#include <cstdint>

#include "milter/hold/held_mail.h"

namespace milter {

// The first repeat soon, in case the MTA was only restarting; then ever rarer.
inline constexpr std::chrono::minutes kFirstRetry{1};
inline constexpr std::chrono::hours kLongestRetry{1};
// Beyond the hold's expiry. A mail that the return port only puts off for so long goes back to its
// sender while he still remembers it.
inline constexpr std::chrono::hours kReleasePatience{24};
// Tries to reach the sender, about six hours, before the administrator gets the notice instead.
inline constexpr int kNoticePatience = 11;

// Doubles: after as long as it has been tried by now. `chosen` is when the release was decided.
std::int64_t next_release_try(std::int64_t chosen, std::int64_t now);
// `attempts`: before this one.
std::int64_t next_notice_try(int attempts, std::int64_t now);
// What is not delivered by now counts as refused.
bool gives_up(const HeldMail& mail, std::int64_t now);

}  // namespace milter
