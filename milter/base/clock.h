// Time as the program sees it: a clock that tests and `sekimori replay` can set, and a deadline
// that every step of a message looks at.
//
//   Deadline deadline(clock, limits::kMessageDeadline);
//   if (deadline.passed()) return finding("reading.deadline");
//
// SystemClock is safe from any thread; Deadline keeps a reference to its clock, which must outlive
// it.
#pragma once

#include <chrono>

namespace milter {

class Clock {
 public:
  using Time = std::chrono::system_clock::time_point;
  virtual ~Clock() = default;
  virtual Time now() const = 0;                                      // wall clock, for records
  virtual std::chrono::steady_clock::time_point steady() const = 0;  // never goes back
};

class SystemClock final : public Clock {
 public:
  Time now() const override { return std::chrono::system_clock::now(); }
  std::chrono::steady_clock::time_point steady() const override {
    return std::chrono::steady_clock::now();
  }
};

class Deadline {
 public:
  Deadline(const Clock& clock, std::chrono::milliseconds allowed)
      : clock_(&clock), end_(clock.steady() + allowed) {}
  std::chrono::milliseconds left() const {
    const auto rest =
        std::chrono::duration_cast<std::chrono::milliseconds>(end_ - clock_->steady());
    return rest.count() > 0 ? rest : std::chrono::milliseconds{0};
  }
  bool passed() const { return left().count() == 0; }

 private:
  const Clock* clock_;
  std::chrono::steady_clock::time_point end_;
};

}  // namespace milter
