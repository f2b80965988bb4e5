// One function a subcommand. CLI11's own exit codes are mapped to 0 (help, version) and 2.
// Tested by command_line_test.cc.
#include "milter/cli/command_line.h"

#include <CLI/CLI.hpp>
#include <iostream>

namespace milter {
namespace {

constexpr const char* kVersion = "sekimori 0.1.0";

void common(CLI::App& app, std::string& config) {
  app.set_version_flag("--version", kVersion);
  app.add_option("--config", config, "configuration file")->capture_default_str();
}

// Makes `result.command` a T when the subcommand is met, with its options bound to the T inside.
template <class T>
CLI::App* add(CLI::App& app, const std::string& name, const std::string& what, T& options,
              CommandLine& result) {
  CLI::App* sub = app.add_subcommand(name, what);
  sub->add_option("--config", result.config, "configuration file");
  sub->set_version_flag("--version", kVersion);
  sub->callback([&] { result.command = options; });
  return sub;
}

const std::map<std::string, lookalike::Direction> kWeights = {
    {"inbound", lookalike::Direction::kInbound}, {"outbound", lookalike::Direction::kOutbound}};
const std::map<std::string, rules::Direction> kDirections = {
    {"inbound", rules::Direction::kInbound}, {"outbound", rules::Direction::kOutbound}};

void lookalike_options(CLI::App* sub, LookalikeOptions& options) {
  sub->add_option("--partners", options.partners_file, "CSV, or one domain a line")->required();
  sub->add_option("--own", options.own, "a domain of our own")->allow_extra_args(false);
  sub->add_option("--direction", options.direction, "inbound or outbound")
      ->transform(CLI::CheckedTransformer(kWeights));
  sub->add_option("--lang", options.lang, "language of the explanation")
      ->check(CLI::IsMember({"ja", "en"}));
  sub->add_flag("--json", options.json, "one JSON object a line");
}

void scan_options(CLI::App* sub, ScanOptions& options) {
  sub->add_option("--direction", options.direction, "inbound or outbound")
      ->transform(CLI::CheckedTransformer(kDirections));
  sub->add_option("--mail-from", options.mail_from, "envelope sender");
  sub->add_option("--rcpt", options.rcpt_to, "envelope recipient")->allow_extra_args(false);
  sub->add_option("--auth-user", options.auth_user, "login of the client");
  sub->add_option("--client-ip", options.client_ip, "address of the client");
  sub->add_flag("--offline", options.offline, "no DNS");
  sub->add_option("--apply", options.apply, "folder for the mail as the recipient would get it");
  sub->add_flag("--json", options.json, "one JSON object a line");
  sub->add_option("FILE", options.files, "mail")->required();
}

void replay_options(CLI::App* sub, ReplayOptions& options) {
  sub->add_option("--timeline", options.timeline, "TSV with one mail a row")->required();
  sub->add_flag("--offline", options.offline, "no DNS");
  sub->add_option("--store", options.store, "memory to start from and to add to");
  sub->add_flag("--json", options.json, "one JSON object a line");
}

CLI::App* group(CLI::App& app, const std::string& name, const std::string& what,
                CommandLine& result) {
  CLI::App* sub = app.add_subcommand(name, what);
  sub->require_subcommand(1);
  sub->set_version_flag("--version", kVersion);
  sub->add_option("--config", result.config, "configuration file");
  return sub;
}

// The commands of one group, whose options stay here until the line is read.
struct PartnersGroup {
  PartnersImportCommand import;
  PartnersListCommand list;
  PartnersSuggestCommand suggest;

  void add_to(CLI::App& app, CommandLine& result) {
    CLI::App* partners = group(app, "partners", "the partner table", result);
    add(*partners, "import", "replace the table by a CSV file", import, result)
        ->add_option("FILE", import.file, "CSV")
        ->required();
    add(*partners, "list", "what the store has", list, result)->add_flag("--json", list.json);
    add(*partners, "suggest", "domains we write to that no partner has", suggest, result)
        ->add_flag("--json", suggest.json);
  }
};

struct HoldsGroup {
  HoldsListCommand list;
  HoldsShowCommand show;
  HoldsReleaseCommand release;
  HoldsCancelCommand cancel;

  void add_to(CLI::App& app, CommandLine& result) {
    CLI::App* holds = group(app, "holds", "mail that waits for its sender", result);
    add(*holds, "list", "open and ended ones, oldest first", list, result)
        ->add_flag("--json", list.json, "one JSON object a line");
    CLI::App* one = add(*holds, "show", "all about one", show, result);
    one->add_option("ID", show.id, "as in the log")->required();
    one->add_flag("--json", show.json, "one JSON object");
    CLI::App* decided = add(*holds, "release", "send it, in the sender's place", release, result);
    decided->add_option("ID", release.id, "as in the log")->required();
    decided->add_option("--correct", release.correct, "OLD=NEW: send to NEW instead")
        ->allow_extra_args(false);
    decided->add_option("--keep", release.keep, "the address is right")->allow_extra_args(false);
    decided->add_option("--drop", release.drop, "do not send to it")->allow_extra_args(false);
    add(*holds, "cancel", "never send it", cancel, result)
        ->add_option("ID", cancel.id, "as in the log")
        ->required();
  }
};

int parse(CLI::App& app, int argc, const char* const* argv) {
  try {
    app.parse(argc, argv);
    return -1;
  } catch (const CLI::ParseError& end) {
    return app.exit(end) == 0 ? 0 : 2;
  }
}

}  // namespace

tl::expected<CommandLine, EarlyEnd> read_command_line(int argc, const char* const* argv) {
  CommandLine result;
  LookalikeOptions lookalike;
  ScanOptions scan;
  ReplayOptions replay;
  StripCommand strip;
  CheckCommand check;
  PartnersGroup partners;
  HoldsGroup holds;
  CLI::App app("Sekimori: the guard at the mail gateway", "sekimori");
  common(app, result.config);
  app.require_subcommand(1);
  add(app, "check", "read configuration, tables and rules; name every problem", check, result);
  lookalike_options(add(app, "lookalike", "which domain does each line imitate", lookalike, result),
                    lookalike);
  scan_options(add(app, "scan", "judge mail files as the daemon would", scan, result), scan);
  replay_options(add(app, "replay", "judge mail in order, with memory building up", replay, result),
                 replay);
  add(app, "strip", "a message without banners and subject tags of ours", strip, result)
      ->add_option("FILE", strip.file, "mail")
      ->required();
  partners.add_to(app, result);
  holds.add_to(app, result);
  const int end = parse(app, argc, argv);
  if (end >= 0) return tl::unexpected(EarlyEnd{end});
  return result;
}

tl::expected<std::string, EarlyEnd> read_daemon_line(int argc, const char* const* argv) {
  std::string config = "/etc/sekimori/sekimori.toml";
  CLI::App app("Sekimori's mail filter", "sekimori-milter");
  common(app, config);
  const int end = parse(app, argc, argv);
  if (end >= 0) return tl::unexpected(EarlyEnd{end});
  return config;
}

}  // namespace milter
