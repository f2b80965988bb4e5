// Child processes of a test that tell what happens to them, line by line.
//
//   Events events;
//   const pid_t id = fork();
//   if (id == 0) { events.say("born"); _exit(0); }
//   events.next()  ->  "born"
//
// say() may be called in any process forked from the test's; next() in the test's alone.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace milter::testing {

// Far beyond what any wait should take, so that only a hang reaches it.
inline constexpr std::chrono::seconds kHang{60};

class Events {
 public:
  Events();
  ~Events();
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;
  void say(std::string_view line) const;
  std::string next();  // "" if nothing was said for as long as kHang

 private:
  int read_ = -1, write_ = -1;
  std::string buffer_;
};

// Runs `work` in a child; its result is the exit status.
pid_t in_child(const std::function<int()>& work);

// The exit status, -N if signal N ended it; -1000 if it did not end within kHang and was killed.
int wait_for(pid_t id);

// Direct children of a process that are alive, by /proc.
std::vector<pid_t> living_children(pid_t id);

// Asks until it holds; false after kHang.
bool comes_true(const std::function<bool()>& condition);

}  // namespace milter::testing
