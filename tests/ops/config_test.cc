#include "milter/ops/config.h"

#include <gtest/gtest.h>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "tests/ops/folder.h"

namespace milter {
namespace {

constexpr std::string_view kPath = "/etc/sekimori/sekimori.toml";
const std::string kLeast = "[organisation]\ndomains = [\"asagiri.example\"]\n";

constexpr std::string_view kFull = R"([organisation]
name = "株式会社朝霧製作所"
domains = ["Asagiri.example", "朝霧.example"]
language = "en"
[[executive]]
name = "桜井 一郎"
kana = "サクライ イチロウ"
romaji = "Ichiro Sakurai"
title = "代表取締役社長"
addresses = ["I.Sakurai@asagiri.example"]
[[executive]]
name = "森 花子"
addresses = ["h.mori@asagiri.example"]
[people]
finance = ["Keiri@asagiri.example"]
allow = ["@Bank.example", "info@lender.example"]
[mode]
monitor = true
[milter]
listen = "inet:127.0.0.1:10025"
children = 4
internal_networks = ["192.0.2.0/24"]
inbound_gateways = ["198.51.100.7"]
outbound_daemons = ["ORIGINATING"]
[hold]
spool = "spool"
expiry = "3d"
[web]
listen = "[::1]:8025"
public_url = "https://mail-confirm.asagiri.example/"
[courier]
return_port = "localhost:10587"
from = "Sekimori@asagiri.example"
[keys]
link_key_file = "../keys/link.key"
[dns]
forwarders = ["192.0.2.53", "127.0.0.1@5353", "2001:db8::53"]
[authentication]
authserv_id = "mx.asagiri.example"
trusted_authserv_ids = ["filter.example"]
[extract]
socket = "extract.sock"
[tables]
partners = "partners.csv"
accounts = "/srv/accounts.csv"
[store]
url = "sqlite:sekimori.db"
)";

void expect_full(const Config& config) {
  EXPECT_EQ(config.path, kPath);
  EXPECT_EQ(config.organisation_name, "株式会社朝霧製作所");
  EXPECT_EQ(config.own_domains, (std::vector<std::string>{"asagiri.example", "朝霧.example"}));
  EXPECT_EQ(config.language, Language::kEnglish);
  ASSERT_EQ(config.executives.size(), 2U);
  EXPECT_EQ(config.executives[0].name, "桜井 一郎");
  EXPECT_EQ(config.executives[0].kana, "サクライ イチロウ");
  EXPECT_EQ(config.executives[0].romaji, "Ichiro Sakurai");
  EXPECT_EQ(config.executives[0].title, "代表取締役社長");
  EXPECT_EQ(config.executives[0].addresses[0], "i.sakurai@asagiri.example");
  EXPECT_EQ(config.executives[1].name, "森 花子");
  EXPECT_EQ(config.finance, std::vector<std::string>{"keiri@asagiri.example"});
  EXPECT_EQ(config.allow, (std::vector<std::string>{"@bank.example", "info@lender.example"}));
  EXPECT_TRUE(config.monitor);
}

TEST(Config, ReadsEveryKey) {
  const auto config = parse_config(kFull, std::string(kPath));
  ASSERT_TRUE(config) << to_string(config.error().front());
  expect_full(*config);
  EXPECT_EQ(config->listen, "inet:127.0.0.1:10025");
  EXPECT_EQ(config->children, 4);
  EXPECT_EQ(config->internal_networks, std::vector<std::string>{"192.0.2.0/24"});
  EXPECT_EQ(config->inbound_gateways, std::vector<std::string>{"198.51.100.7"});
  EXPECT_EQ(config->outbound_daemons, std::vector<std::string>{"ORIGINATING"});
  EXPECT_EQ(config->expiry, std::chrono::hours{72});
  EXPECT_EQ(config->web_listen, "[::1]:8025");
  EXPECT_EQ(config->public_url, "https://mail-confirm.asagiri.example");
  EXPECT_EQ(config->return_port, "localhost:10587");
  EXPECT_EQ(config->courier_from, "sekimori@asagiri.example");
  EXPECT_EQ(config->forwarders.size(), 3U);
  EXPECT_EQ(config->extract_socket, "/etc/sekimori/extract.sock");
  EXPECT_EQ(config->authserv_id, "mx.asagiri.example");
  EXPECT_EQ(config->trusted_authserv_ids, std::vector<std::string>{"filter.example"});
}

TEST(Config, ReadsPathsAgainstItsFolder) {
  const auto config = parse_config(kFull, std::string(kPath));
  ASSERT_TRUE(config);
  EXPECT_EQ(config->spool, "/etc/sekimori/spool");
  EXPECT_EQ(config->link_key_file, "/etc/keys/link.key");
  EXPECT_EQ(config->partners_file, "/etc/sekimori/partners.csv");
  EXPECT_EQ(config->accounts_file, "/srv/accounts.csv");
  EXPECT_EQ(config->store_url, "sqlite:/etc/sekimori/sekimori.db");
  const auto socket =
      parse_config(kLeast + "[milter]\nlisten = \"unix:run/m.sock\"\n", std::string(kPath));
  EXPECT_EQ(socket.value().listen, "unix:/etc/sekimori/run/m.sock");
}

TEST(Config, NeedsNothingButItsDomains) {
  const auto config = parse_config(kLeast, std::string(kPath));
  ASSERT_TRUE(config) << to_string(config.error().front());
  EXPECT_EQ(config->organisation_name, "asagiri.example");
  EXPECT_EQ(config->courier_from, "sekimori@asagiri.example");
  EXPECT_EQ(config->language, Language::kJapanese);
  EXPECT_FALSE(config->monitor);
  EXPECT_EQ(config->listen, "unix:/run/sekimori/milter.sock");
  EXPECT_EQ(config->expiry, std::chrono::hours{72});
  EXPECT_EQ(config->partners_file, "");
}

TEST(Config, ReadsAnyLineEndingAndABom) {
  const std::string dos = replace_all(kFull, "\n", "\r\n");
  for (const std::string& text : {dos, "\xEF\xBB\xBF" + dos, "\xEF\xBB\xBF" + std::string(kFull)}) {
    const auto config = parse_config(text, std::string(kPath));
    ASSERT_TRUE(config) << to_string(config.error().front());
    expect_full(*config);
  }
}

struct Value {
  std::string lines;  // after kLeast, so the second of them is line 4
  bool good;
};

TEST(Config, ChecksEachValue) {
  const std::string deep(sizeof("unix:/") + 120, 'a');
  const Value kRows[] = {
      {"[milter]\nchildren = 0", true},
      {"[milter]\nchildren = " + std::to_string(limits::kMaxChildren), true},
      {"[milter]\nchildren = " + std::to_string(limits::kMaxChildren + 1), false},
      {"[milter]\nchildren = -1", false},
      {"[milter]\nchildren = \"4\"", false},
      {"[milter]\nchildren = 4.5", false},
      {"[milter]\nlisten = \"unix:/run/m.sock\"", true},
      {"[milter]\nlisten = \"inet:[::1]:10025\"", true},
      {"[milter]\nlisten = \"inet:10025@127.0.0.1\"", false},
      {"[milter]\nlisten = \"inet:127.0.0.1:0\"", false},
      {"[milter]\nlisten = \"inet:127.0.0.1:65536\"", false},
      {"[milter]\nlisten = \"inet:127.0.0.300:10025\"", false},
      {"[milter]\nlisten = \"unix:\"", false},
      {"[milter]\nlisten = \"/run/m.sock\"", false},
      {"[milter]\nlisten = \"unix:/" + deep + "\"", false},
      {"[milter]\ninternal_networks = [\"2001:db8::/32\", \"192.0.2.9\"]", true},
      {"[milter]\ninternal_networks = [\"192.0.2.9/24\"]", false},
      {"[milter]\ninternal_networks = \"192.0.2.0/24\"", false},
      {"[milter]\ninbound_gateways = [\"gw.example\"]", false},
      {"[milter]\noutbound_daemons = [\"MSA\", \"ORIGINATING\"]", true},
      {"[milter]\noutbound_daemons = [\"\"]", false},
      {"[milter]\noutbound_daemons = [25]", false},
      {"[hold]\nexpiry = \"30m\"", true},
      {"[hold]\nexpiry = \"720h\"", true},
      {"[hold]\nexpiry = \"30d\"", true},  // kMaxHoldTime
      {"[hold]\nexpiry = \"31d\"", false},
      {"[hold]\nexpiry = \"721h\"", false},
      {"[hold]\nexpiry = \"0h\"", false},
      {"[hold]\nexpiry = \"72\"", false},
      {"[hold]\nexpiry = \"h\"", false},
      {"[hold]\nexpiry = \"-3d\"", false},
      {"[hold]\nexpiry = \"3 d\"", false},
      {"[hold]\nexpiry = \"99999999999999999999h\"", false},
      {"[hold]\nexpiry = 72", false},
      {"[hold]\nspool = \"\"", false},
      {"[mode]\nmonitor = false", true},
      {"[mode]\nmonitor = \"true\"", false},
      {"[people]\nfinance = [\"keiri@asagiri.example\"]", true},
      {"[people]\nfinance = [\"keiri\"]", false},
      {"[people]\nallow = [\"@bank.example\", \"a@b.example\"]", true},
      {"[people]\nallow = [\"bank.example\"]", false},
      {"[people]\nallow = [\"@\"]", false},
      {"[web]\npublic_url = \"\"", true},
      {"[web]\npublic_url = \"http://localhost:8025/mail\"", true},
      {"[web]\npublic_url = \"mail-confirm.asagiri.example\"", false},
      {"[web]\npublic_url = \"javascript://x.example\"", false},
      {"[web]\npublic_url = \"https://x.example/\\\"><script>\"", false},
      {"[web]\npublic_url = \"https://\"", false},
      {"[web]\nlisten = \"8025\"", false},
      {"[courier]\nreturn_port = \"mx.asagiri.example:10587\"", true},
      {"[courier]\nreturn_port = \"mx.asagiri.example\"", false},
      {"[courier]\nfrom = \"Sekimori <s@asagiri.example>\"", false},
      {"[dns]\nforwarders = [\"dns.example\"]", false},
      {"[dns]\nforwarders = [\"192.0.2.53@0\"]", false},
      {"[authentication]\nauthserv_id = \"two words\"", false},
      {"[authentication]\ntrusted_authserv_ids = [\"a;b\"]", false},
      {"[store]\nurl = \"sqlite:/var/lib/sekimori/s.db\"", true},
      {"[store]\nurl = \"sqlite:\"", false},
      {"[store]\nurl = \"postgresql://db.example/sekimori\"", false},
      {"[store]\nurl = \"mysql://db.example/sekimori\"", false},
      {"[store]\nurl = \"/var/lib/sekimori/s.db\"", false},
  };
  for (const Value& row : kRows) {
    const auto config = parse_config(kLeast + row.lines + "\n", std::string(kPath));
    ASSERT_EQ(config.has_value(), row.good) << row.lines;
    if (config) continue;
    ASSERT_EQ(config.error().size(), 1U) << row.lines;
    EXPECT_EQ(config.error()[0].file, kPath);
    EXPECT_EQ(config.error()[0].line, 4U) << row.lines;
  }
}

struct Bad {
  std::string text;
  std::size_t line;
  std::string part;
};

TEST(Config, ReportsWhatIsMissingOrUnknown) {
  const Bad kRows[] = {
      {"", 0, "organisation.domains is missing"},
      {"[organisation]\nname = \"x\"\n", 1, "organisation.domains is missing"},
      {"[organisation]\nname = \"x\"\ndomains = []\n", 3, "organisation.domains is missing"},
      {"[organisation]\ndomains = \"a.example\"\n", 2, "must be a list"},
      {"[organisation]\ndomains = [\"a.example\",\n \"b\"]\n", 3, "\"b\" is not a domain"},
      {kLeast + "language = \"fr\"\n", 3, "\"ja\" or \"en\""},
      {kLeast + "name = \"a\\nb\"\n", 3, "line break"},
      {kLeast + "domain = []\n", 3, "unknown key \"organisation.domain\""},
      {kLeast + "[milters]\n", 3, "unknown table \"milters\""},
      {"monitor = true\n" + kLeast, 1, "outside of any table \"monitor\""},
      {"mode = true\n" + kLeast, 1, "[mode] must be a table"},
      {kLeast + "[[mode]]\nmonitor = true\n", 3, "[mode] must be a table"},
      {kLeast + "[executive]\nname = \"x\"\n", 3, "[[executive]]"},
      {kLeast + "[[executive]]\naddresses = [\"a@b.example\"]\n", 3, "executive.name is missing"},
      {kLeast + "[[executive]]\nname = \" \"\naddresses = [\"a@b.example\"]\n", 4, "empty"},
      {kLeast + "[[executive]]\nname = \"x\"\n", 3, "executive.addresses is missing"},
      {kLeast + "[[executive]]\nname = \"x\"\naddresses = []\n", 3, "executive.addresses"},
      {kLeast + "[[executive]]\nname = \"x\"\naddresses = [\"a\"]\n", 5, "not a mail address"},
      {kLeast + "[[executive]]\nname = \"x\"\naddress = 1\naddresses = [\"a@b.example\"]\n", 5,
       "unknown key \"executive.address\""},
      {kLeast + "[store]\nurl = \"postgresql://x\"\n", 4, "PostgreSQL"},
      {kLeast + "[mode\n", 3, ""},
      {kLeast + "[mode]\nmonitor = yes\n", 4, ""},
      {kLeast + "[mode]\nmonitor = true\nmonitor = false\n", 5, ""},
  };
  for (const Bad& row : kRows) {
    const auto config = parse_config(row.text, std::string(kPath));
    ASSERT_FALSE(config) << row.text;
    ASSERT_EQ(config.error().size(), 1U) << row.text << to_string(config.error()[1]);
    EXPECT_EQ(config.error()[0].line, row.line) << row.text;
    EXPECT_NE(config.error()[0].message.find(row.part), std::string::npos)
        << to_string(config.error()[0]);
  }
}

TEST(Config, CollectsEveryProblemInOrder) {
  const auto config = parse_config(
      "[store]\nurl = \"x\"\n[organisation]\ndomains = [\"a\", \"b.example\", \"c\"]\n"
      "[milter]\nchilds = 1\nchildren = 1000\n[mod]\n",
      "t.toml");
  ASSERT_FALSE(config);
  std::vector<std::size_t> lines;
  for (const Problem& problem : config.error()) lines.push_back(problem.line);
  EXPECT_EQ(lines, (std::vector<std::size_t>{2, 4, 4, 6, 7, 8}));
  EXPECT_EQ(to_string(config.error()[3]), "t.toml:6: unknown key \"milter.childs\"");
}

TEST(Config, HasALimit) {
  const std::string most =
      kLeast + "#" + std::string(limits::kMaxConfigBytes - kLeast.size() - 1, 'x');
  EXPECT_TRUE(parse_config(most, "t.toml"));
  const auto config = parse_config(most + "x", "t.toml");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error()[0].line, 0U);
}

TEST(Config, IsReadFromAFile) {
  const Folder folder;
  const std::string path = folder.write("sekimori.toml", kLeast + "[hold]\nspool = \"spool\"\n");
  EXPECT_EQ(read_config(path).value().spool, folder.path("spool"));
  const auto absent = read_config(folder.path("absent.toml"));
  ASSERT_FALSE(absent);
  EXPECT_EQ(to_string(absent.error()[0]),
            folder.path("absent.toml") + ": cannot be read: No such file or directory");
}

}  // namespace
}  // namespace milter
