#include "milter/extract/xls.h"

#include <gtest/gtest.h>

#include <bit>
#include <string>
#include <vector>

#include "tests/extract/old_samples.h"

namespace milter::extract {
namespace {

constexpr std::size_t kMost = 100'000;
constexpr unsigned kSst = 0xFC, kContinue = 0x3C, kLabelSst = 0xFD, kLabel = 0x204, kNumber = 0x203,
                   kRk = 0x27E, kMulRk = 0xBD, kFormula = 0x06, kString = 0x207,
                   kTextObject = 0x1B6;

std::string real(double value) { return little(std::bit_cast<std::uint64_t>(value), 8); }
std::string nth(unsigned index) { return little(index, 4); }
std::string whole(int value) { return little(static_cast<unsigned>(value) << 2U | 2U, 4); }

std::string text_of(const std::string& records) {
  const OldText found = read_xls(bof() + records, kMost);
  EXPECT_EQ(found.problem, std::nullopt);
  EXPECT_FALSE(found.macros);
  return found.text;
}

struct Row {
  const char* what;
  std::string records;
  std::string text;
};

TEST(Xls, CellsOfEveryKind) {
  const std::string strings = shared({wide("振込先"), narrow("caf\xE9"), wide("𠮷野")});
  const std::vector<Row> rows = {
      {"shared strings",
       strings + cell(kLabelSst, 0, 0, nth(0)) + cell(kLabelSst, 0, 1, nth(1)) +
           cell(kLabelSst, 2, 0, nth(2)),
       "振込先\tcafé\n𠮷野\n"},
      {"a string that is not there", strings + cell(kLabelSst, 0, 0, nth(3)), ""},
      {"a string of its own", cell(kLabel, 0, 0, wide("口座")) + cell(0xD6, 0, 1, narrow("x")),
       "口座\tx\n"},
      {"numbers",
       cell(kNumber, 0, 0, real(1234567)) + cell(kNumber, 0, 1, real(0.5)) +
           cell(kNumber, 0, 2, real(10000000)) + cell(kNumber, 0, 3, real(-1e300)),
       "1234567\t0.5\t10000000\t-1e+300\n"},
      {"short numbers",
       cell(kRk, 1, 0, whole(1234567)) + cell(kRk, 1, 1, whole(-5)) +
           cell(kRk, 1, 2, little(static_cast<unsigned>(150) << 2U | 3U, 4)) +
           cell(kRk, 1, 3, little(std::bit_cast<std::uint64_t>(2.0) >> 32U, 4)),
       "1234567\t-5\t1.5\t2\n"},
      {"a row of short numbers",
       record(kMulRk, little(7, 2) + little(0, 2) + little(1, 2) + whole(1) + little(1, 2) +
                          whole(2) + little(1, 2)),
       "1\t2\n"},
      {"results",
       cell(kFormula, 0, 0, real(42)) + cell(kFormula, 0, 1, little(0, 6) + little(0xFFFF, 2)) +
           record(kString, wide("口座")) + cell(kNumber, 0, 2, real(1)),
       "42\t口座\t1\n"},
      {"two sheets", cell(kNumber, 0, 0, real(1)) + bof() + cell(kNumber, 0, 0, real(2)), "1\n2\n"},
      {"a text box",
       cell(kNumber, 0, 0, real(1)) +
           record(kTextObject, little(0, 10) + little(3, 2) + little(16, 2) + little(0, 4)) +
           record(kContinue, '\1' + utf16("振込先")) + record(kContinue, std::string(16, 'r')) +
           cell(kNumber, 1, 0, real(2)),
       "1\n振込先\n2\n"},
      {"an empty text box", record(kTextObject, little(0, 18)), ""},
      {"a header and a footer", record(0x14, wide("見出し")) + record(0x15, ""), "見出し\n"},
      {"what is no cell", record(0xE0, "formats") + record(0x31, "font") + record(0, ""), ""},
  };
  for (const Row& row : rows) EXPECT_EQ(text_of(row.records), row.text) << row.what;
}

// Formats and furigana stand behind their string, and are none of the next.
TEST(Xls, RichStringsAreSkippedOver) {
  const std::string rich = little(2, 2) + '\x0D' + little(1, 2) + little(6, 4) + utf16("港社") +
                           "fffff"[0] + std::string(3, 'f') + utf16("みなと");
  EXPECT_EQ(text_of(shared({rich, wide("次")}) + cell(kLabelSst, 0, 0, nth(0)) +
                    cell(kLabelSst, 0, 1, nth(1))),
            "港社\t次\n");
}

// Every place where a table of strings may be cut; the next record says anew how wide they are.
TEST(Xls, StringsGoOnInTheNextRecord) {
  const std::string head = little(2, 4) + little(2, 4);
  const std::string next = wide("次");
  const std::string use = cell(kLabelSst, 0, 0, nth(0)) + cell(kLabelSst, 0, 1, nth(1));
  const auto cut = [&](const std::string& before, const std::string& after) {
    return text_of(record(kSst, head + before) + record(kContinue, after + next) + use);
  };
  const std::string start = little(4, 2) + '\1';
  EXPECT_EQ(cut(start + utf16("振込"), '\1' + utf16("口座")), "振込口座\t次\n");
  EXPECT_EQ(cut(start + utf16("振込"), std::string("\0AB", 3)), "振込AB\t次\n");
  EXPECT_EQ(cut(little(4, 2) + std::string("\0AB", 3), '\1' + utf16("口座")), "AB口座\t次\n");
  EXPECT_EQ(cut(start, '\1' + utf16("振込口座")), "振込口座\t次\n");
  EXPECT_EQ(cut(wide("振込口座"), ""), "振込口座\t次\n") << "between two strings: no flags";
  const std::string runs = little(1, 2) + '\x08' + little(2, 2) + "A";
  EXPECT_EQ(cut(runs + "ffff", "ffff"), "A\t次\n") << "in what describes it: no flags";
  EXPECT_EQ(
      text_of(record(kSst, head + start + utf16("振")) + record(kContinue, '\1' + utf16("込")) +
              record(kContinue, '\1' + utf16("口座") + next) + use),
      "振込口座\t次\n");
}

TEST(Xls, OtherVersionsPasswordsAndMacroSheetsAreTold) {
  EXPECT_EQ(read_xls("", kMost).problem, Problem::kUnknownKind);
  EXPECT_EQ(read_xls(bof(0x0500) + cell(kNumber, 0, 0, real(1)), kMost).problem,
            Problem::kUnknownKind);
  const OldText locked = read_xls(bof() + record(0x2F, "x") + cell(kNumber, 0, 0, real(1)), kMost);
  EXPECT_EQ(locked.problem, Problem::kEncrypted);
  EXPECT_EQ(locked.text, "");
  const auto sheet = [](char type) {
    return read_xls(bof() + record(0x85, little(0, 5) + type + narrow("x")), kMost).macros;
  };
  EXPECT_FALSE(sheet('\0')) << "a worksheet";
  EXPECT_TRUE(sheet('\1'));
  EXPECT_FALSE(sheet('\2')) << "a chart";
}

TEST(Xls, DamageEndsReading) {
  const std::string workbook = bof() + shared({wide("振込先"), wide("口座")}) +
                               cell(kLabelSst, 0, 0, nth(0)) + cell(kLabelSst, 1, 0, nth(1));
  const OldText cut = read_xls(workbook.substr(0, workbook.size() - 2), kMost);
  EXPECT_EQ(cut.problem, Problem::kBroken);
  EXPECT_TRUE(cut.text.starts_with("振込先\n")) << cut.text;
  for (std::size_t size = 0; size < workbook.size(); ++size) {  // must end, whatever comes of it
    read_xls(workbook.substr(0, size), kMost);
  }
  // More strings are promised than are there; a string is longer than its record.
  EXPECT_EQ(text_of(record(kSst, little(9, 4) + little(0xFFFFFFFF, 4) + wide("x"))), "");
  EXPECT_EQ(text_of(cell(kLabel, 0, 0, little(0xFFFF, 2) + std::string("\0ab", 3))), "ab\n");
}

// One long string shown by many cells would be far larger than the file.
TEST(Xls, ReadingStops) {
  std::string workbook = bof() + shared({narrow(std::string(5'000, 'a'))});
  for (unsigned row = 0; row < 1'000; ++row) workbook += cell(kLabelSst, row, 0, nth(0));
  const OldText found = read_xls(workbook, 20'000);
  EXPECT_GT(found.text.size(), 20'000U);
  EXPECT_LE(found.text.size(), 25'010U);
}

}  // namespace
}  // namespace milter::extract
