#include "milter/extract/doc.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/extract/old_samples.h"

namespace milter::extract {
namespace {

constexpr std::size_t kMost = 100'000;

OldText read(const std::vector<Piece>& pieces, std::size_t most = kMost) {
  const std::vector<File> files = doc_of(pieces);
  EXPECT_EQ(doc_table(files[0].bytes), files[1].name);
  return read_doc(files[0].bytes, files[1].bytes, most);
}

struct Row {
  const char* what;
  std::vector<Piece> pieces;
  std::string text;
};

TEST(Doc, PiecesAreReadInOrder) {
  const std::vector<Row> rows = {
      {"Japanese", {{utf16("振込先が変わりました。\r")}}, "振込先が変わりました。\n"},
      {"western, a byte a character", {{"caf\xE9 \x93ok\x94\r", true}}, "café “ok”\n"},
      {"changed later", {{utf16("振込先")}, {"ABC", true}, {utf16("銀行\r")}}, "振込先ABC銀行\n"},
      {"beyond the first plane", {{utf16("𠮷野\r")}}, "𠮷野\n"},
      {"a table",
       {{utf16("銀行\7番号\7\7みなと\x07"
               "123\7\7後\r")}},
       "銀行\t番号\nみなと\t123\n後\n"},
      {"a line and a page", {{utf16("上\v下\f次")}}, "上\n下\n次"},
      {"a link", {{utf16("見よ\x13 HYPERLINK \"http://x\" \x14ここ\x15。\r")}}, "見よここ。\n"},
      {"a field in a field's code",
       {{utf16("a\x13 IF \x13 DATE \x14 1 \x15 \x14z\x15\r")}},
       "az\n"},
      {"a field without a result", {{utf16("a\x13 XE \"b\" \x15z\r")}}, "az\n"},
      {"a field that is never closed", {{utf16("a\x13 X\r振込先\r")}}, "a\n振込先\n"},
      {"closed twice", {{utf16("a\x15\x14z\r")}}, "az\n"},
      {"marks of notes and pictures", {{utf16("a\2\5\1\x08z\r")}}, "az\n"},
      {"hyphens",
       {{utf16("03\x1E"
               "1234\x1Fz\r")}},
       "03-1234z\n"},
      {"nothing", {}, ""},
  };
  for (const Row& row : rows) {
    const OldText found = read(row.pieces);
    EXPECT_EQ(found.text, row.text) << row.what;
    EXPECT_EQ(found.problem, std::nullopt) << row.what;
  }
}

TEST(Doc, OtherVersionsAndPasswordsAreTold) {
  const auto files = doc_of({{utf16("x\r")}});
  std::string word95 = files[0].bytes;
  word95[0] = '\xDC';
  EXPECT_EQ(read_doc(word95, files[1].bytes, kMost).problem, Problem::kUnknownKind);
  EXPECT_EQ(read_doc("", "", kMost).problem, Problem::kUnknownKind);
  const auto locked = doc_of({{utf16("x\r")}}, 0x0100);
  EXPECT_EQ(read_doc(locked[0].bytes, locked[1].bytes, kMost).problem, Problem::kEncrypted);
  EXPECT_EQ(doc_table(std::string(100, '\0')), "0Table");
}

TEST(Doc, DamageIsBroken) {
  const auto files = doc_of({{utf16("振込先\r")}, {utf16("銀行\r")}});
  const std::string& document = files[0].bytes;
  const std::string& table = files[1].bytes;
  EXPECT_EQ(read_doc(document, "", kMost).problem, Problem::kBroken);
  EXPECT_EQ(read_doc(document.substr(0, 500), table, kMost).problem, Problem::kBroken);
  // Cut within the second piece: the first is still read.
  const OldText half = read_doc(document.substr(0, document.size() - 2), table, kMost);
  EXPECT_EQ(half.problem, Problem::kBroken);
  EXPECT_EQ(half.text, "振込先\n");
  for (std::size_t size = 0; size < table.size(); ++size) {  // must end, whatever comes of it
    read_doc(document, table.substr(0, size), kMost);
  }
}

// Pieces that all show the same place would be far larger than the file.
TEST(Doc, PiecesShareNothing) {
  auto files = doc_of(std::vector<Piece>(1'000, {utf16(std::string(1'000, 'x'))}));
  std::string& document = files[0].bytes;
  document.resize(1024 + 2'000);
  std::string& table = files[1].bytes;
  const std::size_t descriptors = table.size() - 8 * 1'000;
  for (std::size_t i = 0; i < 1'000; ++i)
    table.replace(descriptors + i * 8 + 2, 4, little(1024, 4));
  const OldText found = read_doc(document, table, 100'000'000);
  EXPECT_EQ(found.problem, Problem::kBroken);
  EXPECT_LE(found.text.size(), document.size());
}

TEST(Doc, ReadingStops) {
  const OldText found = read({{utf16(std::string(1'000, 'a') + "\r")}, {utf16("never")}}, 100);
  EXPECT_GT(found.text.size(), 100U);
  EXPECT_LT(found.text.size(), 1'000U);
  EXPECT_EQ(found.text.find("never"), std::string::npos);
}

}  // namespace
}  // namespace milter::extract
