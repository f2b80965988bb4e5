// NAME
//   sekimori-web - the pages on which senders confirm the recipients of held mail
//
// SYNOPSIS
//   sekimori-web [--config FILE]
//
// DESCRIPTION
//   Serves HTTP where [web] listen says, for a reverse proxy with TLS (deploy/nginx). Stays in the
//   foreground and logs to standard error. TERM and INT end it.
//
// SECURITY
//   Talks to the proxy and, through it, to the world; reads no mail, only what was rendered when it
//   was held. Holds the key that signs links: it can release held mail, but not read or change its
//   bytes. Needs the store and the key file, nothing else; run it as a user of its own.
//
// FILES
//   /etc/sekimori/sekimori.toml, and the store and key file that it names.
//
// EXIT STATUS
//   0 ended in order; 1 configuration, key, store or address were bad; 2 wrong usage.
#include <signal.h>

#include <iostream>
#include <optional>
#include <string>
#include <string_view>

#include "milter/hold/hold_store.h"
#include "milter/hold/link.h"
#include "milter/ops/config.h"
#include "milter/ops/log.h"
#include "milter/web/confirm.h"
#include "milter/web/http_server.h"

namespace {

// By hand: the library that reads command lines comes with the whole of cli/, which has no place in
// a process that the world talks to.
std::optional<std::string> config_path(int argc, char** argv) {
  if (argc == 1) return "/etc/sekimori/sekimori.toml";
  if (argc == 3 && std::string_view(argv[1]) == "--config") return argv[2];
  return std::nullopt;
}

int usage(int argc, char** argv) {
  const std::string_view first = argc == 2 ? argv[1] : "";
  if (first == "--version") std::cout << "sekimori 0.1.0\n";
  if (first == "--help") std::cout << "usage: sekimori-web [--config FILE]\n";
  if (first == "--version" || first == "--help") return 0;
  std::cerr << "usage: sekimori-web [--config FILE]\n";
  return 2;
}

int fail(const std::string& what) {
  milter::log_error("web.not_started", {{"what", what}});
  return 1;
}

// Blocked before any thread is made, so that only sigwait() gets them.
sigset_t end_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

int run(const std::string& path) {
  const sigset_t signals = end_signals();
  const auto config = milter::read_config(path);
  if (!config) {
    for (const auto& problem : config.error()) fail(to_string(problem));
    return 1;
  }
  auto keys = milter::read_link_keys(config->link_key_file);
  if (!keys) return fail(keys.error().what);
  const auto database = milter::open_database(config->store_url, milter::Sync::kFull);
  if (!database) return fail(database.error().what);

  milter::HoldStore holds(**database);
  const milter::SystemClock clock;
  milter::Confirm confirm(holds, std::move(*keys),
                          {config->organisation_name, config->language, config->public_url}, clock);
  const auto server = milter::HttpServer::start(
      config->web_listen, [&](const milter::Request& request) { return confirm.answer(request); });
  if (!server) return fail(server.error().what);
  milter::log_info("web.started", {{"listen", config->web_listen}});
  int signal = 0;
  sigwait(&signals, &signal);
  milter::log_info("web.ended");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const auto path = config_path(argc, argv);
  if (!path) return usage(argc, argv);
  try {
    return run(*path);
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}
