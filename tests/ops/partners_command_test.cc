#include <gtest/gtest.h>

#include <sstream>

#include "milter/cli/partners.h"
#include "milter/memory/correspondents.h"
#include "tests/ops/folder.h"

namespace milter {
namespace {

const std::string kHeader = "id,name,kana,english_name,domains,contacts,phone,country,trust\n";
const std::string kTwo =
    "p2,,,,,taro@free.example,,,service\n"
    "p1,光和商事,コウワ,Kouwa,kouwa.example kouwa.co.jp,tanaka@kouwa.example,03-1,JP,\n";

class PartnersCommand : public testing::Test {
 protected:
  int import(const std::string& csv) {
    return run_partners_import(config_, folder_.write("p.csv", csv), out_, err_);
  }
  std::string list(bool json) {
    out_.str("");
    EXPECT_EQ(run_partners_list(config_, json, out_, err_), 0);
    return out_.str();
  }

  Folder folder_;
  std::string config_ = folder_.write(
      "t.toml", "[organisation]\ndomains = [\"own.example\"]\n[store]\nurl = \"sqlite:s.db\"\n");
  std::ostringstream out_, err_;
};

TEST_F(PartnersCommand, ImportsAndLists) {
  EXPECT_EQ(import(kHeader + kTwo), 0);
  EXPECT_EQ(out_.str(), "imported 2 partner(s)\n");
  EXPECT_EQ(list(false), "p1\t光和商事\tkouwa.example kouwa.co.jp\np2\t-\t-\n");
  EXPECT_EQ(list(true),
            R"({"id":"p1","name":"光和商事","kana":"コウワ","english_name":"Kouwa",)"
            R"("domains":["kouwa.example","kouwa.co.jp"],"contacts":["tanaka@kouwa.example"],)"
            R"("phone":"03-1","country":"JP","trust":""})"
            "\n"
            R"({"id":"p2","name":"","kana":"","english_name":"","domains":[],)"
            R"("contacts":["taro@free.example"],"phone":"","country":"","trust":"service"})"
            "\n");
}

TEST_F(PartnersCommand, LeaveTheStoreAloneIfTheFileIsBad) {
  ASSERT_EQ(import(kHeader + kTwo), 0);
  const std::string before = list(true);
  EXPECT_EQ(import(kHeader + "p3,,,,ok.example,,,,\n,,,,bad,,,,\n"), 1);
  EXPECT_EQ(err_.str(), folder_.path("p.csv") + ":3: the id is missing\n" + folder_.path("p.csv") +
                            ":3: domains: \"bad\" is not a domain: it has no dot\n");
  EXPECT_EQ(list(true), before);
  EXPECT_EQ(run_partners_import(config_, folder_.path("absent.csv"), out_, err_), 1);
  EXPECT_EQ(list(true), before);
}

TEST_F(PartnersCommand, SuggestsWhomWeWriteTo) {
  ASSERT_EQ(import(kHeader + kTwo), 0);
  const auto database = open_database("sqlite:" + folder_.path("s.db")).value();
  Correspondents memory(*database);
  ASSERT_TRUE(memory.record({{"k@own.example", "a@new.example", true, 1},
                             {"k@own.example", "a@new.example", false, 2},
                             {"k@own.example", "a@kouwa.example", true, 3}}));
  EXPECT_EQ(run_partners_suggest(config_, false, out_, err_), 0);
  EXPECT_EQ(run_partners_suggest(config_, true, out_, err_), 0);
  EXPECT_EQ(out_.str(),
            "imported 2 partner(s)\nnew.example\t1\t1\n"
            R"({"domain":"new.example","sent":1,"received":1})"
            "\n");
}

TEST_F(PartnersCommand, SaysTryAgainLaterWhileTheStoreIsBusy) {
  ASSERT_EQ(import(kHeader + kTwo), 0);
  const auto database = open_database("sqlite:" + folder_.path("s.db")).value();
  ASSERT_TRUE(database->write([&](Statements&) -> Result<void> {
    EXPECT_EQ(import(kHeader), 75);
    return {};
  }));
  EXPECT_EQ(err_.str(), folder_.path("s.db") + ": database is locked\n");
}

TEST_F(PartnersCommand, NamesABadConfigurationOrStore) {
  EXPECT_EQ(run_partners_list(folder_.path("absent.toml"), false, out_, err_), 1);
  folder_.write("s.db", std::string(4096, 'x'));
  EXPECT_EQ(run_partners_list(config_, false, out_, err_), 1);
  EXPECT_EQ(run_partners_suggest(config_, false, out_, err_), 1);
  EXPECT_EQ(import(kHeader), 1);
}

}  // namespace
}  // namespace milter
