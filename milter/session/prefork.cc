// Signals are blocked and taken from a signalfd, so that there is no handler and no race.
// Tested by prefork_test.cc and, with real MTAs, by the load test.
#include "milter/session/prefork.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>

#include "milter/base/limits.h"
#include "milter/ops/log.h"

namespace milter {
namespace {

constexpr std::chrono::seconds kShortLife{2};  // shorter: something is wrong with all of them
constexpr std::chrono::seconds kRestartPause{1};
constexpr int kPollMilliseconds = 200;

sigset_t watched_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGHUP, SIGTERM, SIGINT, SIGCHLD}) sigaddset(&set, signal);
  return set;
}

// The next signal, or 0 if none came in time.
int next_signal(int signals) {
  pollfd waiting{signals, POLLIN, 0};
  if (poll(&waiting, 1, kPollMilliseconds) <= 0) return 0;
  signalfd_siginfo info{};
  if (read(signals, &info, sizeof info) != static_cast<ssize_t>(sizeof info)) return 0;
  return static_cast<int>(info.ssi_signo);
}

std::string cause_of(int status) {
  if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
  return "exit " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

bool Prefork::start_child() {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return false;
  const pid_t id = fork();
  if (id == 0) {
    close(pair[0]);
    for (const auto& [other, child] : children_) close(child.control);
    const sigset_t set = watched_signals();
    sigprocmask(SIG_UNBLOCK, &set, nullptr);
    _exit(plan_.serve(pair[1]));
  }
  close(pair[1]);
  if (id < 0) {
    close(pair[0]);
    log_error("child.not_started");
    return false;
  }
  children_[id] = {pair[0], Clock::Time::clock::now()};
  log_info("child.started", {{"pid", std::to_string(id)}});
  return true;
}

void Prefork::reap() {
  int status = 0;
  for (pid_t id = waitpid(-1, &status, WNOHANG); id > 0; id = waitpid(-1, &status, WNOHANG)) {
    const auto found = children_.find(id);
    if (found == children_.end()) continue;
    const auto now = Clock::Time::clock::now();
    if (now - found->second.born < kShortLife) next_start_ = now + kRestartPause;
    close(found->second.control);
    children_.erase(found);
    log_warning("child.ended", {{"pid", std::to_string(id)}, {"cause", cause_of(status)}});
  }
}

void Prefork::tell(char word) {
  for (const auto& [id, child] : children_) {
    if (send(child.control, &word, 1, MSG_NOSIGNAL | MSG_DONTWAIT) != 1) {
      log_warning("child.not_told", {{"pid", std::to_string(id)}});
    }
  }
}

void Prefork::drain() {
  plan_.close_door();
  tell(kDrainWord);
  const auto end = Clock::Time::clock::now() + limits::kDrainTime + kRestartPause;
  while (!children_.empty() && Clock::Time::clock::now() < end) {
    poll(nullptr, 0, kPollMilliseconds / 4);
    reap();
  }
  for (const auto& [id, child] : children_) kill(id, SIGKILL);
  while (!children_.empty()) {
    poll(nullptr, 0, kPollMilliseconds / 4);
    reap();
  }
}

int Prefork::run() {
  const sigset_t set = watched_signals();
  sigprocmask(SIG_BLOCK, &set, nullptr);
  const int signals = signalfd(-1, &set, SFD_CLOEXEC);
  if (signals < 0) return 1;
  for (;;) {
    reap();
    const bool may_start = Clock::Time::clock::now() >= next_start_;
    while (may_start && children_.size() < static_cast<std::size_t>(plan_.children)) {
      if (!start_child()) break;
    }
    const int signal = next_signal(signals);
    if (signal == SIGTERM || signal == SIGINT) break;
    if (signal == SIGHUP && plan_.reload()) tell(kReloadWord);
  }
  drain();
  close(signals);
  return 0;
}

}  // namespace milter
