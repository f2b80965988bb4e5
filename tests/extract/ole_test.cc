#include "milter/extract/ole.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/extract/samples.h"

namespace milter::extract {
namespace {

struct Row {
  std::vector<std::string> names;
  std::vector<Problem> problems;
};

TEST(Ole, TheDirectoryTells) {
  const std::vector<Row> rows = {
      {{"Root Entry", "WordDocument", "1Table"}, {Problem::kUnknownKind}},
      {{"Root Entry", "Workbook"}, {Problem::kUnknownKind}},
      {{"Root Entry", "__properties_version1.0"}, {Problem::kUnknownKind}},
      {{"Root Entry", "VBAX", "Macro", "vba"}, {Problem::kUnknownKind}},
      {{"Root Entry", "WordDocument", "Macros", "VBA", "dir"},
       {Problem::kMacros, Problem::kUnknownKind}},
      {{"Root Entry", "Workbook", "a", "b", "c", "d", "e", "_VBA_PROJECT_CUR"},
       {Problem::kMacros, Problem::kUnknownKind}},
      {{"Root Entry", "EncryptedPackage", "EncryptionInfo"}, {Problem::kEncrypted}},
  };
  for (const Row& row : rows) EXPECT_EQ(look_into_ole(ole_of(row.names)), row.problems);
}

TEST(Ole, DamageIsBroken) {
  const std::string whole = ole_of({"Root Entry", "Workbook"});
  const std::vector<Problem> broken = {Problem::kBroken};
  EXPECT_EQ(look_into_ole(whole.substr(0, 100)), broken);
  EXPECT_EQ(look_into_ole(whole.substr(0, 512)), broken);

  std::string sector_size = whole;
  sector_size[30] = 60;
  EXPECT_EQ(look_into_ole(sector_size), broken);

  std::string circle = whole;  // the directory's next sector is the directory
  circle.replace(512 + 4, 4, std::string("\1\0\0\0", 4));
  EXPECT_EQ(look_into_ole(circle), broken);

  std::string table_circle = whole;  // the list of the table's sectors goes on in itself
  table_circle.replace(68, 4, std::string("\1\0\0\0", 4));
  table_circle.replace(512 + 512 + 508, 4, std::string("\1\0\0\0", 4));
  EXPECT_EQ(look_into_ole(table_circle), broken);
}

}  // namespace
}  // namespace milter::extract
