// One process for one attachment: forked, caged, watched, and gone afterwards.
//
//   auto child = Child::start(plan, connection, [](int socket) { ...read, parse, answer... });
//   poll(child->ended()) ...
//   if (auto problem = child->end()) ...      // kTimeout, kMemory, kCrashed
//
// The process that starts children must have one thread. A Child that goes out of scope is killed.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>

#include "milter/base/descriptor.h"
#include "milter/extract/extraction.h"
#include "milter/extract/sandbox.h"

namespace milter::extract {

class Child {
 public:
  // Runs in the child, caged; what it throws ends the child.
  using Work = std::function<void(int connection)>;

  // The caller keeps its own copy of `connection`.
  static Result<Child> start(const SandboxPlan& plan, int connection, const Work& work);
  Child(Child&& other) noexcept;
  Child& operator=(Child&& other) noexcept;
  ~Child();

  int ended() const { return handle_.get(); }  // can be polled: readable once it has ended
  std::chrono::steady_clock::time_point deadline() const { return deadline_; }

  // Kills it if it still runs and says how it ended; nothing if its work was done.
  std::optional<Problem> end();

 private:
  Child(pid_t id, Descriptor handle, const SandboxPlan& plan);

  pid_t id_ = 0;                 // 0: ended
  Descriptor handle_;            // a pidfd
  std::size_t nearly_full_ = 0;  // bytes in memory: beyond it, dying is for want of more
  std::chrono::steady_clock::time_point deadline_;
};

// Whether this machine has what a child needs; the error says what is missing.
Result<void> try_sandbox(const SandboxPlan& plan);

}  // namespace milter::extract
