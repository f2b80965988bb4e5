// The courier's rounds: what is over expires, what was released goes out, who is to know is told,
// what is done with leaves the spool.
//
//   Courier courier(desk);
//   courier.tidy();
//   while (!ended) if (!courier.work()) sleep(kCourierPause);
//
// Several couriers may work on one store and spool: each job is leased. Killed anywhere, nothing is
// lost: jobs are rows, and a row changes after what it says has happened. One thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

#include "milter/base/result.h"
#include "milter/courier/desk.h"

namespace milter {

// A choice made on the page goes out within it.
inline constexpr std::chrono::milliseconds kCourierPause{1'000};
// A clock that jumped must not return every held mail before someone notices.
inline constexpr std::size_t kMaxExpiries = 100;
inline constexpr std::chrono::minutes kExpiryPause{1};
// Bytes without a row: what a milter leaves that dies between the two. It needs seconds.
inline constexpr std::chrono::minutes kOrphanTime{60};

class Courier {
 public:
  explicit Courier(const Desk& desk) : desk_(desk) {}

  // At start: what crashes left, leases of couriers that were killed and files in the spool.
  void tidy();
  // One job of each kind that is due; false if there was none.
  bool work();
  // Whether a round met trouble with store or spool, which is logged.
  bool had_trouble() const { return had_trouble_; }

 private:
  using Step = std::function<Result<bool>()>;
  bool guarded(std::string_view name, const Step& step);
  Result<bool> expire();
  Result<bool> remove_done();
  Result<bool> end_dead_leases();
  Result<bool> sweep_orphans();

  const Desk& desk_;
  std::optional<std::chrono::steady_clock::time_point> last_expiry_;
  bool had_trouble_ = false;
};

}  // namespace milter
