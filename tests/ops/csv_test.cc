#include <gtest/gtest.h>

#include "milter/ops/tables.h"

namespace milter {
namespace {

struct Row {
  std::string text;
  std::vector<std::vector<std::string>> cells;
  std::vector<std::size_t> lines;
};

TEST(Csv, ReadsAsRfc4180Says) {
  const Row kRows[] = {
      {"", {}, {}},
      {"a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}, {1, 2}},
      {"a,b\nc,d", {{"a", "b"}, {"c", "d"}}, {1, 2}},
      {"a,b\rc,d\r", {{"a", "b"}, {"c", "d"}}, {1, 2}},
      {"a\r\n\r\n\nb\n", {{"a"}, {"b"}}, {1, 4}},
      {",\n", {{"", ""}}, {1}},
      {"a,", {{"a", ""}}, {1}},
      {"\"a,b\",c\n", {{"a,b", "c"}}, {1}},
      {"\"say \"\"hi\"\"\"\n", {{"say \"hi\""}}, {1}},
      {"\"\",x\n", {{"", "x"}}, {1}},
      {"\"one\r\ntwo\",x\ny,z\n", {{"one\ntwo", "x"}, {"y", "z"}}, {1, 3}},
      {" a , b\n", {{" a ", " b"}}, {1}},
      {"山田,\"株式会社\"\n", {{"山田", "株式会社"}}, {1}},
  };
  for (const Row& row : kRows) {
    const auto read = parse_csv(row.text, "t.csv");
    ASSERT_TRUE(read) << row.text;
    ASSERT_EQ(read->size(), row.cells.size()) << row.text;
    for (std::size_t i = 0; i < read->size(); ++i) {
      EXPECT_EQ((*read)[i].cells, row.cells[i]) << row.text;
      EXPECT_EQ((*read)[i].line, row.lines[i]) << row.text;
    }
  }
}

struct Bad {
  std::string text;
  std::vector<std::size_t> lines;
};

TEST(Csv, ReportsEachWrongQuoteWithItsLine) {
  const Bad kRows[] = {
      {"a\n\"b\nc\n", {2}},  // opened in line 2, never closed
      {"a\nb\"c\n", {2}},           {"\"a\"b,c\n", {1}}, {"\"a\" ,c\n", {1}},
      {"x\"\ny\n\"z\"z\n", {1, 3}}, {"\"", {1}},
  };
  for (const Bad& row : kRows) {
    const auto read = parse_csv(row.text, "t.csv");
    ASSERT_FALSE(read) << row.text;
    ASSERT_EQ(read.error().size(), row.lines.size()) << row.text;
    for (std::size_t i = 0; i < row.lines.size(); ++i) {
      EXPECT_EQ(read.error()[i].line, row.lines[i]) << row.text;
      EXPECT_EQ(read.error()[i].file, "t.csv");
    }
  }
}

}  // namespace
}  // namespace milter
