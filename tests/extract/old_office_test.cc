#include "milter/extract/old_office.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/extract/expect.h"
#include "tests/extract/old_samples.h"

namespace milter::extract {
namespace {

std::string book(const std::string& text) {
  return bof() + cell(0x204, 0, 0, wide(text)) + record(0x0A, "");
}

std::vector<File> with(std::vector<File> files, const std::vector<File>& more) {
  files.insert(files.end(), more.begin(), more.end());
  return files;
}

std::vector<File> letter(const std::string& text, unsigned flags = 0) {
  return doc_of({{utf16(text)}}, flags);
}

std::vector<File> below(const std::string& storage, std::vector<File> files) {
  for (File& file : files) file.name = storage + "/" + file.name;
  return files;
}

struct Row {
  const char* what;
  std::vector<File> streams;
  std::string told;
};

const std::vector<Row> kBenign = {
    {"a letter", letter("請求書\r"), "a: 請求書\n\n"},
    {"a workbook", {{"Workbook", book("請求書")}}, "a: 請求書\n\n"},
    {"as old writers spell it", {{"WORKBOOK", book("x")}}, "a: x\n\n"},
    {"beside one for Excel 95", {{"Book", bof(0x0500)}, {"Workbook", book("x")}}, "a: x\n\n"},
    {"a letter with a table in it",
     with(letter("送付状\r"), {{"ObjectPool/Workbook", book("明細")}}), "a: 送付状\n\na: 明細\n\n"},
    {"a letter in a letter", with(letter("外\r"), below("ObjectPool", letter("内\r"))),
     "a: 外\n\na: 内\n\n"},
    {"names close to a program's", with(letter("x\r"), {{"VBAX", ""}, {"Macro", ""}, {"vba", ""}}),
     "a: x\n\n"},
};

const std::vector<Row> kOdd = {
    {"a program in it", with(letter("x\r"), {{"Macros/VBA", ""}}), "a: x\n\na: !macros\n"},
    {"a program, and no text", {{"_VBA_PROJECT_CUR", ""}}, "a: !macros\na: !unknown_kind\n"},
    {"a macro sheet",
     {{"Workbook", bof() + record(0x85, little(0, 4) + std::string("\2\1", 2)) + book("x")}},
     "a: x\n\na: !macros\n"},
    {"behind a password", letter("x\r", 0x0100), "a: !encrypted\na: !unknown_kind\n"},
    {"a workbook behind one",
     {{"Workbook", bof() + record(0x2F, "1234") + cell(0x204, 0, 0, wide("x"))}},
     "a: !encrypted\na: !unknown_kind\n"},
    {"new Office behind one",
     {{"EncryptedPackage", "x"}, {"EncryptionInfo", "x"}},
     "a: !encrypted\n"},
    {"no text: a scan", letter("\x01\r"), "a: !unknown_kind\n"},
    {"slides, a mail of Outlook's", {{"PowerPoint Document", "x"}}, "a: !unknown_kind\n"},
    {"Excel 95", {{"Book", bof(0x0500)}}, "a: !unknown_kind\n"},
    {"Excel 95, called otherwise", {{"Workbook", bof(0x0500)}}, "a: !unknown_kind\n"},
    {"a letter without its table", {letter("x\r")[0]}, "a: !broken\na: !unknown_kind\n"},
    {"the table is another letter's", with({letter("x\r")[0]}, below("p", {letter("y\r")[1]})),
     "a: !broken\na: !unknown_kind\n"},
};

TEST(OldOffice, TextAndTroubles) {
  for (const auto& rows : {kBenign, kOdd}) {
    for (const Row& row : rows) EXPECT_EQ(told("a", ole_of(row.streams)), row.told) << row.what;
  }
}

TEST(OldOffice, AnEmbeddedWordFileNeedsItsOwnTable) {
  EXPECT_EQ(told("a", ole_of({})), "a: !unknown_kind\n");
  EXPECT_EQ(told("a", ole_of({{"Workbook", ""}}).substr(0, 700)), "a: !broken\n");
}

// A thousand entries that all show the same stream.
TEST(OldOffice, StreamsAreSpentFromTheBudget) {
  const std::vector<File> many(100, {"Workbook", book("x")});
  ExtractLimits few;
  few.entries = 10;
  const std::string all = told("a", ole_of(many), few);
  EXPECT_NE(all.find("a: !too_large\n"), std::string::npos) << all;
  ExtractLimits little_text;
  little_text.text_bytes = 10;
  EXPECT_EQ(told("a", ole_of({{"Workbook", book("123456789012345")}}), little_text),
            "a: 123456789\na: !too_large\n");
}

}  // namespace
}  // namespace milter::extract
