// The words after the program's name, read into one value; the only user of CLI11.
//
//   auto command = read_command_line(argc, argv);
//   if (!command) return command.error().exit_status;    // --help, --version or wrong usage:
//   printed
//
// Subcommands, flags and exit status are the contract's: 2 for wrong usage.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <variant>

#include "milter/cli/holds.h"
#include "milter/cli/lookalike.h"
#include "milter/cli/replay.h"
#include "milter/cli/scan.h"

namespace milter {

struct CheckCommand {};
struct StripCommand {
  std::string file;
};
struct PartnersImportCommand {
  std::string file;
};
struct PartnersListCommand {
  bool json = false;
};
struct PartnersSuggestCommand {
  bool json = false;
};

struct CommandLine {
  std::string config = "/etc/sekimori/sekimori.toml";
  std::variant<CheckCommand, LookalikeOptions, ScanOptions, ReplayOptions, StripCommand,
               PartnersImportCommand, PartnersListCommand, PartnersSuggestCommand, HoldsListCommand,
               HoldsShowCommand, HoldsReleaseCommand, HoldsCancelCommand>
      command;
};

struct EarlyEnd {
  int exit_status = 2;
};
tl::expected<CommandLine, EarlyEnd> read_command_line(int argc, const char* const* argv);

// `sekimori-milter [--config FILE]`: the configuration's path.
tl::expected<std::string, EarlyEnd> read_daemon_line(int argc, const char* const* argv);

}  // namespace milter
