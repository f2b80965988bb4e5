#include "milter/judge/load.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "lookalike/lookalike.h"
#include "milter/memory/correspondents.h"
#include "milter/memory/partners.h"
#include "tests/ops/folder.h"

namespace milter {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kHeader = "id,name,kana,english_name,domains,contacts,phone,country,trust\n";
const std::string kKouwa = "p1,幸和商事,,,kouwa.example,,,,\n";
const std::string kMirai = "p2,みらい工業,,,mirai.example,,,,\n";

class Load : public testing::Test {
 protected:
  std::string config(const std::string& more = "[tables]\npartners = \"p.csv\"\n") const {
    return folder_.write("s.toml", "[organisation]\ndomains = [\"asagiri.example\"]\n" + more +
                                       "[store]\nurl = \"sqlite:s.db\"\n");
  }
  bool has_store() const { return std::filesystem::exists(folder_.path("s.db")); }
  std::vector<std::string> stored() const {
    const auto database = open_database("sqlite:" + folder_.path("s.db")).value();
    return ids(load_partners(*database).value());
  }
  static std::vector<std::string> ids(const std::vector<Partner>& partners) {
    std::vector<std::string> result;
    for (const Partner& partner : partners) result.push_back(partner.id);
    return result;
  }
  static std::vector<std::string> loaded(const std::string& path, Tables tables) {
    const auto snapshot = load_snapshot(path, tables);
    if (!snapshot) return {to_string(snapshot.error().front())};
    return ids((*snapshot)->partners);
  }
  static std::vector<std::string> problems(const std::string& path, Tables tables) {
    const auto snapshot = load_snapshot(path, tables);
    std::vector<std::string> result;
    if (snapshot) return result;
    for (const Problem& problem : snapshot.error()) result.push_back(to_string(problem));
    return result;
  }

  Folder folder_;
};

TEST_F(Load, ImportPutsTheFileIntoTheStore) {
  folder_.write("p.csv", kHeader + kKouwa + kMirai);
  EXPECT_THAT(loaded(config(), Tables::kImport), ElementsAre("p1", "p2"));
  EXPECT_THAT(stored(), ElementsAre("p1", "p2"));
  folder_.write("p.csv", kHeader + kMirai);
  EXPECT_THAT(loaded(config(), Tables::kImport), ElementsAre("p2"));
  EXPECT_THAT(stored(), ElementsAre("p2"));
}

TEST_F(Load, StoreIsTheTruthForAChild) {
  folder_.write("p.csv", kHeader + kKouwa);
  EXPECT_THAT(loaded(config(), Tables::kImport), ElementsAre("p1"));
  folder_.write("p.csv", kHeader + kMirai);
  EXPECT_THAT(loaded(config(), Tables::kStore), ElementsAre("p1"));
  folder_.write("p.csv", "nonsense");
  EXPECT_THAT(loaded(config(), Tables::kStore), ElementsAre("p1"));
}

TEST_F(Load, StoreIsUsedWhereNoFileIsNamed) {
  folder_.write("p.csv", kHeader + kKouwa);
  EXPECT_THAT(loaded(config(), Tables::kImport), ElementsAre("p1"));
  for (const Tables tables : {Tables::kImport, Tables::kStore, Tables::kReadOnly}) {
    EXPECT_THAT(loaded(config(""), tables), ElementsAre("p1"));
  }
}

TEST_F(Load, ReadOnlyWritesNothing) {
  folder_.write("p.csv", kHeader + kKouwa);
  EXPECT_THAT(loaded(config(), Tables::kReadOnly), ElementsAre("p1"));
  EXPECT_FALSE(has_store());
  EXPECT_THAT(loaded(config(""), Tables::kReadOnly), IsEmpty());
  EXPECT_FALSE(has_store());
  loaded(config(), Tables::kImport);
  folder_.write("p.csv", kHeader + kMirai);
  EXPECT_THAT(loaded(config(), Tables::kReadOnly), ElementsAre("p2"));
  EXPECT_THAT(stored(), ElementsAre("p1"));
}

TEST_F(Load, NamesEveryProblemOfTheConfiguration) {
  const std::string path = folder_.write(
      "s.toml", "[organisation]\ndomain = [\"x.example\"]\n[mode]\nmonitor = \"yes\"\n[odd]\n");
  const auto found = problems(path, Tables::kReadOnly);
  EXPECT_GE(found.size(), 3U);
  for (const std::string& line : found) EXPECT_THAT(line, HasSubstr(path));
  EXPECT_THAT(found, testing::Contains(HasSubstr(path + ":2: ")));
  EXPECT_THAT(found, testing::Contains(HasSubstr(path + ":4: ")));
  EXPECT_THAT(found, testing::Contains(HasSubstr(path + ":5: ")));
}

TEST_F(Load, NamesEveryProblemOfThePartnerFileAndTakesNothingOfIt) {
  folder_.write("p.csv", kHeader + kKouwa);
  loaded(config(), Tables::kImport);
  const std::string file =
      folder_.write("p.csv", kHeader + kMirai + "own,x,,,x.example,,,,\np3,y,,,y.example,,,,odd\n");
  for (const Tables tables : {Tables::kImport, Tables::kReadOnly}) {
    EXPECT_THAT(problems(config(), tables),
                ElementsAre(HasSubstr(file + ":3: "), HasSubstr(file + ":4: ")));
  }
  EXPECT_THAT(stored(), ElementsAre("p1"));
}

TEST_F(Load, TakesNoPartnerDomainThatIsEverybodys) {
  const std::string fine = "p1,a,,,kouwa.co.jp mail.kouwa.com 幸和.jp,,,,\n";
  const std::string file = folder_.write(
      "p.csv", kHeader + fine + "p2,b,,,gmail.com,,,,\np3,c,,,co.jp,,,,\np4,d,,,jp,,,,\n" +
                   "p5,e,,,asagiri.example,,,,\np6,f,,,yahoo.co.jp,,,,\n");
  for (const Tables tables : {Tables::kImport, Tables::kReadOnly}) {
    EXPECT_THAT(problems(config(), tables),
                ElementsAre(HasSubstr(":3: domains: \"gmail.com\" is a free-mail provider"),
                            HasSubstr(":4: domains: \"co.jp\" is a public suffix"),
                            HasSubstr(":5: domains: \"jp\" "),
                            HasSubstr(":6: domains: \"asagiri.example\" is one of our own"),
                            HasSubstr(":7: domains: \"yahoo.co.jp\" is a free-mail provider")));
  }
  EXPECT_FALSE(has_store());
  folder_.write("p.csv", kHeader + fine);
  EXPECT_THAT(loaded(config(), Tables::kImport), ElementsAre("p1"));
}

TEST_F(Load, TakesNoOwnDomainThatIsEverybodys) {
  const std::string path = folder_.write(
      "s.toml", "[organisation]\nname = \"x\"\ndomains = [\"asagiri.co.jp\", \"gmail.com\"]\n");
  EXPECT_THAT(problems(path, Tables::kReadOnly),
              ElementsAre(HasSubstr(path + ":3: organisation.domains: \"gmail.com\" is a free-")));
}

TEST_F(Load, NamesFilesThatAreNotThere) {
  EXPECT_THAT(problems(folder_.path("none.toml"), Tables::kReadOnly),
              ElementsAre(HasSubstr(folder_.path("none.toml"))));
  for (const Tables tables : {Tables::kImport, Tables::kReadOnly}) {
    EXPECT_THAT(problems(config(), tables), ElementsAre(HasSubstr(folder_.path("p.csv"))));
  }
  EXPECT_FALSE(has_store());
}

TEST_F(Load, NamesAStoreThatCannotBeOpened) {
  folder_.write("p.csv", kHeader + kKouwa);
  folder_.write("s.db", std::string(4096, 'x'));
  for (const Tables tables : {Tables::kImport, Tables::kStore}) {
    EXPECT_THAT(problems(config(), tables), ElementsAre(HasSubstr("s.db")));
  }
  EXPECT_THAT(loaded(config(), Tables::kReadOnly), ElementsAre("p1"));
}

TEST_F(Load, TellsWhetherTheStoreIsThere) {
  EXPECT_FALSE(store_exists("sqlite:" + folder_.path("s.db")));
  folder_.write("s.db", "");
  EXPECT_TRUE(store_exists("sqlite:" + folder_.path("s.db")));
  EXPECT_TRUE(store_exists("postgresql://db.example/sekimori"));
}

lookalike::Kind kind_of(const std::string& config, const std::string& name) {
  const auto snapshot = load_snapshot(config, Tables::kImport).value();
  return lookalike::examine(name, snapshot->recipient_watchlist).kind;
}

TEST_F(Load, HostsOfPartnersThatMailWentToAreGuardedThemselves) {
  folder_.write("p.csv", kHeader + kKouwa);
  const std::string path = config();
  EXPECT_EQ(kind_of(path, "salesoffice-kouwa.example"), lookalike::Kind::kCombined);
  const auto database = open_database("sqlite:" + folder_.path("s.db")).value();
  ASSERT_TRUE(Correspondents(*database).record(
      {{"a@asagiri.example", "b@salesoffice.kouwa.example", true, 1},
       {"a@asagiri.example", "c@lager.kouwa.example", false, 1},  // only wrote to us
       {"a@asagiri.example", "d@stranger.example", true, 1}}));
  EXPECT_EQ(kind_of(path, "salesofficekouwa.example"), lookalike::Kind::kMissingDot);
  EXPECT_EQ(kind_of(path, "salesoffice.kouwa.example"), lookalike::Kind::kExact);
  EXPECT_EQ(kind_of(path, "lager.kouwa.example"), lookalike::Kind::kSubdomain);
  EXPECT_EQ(kind_of(path, "strangers.example"), lookalike::Kind::kNone);
}

}  // namespace
}  // namespace milter
