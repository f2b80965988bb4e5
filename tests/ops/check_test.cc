#include "milter/cli/check.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/ops/folder.h"

namespace milter {
namespace {

const std::string kLeast = "[organisation]\ndomains = [\"asagiri.example\"]\n";
const std::string kHeader = "id,name,kana,english_name,domains,contacts,phone,country,trust\n";

struct Outcome {
  int status;
  std::string out, err;
};

Outcome check(const std::string& path) {
  std::ostringstream out;
  std::ostringstream err;
  const int status = run_check(path, out, err);
  return {status, out.str(), err.str()};
}

TEST(Check, SaysOkInOneLine) {
  const Folder folder;
  const std::string tables = "[tables]\npartners = \"p.csv\"\naccounts = \"a.csv\"\n";
  folder.write("p.csv", kHeader + "p1,,,,a.example,,,,\n");
  folder.write("a.csv", "");
  for (const std::string& text : {kLeast, kLeast + tables}) {
    const Outcome outcome = check(folder.write("t.toml", text));
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.err, "");
    EXPECT_EQ(outcome.out.substr(0, 4), "ok: ");
    EXPECT_EQ(outcome.out.find('\n'), outcome.out.size() - 1);
  }
}

TEST(Check, PrintsEveryProblemOfTheConfiguration) {
  const Folder folder;
  const std::string path = folder.write("t.toml", kLeast + "[milter]\nchildren = -1\nchilds = 2\n");
  const Outcome outcome = check(path);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, path + ":4: milter.children is 0 to 64, not -1\n" + path +
                             ":5: unknown key \"milter.childs\"\n");
}

TEST(Check, PrintsEveryProblemOfTheTables) {
  const Folder folder;
  const std::string path = folder.write(
      "t.toml", kLeast + "[tables]\npartners = \"p.csv\"\naccounts = \"absent.csv\"\n");
  folder.write("p.csv", kHeader + "p1,,,,a.example,,,,\np1,,,,b.example,,,,\nown,,,,,,,,\n");
  const Outcome outcome = check(path);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, folder.path("p.csv") + ":3: the id \"p1\" is already used in line 2\n" +
                             folder.path("p.csv") +
                             ":4: the id \"own\" is reserved for the organisation itself\n" +
                             folder.path("absent.csv") +
                             ": cannot be read: No such file or directory\n");
}

TEST(Check, NamesAFileThatCannotBeRead) {
  const Folder folder;
  EXPECT_EQ(check(folder.path("absent.toml")).status, 1);
  const Outcome outcome =
      check(folder.write("t.toml", kLeast + "[tables]\npartners = \"absent.csv\"\n"));
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err,
            folder.path("absent.csv") + ": cannot be read: No such file or directory\n");
}

}  // namespace
}  // namespace milter
