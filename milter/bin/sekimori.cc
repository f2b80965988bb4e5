// NAME
//   sekimori - the mail admin's command line
//
// SYNOPSIS
//   sekimori check | lookalike | scan | replay | strip | partners | holds  [--config FILE] [--help]
//
// DESCRIPTION
//   Judges files and names with the daemon's own code, and keeps its tables. `sekimori COMMAND
//   --help` lists the flags.
//
// SECURITY
//   `scan`, `replay` and `strip` read hostile mail: run them as a user without privileges.
//
// FILES
//   /etc/sekimori/sekimori.toml, and what it names.
//
// EXIT STATUS
//   0 done; 1 a check failed or an input was bad; 2 wrong usage; 75 try again later.
#include <iostream>

#include "milter/cli/check.h"
#include "milter/cli/command_line.h"
#include "milter/cli/holds.h"
#include "milter/cli/partners.h"
#include "milter/cli/strip.h"

namespace {

using namespace milter;  // one visitor over all commands

struct Run {
  const std::string& config;
  int operator()(const CheckCommand&) const { return run_check(config, std::cout, std::cerr); }
  int operator()(const LookalikeOptions& options) const {
    return run_lookalike(options, std::cin, std::cout, std::cerr);
  }
  int operator()(const ScanOptions& options) const {
    return run_scan(config, options, std::cout, std::cerr);
  }
  int operator()(const ReplayOptions& options) const {
    return run_replay(config, options, std::cout, std::cerr);
  }
  int operator()(const StripCommand& command) const {
    return run_strip(command.file, std::cout, std::cerr);
  }
  int operator()(const PartnersImportCommand& command) const {
    return run_partners_import(config, command.file, std::cout, std::cerr);
  }
  int operator()(const PartnersListCommand& command) const {
    return run_partners_list(config, command.json, std::cout, std::cerr);
  }
  int operator()(const PartnersSuggestCommand& command) const {
    return run_partners_suggest(config, command.json, std::cout, std::cerr);
  }
  int operator()(const HoldsListCommand& command) const {
    return run_holds_list(config, command, std::cout, std::cerr);
  }
  int operator()(const HoldsShowCommand& command) const {
    return run_holds_show(config, command, std::cout, std::cerr);
  }
  int operator()(const HoldsReleaseCommand& command) const {
    return run_holds_release(config, command, std::cout, std::cerr);
  }
  int operator()(const HoldsCancelCommand& command) const {
    return run_holds_cancel(config, command, std::cout, std::cerr);
  }
};

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const auto line = read_command_line(argc, argv);
  if (!line) return line.error().exit_status;
  try {
    return std::visit(Run{line->config}, line->command);
  } catch (const std::exception& error) {
    std::cerr << "sekimori: " << error.what() << "\n";
    return 1;
  }
}
