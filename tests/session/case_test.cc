// Every tests/cases/*.case in process; the same files are played through real MTAs by tests/mta.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/support/case_check.h"

namespace milter::testing {
namespace {

std::vector<std::string> case_paths() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(SEKIMORI_TESTS "/cases")) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

class CaseRun : public ::testing::TestWithParam<std::string> {};

TEST_P(CaseRun, Holds) {
  const Case one = read_case(GetParam());  // a mistake in the file fails the test by its exception
  if (!one.is_for("inprocess")) return;    // said so with a reason in the file
  for (const std::string& complaint : complaints(one, play(one))) ADD_FAILURE() << complaint;
}

INSTANTIATE_TEST_SUITE_P(Cases, CaseRun, ::testing::ValuesIn(case_paths()), [](const auto& test) {
  return std::filesystem::path(test.param).stem().string();
});

TEST(Cases, AreThere) { EXPECT_GE(case_paths().size(), 30U); }

}  // namespace
}  // namespace milter::testing
