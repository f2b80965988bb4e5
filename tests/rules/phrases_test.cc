// The built-in phrase files against sentences from mail: sentences/ja.txt and en.txt. "+" rows must
// be found in their family, "-" rows must not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "rules/phrasebook.h"

namespace {

struct Row {
  std::string where;  // file:line
  std::string family;
  bool expected = false;
  std::string sentence;
};

std::vector<Row> rows_of(const std::string& language) {
  const std::string path = std::string(SEKIMORI_TESTS) + "/rules/sentences/" + language + ".txt";
  std::ifstream file(path);
  std::vector<Row> rows;
  std::string family, line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.rfind("family ", 0) == 0) family = line.substr(7);
    if (line.rfind("+ ", 0) != 0 && line.rfind("- ", 0) != 0) continue;
    rows.push_back(
        {language + ".txt:" + std::to_string(number), family, line[0] == '+', line.substr(2)});
  }
  return rows;
}

const rules::Phrasebook& book() {
  static const rules::Phrasebook kBook =
      rules::Phrasebook::parse(rules::built_in_phrases()).value();
  return kBook;
}

std::set<std::string> families_found(const std::string& text) {
  const auto hits = book().find(text);
  std::set<std::string> found;
  for (const rules::PhraseHit& hit : hits.value()) found.insert(hit.family);
  return found;
}

class Sentences : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Languages, Sentences, testing::Values("ja", "en"));

TEST_P(Sentences, AreFoundInTheirFamilyOrNot) {
  for (const Row& row : rows_of(GetParam())) {
    EXPECT_EQ(families_found(row.sentence).count(row.family) == 1, row.expected)
        << row.where << ": " << row.family << ": " << row.sentence;
  }
}

// A family without rows of both kinds would not be tested at all.
TEST_P(Sentences, CoverEveryFamilyBothWays) {
  std::map<std::string, int> hostile, benign;
  for (const Row& row : rows_of(GetParam())) ++(row.expected ? hostile : benign)[row.family];
  const int least = std::string(GetParam()) == "ja" ? 3 : 2;
  for (const std::string& family : book().families()) {
    EXPECT_GE(hostile[family], least) << family;
    EXPECT_GE(benign[family], least) << family;
  }
  EXPECT_EQ(hostile.size(), book().families().size()) << "a row names an unknown family";
}

// A row that judging would never see in this form proves nothing.
TEST_P(Sentences, AreWrittenNormalised) {
  for (const Row& row : rows_of(GetParam())) {
    EXPECT_TRUE(std::none_of(row.sentence.begin(), row.sentence.end(), [](char c) {
      return c >= 'A' && c <= 'Z';
    })) << row.where;
    for (const char* wide :
         {"！", "？", "，", "：", "（", "）", "　", "…", "０", "Ａ", "ａ", "㈱"}) {
      EXPECT_THAT(row.sentence, testing::Not(testing::HasSubstr(wide))) << row.where;
    }
    if (std::string(GetParam()) == "ja") {
      EXPECT_THAT(row.sentence, testing::Not(testing::HasSubstr(" "))) << row.where;
    }
  }
}

}  // namespace
