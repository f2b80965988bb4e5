#include "milter/cli/command_line.h"

#include <gmock/gmock.h>

namespace milter {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Words = std::vector<std::string>;

tl::expected<CommandLine, EarlyEnd> read(const Words& arguments) {
  std::vector<const char*> argv = {"sekimori"};
  for (const std::string& one : arguments) argv.push_back(one.c_str());
  return read_command_line(static_cast<int>(argv.size()), argv.data());
}

std::string joined(const Words& arguments) {
  std::string line;
  for (const std::string& one : arguments) line += one + " ";
  return line;
}

// The exit status of a command line that ends early, -1 if it does not; what it printed.
struct End {
  int status = -1;
  std::string out, err;
};
End end_of(const Words& arguments) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const auto line = read(arguments);
  End end;
  end.out = testing::internal::GetCapturedStdout();
  end.err = testing::internal::GetCapturedStderr();
  if (!line) end.status = line.error().exit_status;
  return end;
}

template <class Command>
Command command(const Words& arguments) {
  const auto line = read(arguments);
  if (!line) throw std::logic_error("ended early: " + joined(arguments));
  return std::get<Command>(line->command);
}

const Words kSubcommands = {"check", "lookalike", "scan", "replay", "strip", "partners", "holds"};

TEST(CommandLine, HelpsEverywhere) {
  std::vector<Words> lines = {{"--help"},
                              {"partners", "import", "--help"},
                              {"partners", "list", "--help"},
                              {"partners", "suggest", "--help"}};
  for (const std::string& name : kSubcommands) lines.push_back({name, "--help"});
  for (const Words& line : lines) {
    const End end = end_of(line);
    EXPECT_EQ(end.status, 0) << joined(line);
    EXPECT_THAT(end.out, HasSubstr("--config")) << joined(line);
    EXPECT_EQ(end.err, "") << joined(line);
  }
}

TEST(CommandLine, SaysItsVersionEverywhere) {
  std::vector<Words> lines = {{"--version"}, {"partners", "list", "--version"}};
  for (const std::string& name : kSubcommands) lines.push_back({name, "--version"});
  for (const Words& line : lines) {
    const End end = end_of(line);
    EXPECT_EQ(end.status, 0) << joined(line);
    EXPECT_THAT(end.out, testing::StartsWith("sekimori 0.")) << joined(line);
  }
}

TEST(CommandLine, RefusesWrongUsageWithTwo) {
  const Words lines[] = {
      {},
      {"nonsense"},
      {"--nonsense"},
      {"--config"},
      {"check", "--nonsense"},
      {"check", "FILE"},
      {"lookalike"},  // without --partners
      {"lookalike", "--partners"},
      {"lookalike", "--partners", "p", "--direction", "sideways"},
      {"lookalike", "--partners", "p", "--lang", "fr"},
      {"lookalike", "--partners", "p", "FILE"},
      {"scan"},
      {"scan", "--json"},
      {"scan", "--direction", "sideways", "a.eml"},
      {"scan", "--rcpt"},
      {"scan", "--nonsense", "a.eml"},
      {"replay"},
      {"replay", "--timeline"},
      {"replay", "t.tsv"},
      {"strip"},
      {"strip", "a.eml", "b.eml"},
      {"partners"},
      {"partners", "nonsense"},
      {"partners", "import"},
      {"partners", "list", "FILE"},
      {"partners", "suggest", "--nonsense"},
      {"holds"},
      {"holds", "nonsense"},
      {"holds", "list", "ID"},
      {"holds", "show"},
      {"holds", "show", "a", "b"},
      {"holds", "release"},
      {"holds", "release", "a", "--keep"},
      {"holds", "release", "a", "--json"},
      {"holds", "cancel"},
      {"check", "check"},
      {"check", "strip", "a.eml"},
  };
  for (const Words& line : lines) {
    const End end = end_of(line);
    EXPECT_EQ(end.status, 2) << joined(line);
    EXPECT_NE(end.err, "") << joined(line);
    EXPECT_EQ(end.out, "") << joined(line);
  }
}

TEST(CommandLine, TakesTheConfigurationBeforeAndAfterTheSubcommand) {
  const Words lines[] = {
      {"--config", "x.toml", "check"},
      {"check", "--config", "x.toml"},
      {"check", "--config=x.toml"},
      {"scan", "a.eml", "--config", "x.toml"},
      {"--config", "x.toml", "partners", "list"},
      {"partners", "--config", "x.toml", "list"},
      {"partners", "list", "--config", "x.toml"},
  };
  for (const Words& line : lines) {
    const auto read_line = read(line);
    ASSERT_TRUE(read_line) << joined(line);
    EXPECT_EQ(read_line->config, "x.toml") << joined(line);
  }
  EXPECT_EQ(read({"check"})->config, "/etc/sekimori/sekimori.toml");
  EXPECT_TRUE(std::holds_alternative<CheckCommand>(read({"check"})->command));
}

TEST(CommandLine, ReadsLookalike) {
  const auto least = command<LookalikeOptions>({"lookalike", "--partners", "p.csv"});
  EXPECT_EQ(least.partners_file, "p.csv");
  EXPECT_THAT(least.own, IsEmpty());
  EXPECT_EQ(least.direction, lookalike::Direction::kInbound);
  EXPECT_EQ(least.lang, "en");
  EXPECT_FALSE(least.json);
  const auto all =
      command<LookalikeOptions>({"lookalike", "--own", "a.example", "--partners", "p.csv", "--own",
                                 "b.example", "--direction", "outbound", "--lang", "ja", "--json"});
  EXPECT_THAT(all.own, ElementsAre("a.example", "b.example"));
  EXPECT_EQ(all.direction, lookalike::Direction::kOutbound);
  EXPECT_EQ(all.lang, "ja");
  EXPECT_TRUE(all.json);
}

TEST(CommandLine, ReadsScan) {
  const auto least = command<ScanOptions>({"scan", "a.eml"});
  EXPECT_FALSE(least.direction);
  EXPECT_THAT(least.rcpt_to, IsEmpty());
  EXPECT_FALSE(least.offline || least.json);
  EXPECT_EQ(least.mail_from + least.auth_user + least.client_ip + least.apply, "");
  EXPECT_THAT(least.files, ElementsAre("a.eml"));
  const auto all = command<ScanOptions>(
      {"scan", "--direction", "outbound", "--mail-from", "f@x.example", "--rcpt", "a@x.example",
       "--rcpt", "b@x.example", "--auth-user", "u", "--client-ip", "192.0.2.1", "--offline",
       "--apply", "d", "--json", "a.eml", "b.eml"});
  EXPECT_EQ(all.direction, rules::Direction::kOutbound);
  EXPECT_EQ(all.mail_from, "f@x.example");
  EXPECT_THAT(all.rcpt_to, ElementsAre("a@x.example", "b@x.example"));
  EXPECT_EQ(all.auth_user, "u");
  EXPECT_EQ(all.client_ip, "192.0.2.1");
  EXPECT_TRUE(all.offline && all.json);
  EXPECT_EQ(all.apply, "d");
  EXPECT_THAT(all.files, ElementsAre("a.eml", "b.eml"));
  EXPECT_EQ(command<ScanOptions>({"scan", "--direction", "inbound", "a"}).direction,
            rules::Direction::kInbound);
}

TEST(CommandLine, ReadsARecipientWithoutSwallowingTheFile) {
  const auto scan = command<ScanOptions>({"scan", "--rcpt", "a@x.example", "a.eml"});
  EXPECT_THAT(scan.rcpt_to, ElementsAre("a@x.example"));
  EXPECT_THAT(scan.files, ElementsAre("a.eml"));
}

TEST(CommandLine, TakesFilesThatLookLikeFlagsAfterTwoHyphens) {
  EXPECT_THAT(command<ScanOptions>({"scan", "--", "--json"}).files, ElementsAre("--json"));
  EXPECT_EQ(command<StripCommand>({"strip", "--", "-x.eml"}).file, "-x.eml");
}

TEST(CommandLine, ReadsReplayStripAndPartners) {
  const auto least = command<ReplayOptions>({"replay", "--timeline", "t.tsv"});
  EXPECT_EQ(least.timeline, "t.tsv");
  EXPECT_EQ(least.store, "");
  EXPECT_FALSE(least.offline || least.json);
  const auto all = command<ReplayOptions>(
      {"replay", "--offline", "--json", "--store", "sqlite:x.db", "--timeline", "t.tsv"});
  EXPECT_EQ(all.store, "sqlite:x.db");
  EXPECT_TRUE(all.offline && all.json);
  EXPECT_EQ(command<StripCommand>({"strip", "a.eml"}).file, "a.eml");
  EXPECT_EQ(command<PartnersImportCommand>({"partners", "import", "p.csv"}).file, "p.csv");
  EXPECT_FALSE(command<PartnersListCommand>({"partners", "list"}).json);
  EXPECT_TRUE(command<PartnersListCommand>({"partners", "list", "--json"}).json);
  EXPECT_FALSE(command<PartnersSuggestCommand>({"partners", "suggest"}).json);
  EXPECT_TRUE(command<PartnersSuggestCommand>({"partners", "suggest", "--json"}).json);
}

TEST(CommandLine, ReadsHolds) {
  EXPECT_FALSE(command<HoldsListCommand>({"holds", "list"}).json);
  EXPECT_TRUE(command<HoldsListCommand>({"holds", "list", "--json"}).json);
  EXPECT_EQ(command<HoldsShowCommand>({"holds", "show", "3f"}).id, "3f");
  EXPECT_TRUE(command<HoldsShowCommand>({"holds", "show", "3f", "--json"}).json);
  EXPECT_EQ(command<HoldsCancelCommand>({"holds", "cancel", "3f"}).id, "3f");
  const auto release = command<HoldsReleaseCommand>(
      {"holds", "release", "--keep", "a@x.example", "3f", "--correct", "b@x.example=c@x.example",
       "--correct=d=e@x.example=f@x.example", "--drop", "g@x.example", "--keep", "h@x.example"});
  EXPECT_EQ(release.id, "3f");
  EXPECT_THAT(release.correct, ElementsAre("b@x.example=c@x.example", "d=e@x.example=f@x.example"));
  EXPECT_THAT(release.keep, ElementsAre("a@x.example", "h@x.example"));
  EXPECT_THAT(release.drop, ElementsAre("g@x.example"));
}

TEST(DaemonLine, HasAConfigurationAndNothingElse) {
  const auto line = [](std::vector<const char*> argv) {
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const auto result = read_daemon_line(static_cast<int>(argv.size()), argv.data());
    testing::internal::GetCapturedStdout();
    testing::internal::GetCapturedStderr();
    return result ? *result : std::to_string(result.error().exit_status);
  };
  EXPECT_EQ(line({"sekimori-milter"}), "/etc/sekimori/sekimori.toml");
  EXPECT_EQ(line({"sekimori-milter", "--config", "x.toml"}), "x.toml");
  EXPECT_EQ(line({"sekimori-milter", "--help"}), "0");
  EXPECT_EQ(line({"sekimori-milter", "--version"}), "0");
  EXPECT_EQ(line({"sekimori-milter", "check"}), "2");
  EXPECT_EQ(line({"sekimori-milter", "--nonsense"}), "2");
}

}  // namespace
}  // namespace milter
