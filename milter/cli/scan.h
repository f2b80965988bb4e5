// `sekimori scan`: mail files judged by the daemon's own code; nothing is remembered of them.
//
//   return run_scan("/etc/sekimori/sekimori.toml", {.files = {"a.eml"}}, std::cout, std::cerr);
//
// What would be held is judged the same, but not kept, and `apply` writes no copy of it.
// 0, or 1 if a file or the configuration was bad (the other files are still done).
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "rules/facts.h"

namespace milter {

struct ScanOptions {
  std::optional<rules::Direction> direction;  // else by the contract's rule
  std::string mail_from;                      // else the author of From
  std::vector<std::string> rcpt_to;           // else To and Cc
  std::string auth_user, client_ip;
  bool offline = false;
  std::string apply;  // folder; "" if not wanted
  bool json = false;
  std::vector<std::string> files;
};

int run_scan(const std::string& config_path, const ScanOptions& options, std::ostream& out,
             std::ostream& err);

}  // namespace milter
