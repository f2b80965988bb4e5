// Tested by the load test and worker_test.cc.
#include "milter/session/worker.h"

#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <thread>

#include "milter/auth/no_resolver.h"
#include "milter/auth/recent_answers.h"
#include "milter/auth/unbound_resolver.h"
#include "milter/base/limits.h"
#include "milter/ops/log.h"
#include "milter/session/libmilter_shell.h"
#include "milter/session/prefork.h"

namespace milter {
namespace {

constexpr int kPollMilliseconds = 100;

std::atomic<bool> end_wanted{false};  // set by TERM or INT to this child alone

void on_end_signal(int) { end_wanted = true; }

void take_signals() {
  struct sigaction action {};
  action.sa_handler = on_end_signal;
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
  action.sa_handler = SIG_IGN;
  sigaction(SIGHUP, &action, nullptr);
  sigaction(SIGPIPE, &action, nullptr);
}

std::unique_ptr<Memory> open_memory(const std::string& url) {
  auto memory = Memory::open(url, Memory::Writes::kQueued);
  if (memory) return std::move(*memory);
  log_error("store.unusable", {{"url", url}, {"cause", memory.error().what}});
  return nullptr;
}

// Whatever is wrong with the DNS, mail is judged; it is then what could not be looked at.
std::unique_ptr<Resolver> open_resolver(const Config& config, const Clock& clock) {
  auto resolver = UnboundResolver::open({.forwarders = config.forwarders});
  if (resolver) return std::make_unique<RecentAnswers>(std::move(*resolver), clock);
  log_error("dns.unusable", {{"cause", resolver.error().what}});
  return std::make_unique<NoResolver>(resolver.error().what);
}

// The parent's next word; 0 if none came in time, kDrainWord if the parent is gone.
char next_word(int control) {
  pollfd waiting{control, POLLIN, 0};
  if (poll(&waiting, 1, kPollMilliseconds) <= 0) return 0;
  char word = 0;
  return recv(control, &word, 1, 0) == 1 ? word : kDrainWord;
}

void wait_until_idle(const std::atomic<int>& open_transactions) {
  const auto end = std::chrono::steady_clock::now() + limits::kDrainTime;
  while (open_transactions > 0 && std::chrono::steady_clock::now() < end) {
    poll(nullptr, 0, kPollMilliseconds / 10);
  }
}

}  // namespace

void run_worker(const WorkerPlan& plan, int control) {
  take_signals();
  if (chdir("/") != 0) _exit(1);
  std::atomic<std::shared_ptr<const Snapshot>> snapshot(plan.snapshot);
  std::atomic<int> open_transactions{0};
  const SystemClock clock;
  const auto memory = open_memory(plan.snapshot->config.store_url);
  JudgingGate gate(
      static_cast<std::ptrdiff_t>(2 * std::max(1U, std::thread::hardware_concurrency())));
  // A new spool, store or forwarder takes a restart.
  Custody custody(plan.snapshot->config.spool, plan.snapshot->config.store_url);
  const auto resolver = open_resolver(plan.snapshot->config, clock);
  const Services services{.snapshot = [&] { return snapshot.load(); },
                          .memory = memory.get(),
                          .custody = &custody,
                          .clock = &clock,
                          .gate = &gate,
                          .open_transactions = &open_transactions,
                          .resolver = resolver.get()};
  std::atomic<bool> served{false};
  std::thread library([&] {
    if (const auto end = serve_milter(services); !end)
      log_error("child.failed", {{"cause", end.error().what}});
    served = true;
  });
  library.detach();
  while (!end_wanted && !served) {
    const char word = next_word(control);
    if (word == kDrainWord) break;
    if (word != kReloadWord) continue;
    if (auto fresh = plan.load()) snapshot = std::move(fresh);
  }
  wait_until_idle(open_transactions);
  if (memory) memory->flush();
  _exit(served ? 1 : 0);
}

}  // namespace milter
