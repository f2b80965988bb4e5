// NAME
//   sekimori-courier - sends Sekimori's notices and the mails that were released
//
// SYNOPSIS
//   sekimori-courier [--config FILE] [--once]
//
// DESCRIPTION
//   Tells senders of held mail that they are to choose, hands released mail back to the MTA at
//   [courier] return_port, returns to its sender what no one chose in time, and removes from the
//   spool what is done with. Stays in the foreground and logs to standard error. TERM ends it after
//   the job at hand. --once does what is due and ends.
//
// SECURITY
//   Holds the key that signs links and reads held mail, but never parses it: it splices bytes at
//   places that are in the store. Talks to the return port alone. Needs no privilege; run it as a
//   user of its own that may read the key, and read and remove what is in the spool.
//
// FILES
//   /etc/sekimori/sekimori.toml, and what it names: [hold] spool, [keys] link_key_file, [store]
//   url.
//
// EXIT STATUS
//   0 ended in order; 1 configuration, key, spool or store was bad; 2 wrong usage.
#include <getopt.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <iostream>
#include <optional>

#include "milter/courier/courier.h"
#include "milter/courier/lease_owner.h"
#include "milter/ops/log.h"

namespace {

constexpr const char* kUsage = "usage: sekimori-courier [--config FILE] [--once]\n";
constexpr const char* kVersion = "sekimori 0.1.0\n";

struct CourierLine {
  std::string config = "/etc/sekimori/sekimori.toml";
  bool once = false;
};

// nullopt: `exit_status` says how to end, all is printed.
std::optional<CourierLine> read_line(int argc, char** argv, int& exit_status) {
  const std::array<option, 5> options{{{"config", required_argument, nullptr, 'c'},
                                       {"once", no_argument, nullptr, 'o'},
                                       {"help", no_argument, nullptr, 'h'},
                                       {"version", no_argument, nullptr, 'v'},
                                       {nullptr, 0, nullptr, 0}}};
  CourierLine line;
  for (;;) {
    const int read = getopt_long(argc, argv, "", options.data(), nullptr);
    if (read == 'c') {
      line.config = optarg;
    } else if (read == 'o') {
      line.once = true;
    } else if (read == -1 && optind == argc) {
      return line;
    } else {
      const bool asked = read == 'h' || read == 'v';
      (asked ? std::cout : std::cerr) << (read == 'v' ? kVersion : kUsage);
      exit_status = asked ? 0 : 2;
      return std::nullopt;
    }
  }
}

int fail(const std::string& what) {
  std::cerr << "sekimori-courier: " << what << "\n";
  return 1;
}

std::string host_name() {
  std::array<char, 256> name{};
  if (gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') return "localhost";
  return name.data();
}

sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

// Whether one came within the pause. They are blocked, so a job is never interrupted.
bool told_to_end(const sigset_t& signals, std::chrono::milliseconds pause) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(pause);
  timespec time{};
  time.tv_sec = seconds.count();
  time.tv_nsec = std::chrono::nanoseconds(pause - seconds).count();
  return sigtimedwait(&signals, nullptr, &time) > 0;
}

void serve(milter::Courier& courier, const sigset_t& signals) {
  bool busy = true;
  while (!told_to_end(signals, busy ? std::chrono::milliseconds{0} : milter::kCourierPause)) {
    busy = courier.work();
  }
}

int run_with(const milter::Config& config, bool once) {
  const auto keys = milter::read_link_keys(config.link_key_file);
  if (!keys) return fail("[keys] link_key_file: " + keys.error().what);
  const auto spool = milter::Spool(config.spool).prepare();
  if (!spool) return fail("[hold] spool: " + spool.error().what);
  const auto database = milter::open_database(config.store_url, milter::Sync::kFull);
  if (!database) return fail("[store] url: " + database.error().what);

  const milter::SystemClock clock;
  const std::string host = host_name();
  const milter::Desk desk{config, *keys, **database, clock, host, milter::lease_owner(host)};
  milter::Courier courier(desk);
  milter::log_info("courier.started", {{"return_port", config.return_port}});
  courier.tidy();
  if (!once) {
    serve(courier, ending_signals());
    milter::log_info("courier.ended");
    return 0;
  }
  while (courier.work()) {
  }
  return courier.had_trouble() ? 1 : 0;
}

int run(const CourierLine& line) {
  const auto config = milter::read_config(std::filesystem::absolute(line.config).string());
  if (config) return run_with(*config, line.once);
  for (const milter::Problem& problem : config.error()) {
    milter::log_error("config.problem", {{"what", to_string(problem)}});
  }
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  int exit_status = 0;
  const auto line = read_line(argc, argv, exit_status);
  if (!line) return exit_status;
  const sigset_t signals = ending_signals();
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  try {
    return run(*line);
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}
