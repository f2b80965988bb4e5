// The measuring set of business mail, as a guard against collapse. The floors lie below, the bounds
// above what is reached: they say what an administrator could still live with, and are no aim.
#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "milter/base/text.h"
#include "milter/cli/replay.h"
#include "milter/ops/config.h"

namespace milter {
namespace {

using Counts = std::map<std::string, int>;    // by level
using Table = std::map<std::string, Counts>;  // by kind

const std::string kFolder = std::string(SEKIMORI_TESTS) + "/corpus/business/";

std::map<std::string, std::string> kinds() {
  std::map<std::string, std::string> result;
  const std::string timeline = read_file(kFolder + "timeline.tsv", 1'000'000).value();
  for (const std::string_view line : split(timeline, '\n')) {
    const auto cells = split(line, '\t');
    if (cells.size() == 8) result.emplace(cells[0], trim(cells[7]));
  }
  return result;
}

Table measure() {
  ReplayOptions options;
  options.timeline = kFolder + "timeline.tsv";
  options.offline = true;
  options.json = true;
  std::ostringstream out, err;
  EXPECT_EQ(run_replay(kFolder + "sekimori.toml", options, out, err), 0) << err.str();
  const auto kind_of = kinds();
  Table table;
  const std::string verdicts = out.str();
  for (const std::string_view line : split(verdicts, '\n')) {
    if (line.empty()) continue;
    const auto verdict = nlohmann::json::parse(line);
    ++table[kind_of.at(verdict["file"])][verdict["level"]];
  }
  return table;
}

void print(const Table& table) {
  for (const auto& [kind, counts] : table) {
    std::cout << kind << ":";
    for (const auto& [level, count] : counts) std::cout << " " << level << " " << count;
    std::cout << "\n";
  }
}

int total(const Counts& counts) {
  int sum = 0;
  for (const auto& [level, count] : counts) sum += count;
  return sum;
}

int warned(Counts& counts) { return counts["amber"] + counts["red"]; }

struct Floor {
  std::string kind;
  int of, warned;
};

TEST(BusinessMail, IsWarnedOfWhereItIsFraudAndSeldomElsewhere) {
  Table table = measure();
  print(table);
  const Floor floors[] = {
      {"T1", 18, 15}, {"T2", 13, 10}, {"LINE", 7, 6}, {"T4", 8, 2}, {"T5", 8, 4}};
  for (const Floor& floor : floors) {
    EXPECT_EQ(total(table[floor.kind]), floor.of) << floor.kind;
    EXPECT_GE(warned(table[floor.kind]), floor.warned) << floor.kind;
  }
  Counts& benign = table["benign"];
  EXPECT_EQ(total(benign), 110);
  EXPECT_EQ(benign["red"], 0);
  EXPECT_LE(warned(benign), 10);
  EXPECT_EQ(table["history"]["red"], 2);  // h45, h46: our own answers to an impostor's domain
}

}  // namespace
}  // namespace milter
