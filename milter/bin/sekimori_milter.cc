// NAME
//   sekimori-milter - mail filter that warns of business email compromise
//
// SYNOPSIS
//   sekimori-milter [--config FILE]
//
// DESCRIPTION
//   Listens where [milter] listen says and answers Postfix or Sendmail. Stays in the foreground and
//   logs to standard error. HUP reloads configuration and tables: all of it, or nothing and a line
//   for each problem. TERM ends it after the mails in progress.
//
// SECURITY
//   Reads hostile mail: in children that hold no key and may be killed at any time; the parent
//   reads only its own files. Needs no privilege; run it as a user of its own.
//
// FILES
//   /etc/sekimori/sekimori.toml, and what it names.
//
// EXIT STATUS
//   0 ended in order; 1 the configuration or the socket was bad; 2 wrong usage.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <thread>

#include "milter/cli/command_line.h"
#include "milter/hold/spool.h"
#include "milter/judge/load.h"
#include "milter/ops/log.h"
#include "milter/session/libmilter_shell.h"
#include "milter/session/prefork.h"
#include "milter/session/worker.h"

namespace {

using milter::Problem;
using SnapshotPointer = std::shared_ptr<const milter::Snapshot>;

int children_of(const milter::Config& config) {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  return config.children > 0 ? config.children : std::max(2, cores);
}

// Known at the start, not when the first mail must be held.
bool can_hold(const milter::Config& config) {
  if (config.monitor) return true;
  const auto prepared = milter::Spool(config.spool).prepare();
  if (!prepared) milter::log_error("spool.unusable", {{"cause", prepared.error().what}});
  return prepared.has_value();
}

SnapshotPointer load(const std::string& path, milter::Tables tables) {
  auto snapshot = milter::load_snapshot(path, tables);
  if (snapshot) return can_hold((*snapshot)->config) ? *snapshot : nullptr;
  for (const Problem& problem : snapshot.error()) {
    milter::log_error("config.problem", {{"what", to_string(problem)}});
  }
  return nullptr;
}

std::string listed(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& one : all) text += (text.empty() ? "" : ", ") + one;
  return text;
}

// Children keep the store, the spool and the name servers that they began with; the first two so do
// courier and page: with another one, mail would be held where nobody looks.
bool keeps_its_places(const milter::Config& now, const milter::Config& fresh) {
  const auto same = [](const char* key, const std::string& old, const std::string& wanted) {
    if (old == wanted) return true;
    milter::log_error("config.problem",
                      {{"what", std::string(key) + ": \"" + wanted + "\" in the place of \"" + old +
                                    "\" takes a restart of every service"}});
    return false;
  };
  const bool spool = same("hold.spool", now.spool, fresh.spool);
  const bool dns = same("dns.forwarders", listed(now.forwarders), listed(fresh.forwarders));
  return same("store.url", now.store_url, fresh.store_url) && spool && dns;
}

// The MTA's user must be able to write to the socket; who may reach it is the folder's matter.
milter::Result<void> open_socket(const milter::ListenAddress& address) {
  if (address.is_unix && chdir(address.folder.c_str()) != 0) {
    return milter::fail(milter::Error::Kind::kPermanent, "no folder " + address.folder);
  }
  const mode_t former = umask(0111);
  auto opened = milter::open_milter_socket(address);
  umask(former);
  return opened;
}

int fail(const std::string& what) {
  std::cerr << "sekimori-milter: " << what << "\n";
  return 1;
}

int run(const std::string& config_path) {
  SnapshotPointer snapshot = load(config_path, milter::Tables::kImport);
  if (!snapshot) return 1;
  const auto address = milter::parse_listen(snapshot->config.listen);
  if (!address) return fail(address.error().what);
  const auto opened = open_socket(*address);
  if (!opened) return fail(opened.error().what);

  milter::PreforkPlan plan;
  plan.children = children_of(snapshot->config);
  plan.serve = [&](int control) -> int {
    milter::run_worker({snapshot, [&] { return load(config_path, milter::Tables::kStore); }},
                       control);
  };
  plan.reload = [&] {
    SnapshotPointer fresh = load(config_path, milter::Tables::kImport);
    if (!fresh || !keeps_its_places(snapshot->config, fresh->config)) return false;
    snapshot = std::move(fresh);
    milter::log_info("config.reloaded", {{"file", config_path}});
    return true;
  };
  plan.close_door = [&] {
    if (address->is_unix) unlink(address->file.c_str());
  };
  milter::log_info("milter.started", {{"listen", snapshot->config.listen}});
  return milter::Prefork(std::move(plan)).run();
}

}  // namespace

int main(int argc, char** argv) {
  const auto config_path = milter::read_daemon_line(argc, argv);
  if (!config_path) return config_path.error().exit_status;
  try {
    return run(std::filesystem::absolute(*config_path).string());
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}
