#include "milter/extract/ole.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/extract/old_samples.h"

namespace milter::extract {
namespace {

std::string pattern(std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i) out += static_cast<char>('a' + i / 64 % 26);
  return out;
}

const OleEntry* find(const CompoundFile& file, const std::string& name) {
  const auto& all = file.entries();
  const auto at =
      std::find_if(all.begin(), all.end(), [&](const OleEntry& one) { return one.name == name; });
  return at == all.end() ? nullptr : &*at;
}

TEST(Ole, StreamsComeBackWhole) {
  for (const std::size_t size :
       {0U, 1U, 63U, 64U, 65U, 511U, 513U, 4095U, 4096U, 4097U, 100'000U}) {
    const std::string bytes =
        ole_of({{"before", pattern(100)}, {"it", pattern(size)}, {"after", pattern(5'000)}});
    const auto file = CompoundFile::open(bytes);
    ASSERT_TRUE(file) << size;
    const OleEntry* entry = find(*file, "it");
    ASSERT_NE(entry, nullptr) << size;
    EXPECT_EQ(file->read(*entry), pattern(size)) << size;
    EXPECT_EQ(file->read(*find(*file, "after")), pattern(5'000)) << size;
  }
}

TEST(Ole, StoragesAreKnown) {
  const std::string bytes = ole_of({{"WordDocument", "a"}, {"Pool/WordDocument", "b"}, {"z", "c"}});
  const auto file = CompoundFile::open(bytes);
  ASSERT_TRUE(file);
  std::vector<std::string> lines;
  for (const OleEntry& entry : file->entries()) {
    if (entry.kind != OleEntry::Kind::kStream) continue;
    lines.push_back(file->entries()[entry.storage].name + "/" + entry.name + "=" +
                    file->read(entry));
  }
  EXPECT_EQ(lines, (std::vector<std::string>{"Root Entry/WordDocument=a", "Pool/WordDocument=b",
                                             "Root Entry/z=c"}));
}

TEST(Ole, DamageIsBroken) {
  const std::string whole = ole_of({{"Workbook", ""}});  // one sector of directory, one of table
  ASSERT_TRUE(CompoundFile::open(whole));
  EXPECT_FALSE(CompoundFile::open(""));
  EXPECT_FALSE(CompoundFile::open(whole.substr(0, 100)));
  EXPECT_FALSE(CompoundFile::open(whole.substr(0, 512)));

  std::string sector_size = whole;
  sector_size[30] = 60;
  EXPECT_FALSE(CompoundFile::open(sector_size));

  std::string circle = whole;  // the directory's next sector is the directory
  circle.replace(512 + 512, 4, little(0, 4));
  EXPECT_FALSE(CompoundFile::open(circle));

  std::string table_circle = whole;  // the list of the table's sectors goes on in itself
  table_circle.replace(68, 4, little(0, 4));
  table_circle.replace(512 + 508, 4, little(0, 4));
  EXPECT_FALSE(CompoundFile::open(table_circle));
}

// A stream whose chain is cut or a circle gives what is there, never more than it states.
TEST(Ole, AStreamsOwnDamageEndsIt) {
  const std::string whole = ole_of({{"it", pattern(5'000)}});  // sectors 0 to 9, then the directory
  const std::size_t table = whole.size() - 512;
  std::string circle = whole;
  circle.replace(table + 4 * 1, 4, little(0, 4));
  const auto round = CompoundFile::open(circle);
  ASSERT_TRUE(round);
  EXPECT_EQ(round->read(*find(*round, "it")).size(), 5'000U);
  std::string cut = whole;
  cut.replace(table + 4 * 1, 4, little(0xFFFFFFFE, 4));
  const auto end = CompoundFile::open(cut);
  ASSERT_TRUE(end);
  EXPECT_EQ(end->read(*find(*end, "it")), pattern(1'024));
}

// Neighbours that name each other, and a storage that lies in itself.
TEST(Ole, ACircularDirectoryEnds) {
  std::string bytes = ole_of({{"Pool/a", "x"}, {"Pool/b", "y"}});
  const std::size_t directory = 512 * (1 + 2);  // behind the small streams and their table
  for (std::size_t entry = 0; entry < 4; ++entry) {
    for (const std::size_t field : {68U, 72U, 76U}) {
      bytes.replace(directory + entry * 128 + field, 4, little((entry + 1) % 4, 4));
    }
  }
  const auto file = CompoundFile::open(bytes);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->entries().size(), 4U);
}

}  // namespace
}  // namespace milter::extract
