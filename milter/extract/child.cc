// The parent needs to know three ends apart. Time: it killed the child itself, or SIGXCPU did.
// Memory: std::bad_alloc came to the top (an exit status), the kernel killed it, or a C library
// aborted or ran into a null pointer with most of its memory used. All else is a crash.
// Tested by child_test.cc.
#include "milter/extract/child.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <new>
#include <system_error>
#include <utility>

namespace milter::extract {
namespace {

enum Exit : int { kDone = 0, kThrew = 1, kNoMemory = 2, kNoSandbox = 3 };

// _exit: nothing of the parent's is to be torn down here.
[[noreturn]] void live(const SandboxPlan& plan, int connection, const Child::Work& work) {
  if (const auto caged = enter_sandbox(plan, connection); !caged) {
    const std::string& what = caged.error().what;
    const bool moved = fcntl(connection, F_GETFD) < 0;
    (void)!write(moved ? kConnection : connection, what.data(), what.size());
    _exit(kNoSandbox);
  }
  try {
    work(kConnection);
  } catch (const std::bad_alloc&) {
    _exit(kNoMemory);
  } catch (...) {
    _exit(kThrew);
  }
  _exit(kDone);
}

// What this process has in memory now; a child begins with as much.
std::size_t resident_bytes() {
  std::size_t mapped = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> mapped >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

std::optional<Problem> problem_of_signal(int signal, bool nearly_full) {
  if (signal == SIGXCPU) return Problem::kTimeout;
  if (signal == SIGKILL) return Problem::kMemory;  // not ours: the kernel was out of memory
  return nearly_full ? Problem::kMemory : Problem::kCrashed;
}

std::optional<Problem> problem_of_status(int status, bool nearly_full) {
  if (WIFSIGNALED(status)) return problem_of_signal(WTERMSIG(status), nearly_full);
  if (WEXITSTATUS(status) == kDone) return std::nullopt;
  return WEXITSTATUS(status) == kNoMemory ? Problem::kMemory : Problem::kCrashed;
}

}  // namespace

Child::Child(pid_t id, Descriptor handle, const SandboxPlan& plan)
    : id_(id),
      handle_(std::move(handle)),
      nearly_full_(resident_bytes() + plan.memory / 4 * 3),
      deadline_(std::chrono::steady_clock::now() + plan.time) {}

Child::Child(Child&& other) noexcept
    : id_(std::exchange(other.id_, 0)),
      handle_(std::move(other.handle_)),
      nearly_full_(other.nearly_full_),
      deadline_(other.deadline_) {}

Child& Child::operator=(Child&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(handle_, other.handle_);
  std::swap(nearly_full_, other.nearly_full_);
  std::swap(deadline_, other.deadline_);
  return *this;
}

Child::~Child() { end(); }

Result<Child> Child::start(const SandboxPlan& plan, int connection, const Work& work) {
  const pid_t id = fork();
  if (id == 0) live(plan, connection, work);
  if (id < 0) {
    return fail(Error::Kind::kTemporary, "fork: " + std::generic_category().message(errno));
  }
  Child child(id, Descriptor(static_cast<int>(syscall(SYS_pidfd_open, id, 0))), plan);
  if (!child.handle_.is_open()) {
    return fail(Error::Kind::kTemporary, "pidfd_open: " + std::generic_category().message(errno));
  }
  return child;
}

std::optional<Problem> Child::end() {
  if (id_ == 0) return std::nullopt;
  const pid_t id = std::exchange(id_, 0);
  int status = 0;
  rusage usage{};
  if (wait4(id, &status, WNOHANG, &usage) == id) {
    return problem_of_status(status,
                             static_cast<std::size_t>(usage.ru_maxrss) * 1024 >= nearly_full_);
  }
  kill(id, SIGKILL);
  wait4(id, &status, 0, &usage);
  return Problem::kTimeout;
}

Result<void> try_sandbox(const SandboxPlan& plan) {
  std::array<int, 2> pair{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) {
    return fail(Error::Kind::kTemporary, "socketpair: " + std::generic_category().message(errno));
  }
  const Descriptor ours(pair[0]);
  Descriptor theirs(pair[1]);
  auto child = Child::start(plan, theirs.get(), [](int) {});
  if (!child) return fail(child.error());
  pollfd waiting{child->ended(), POLLIN, 0};
  poll(&waiting, 1, static_cast<int>(plan.time.count()));
  if (!child->end()) return {};
  std::array<char, 256> said{};
  const ssize_t size = recv(ours.get(), said.data(), said.size(), MSG_DONTWAIT);
  if (size <= 0) return fail(Error::Kind::kPermanent, "the sandbox cannot be entered");
  return fail(Error::Kind::kPermanent, std::string(said.data(), static_cast<std::size_t>(size)));
}

}  // namespace milter::extract
