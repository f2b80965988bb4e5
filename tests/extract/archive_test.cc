// Archives through extract_text, as an attachment is: what is read, and what is told.
#include "milter/extract/archive.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <vector>

#include "tests/extract/expect.h"
#include "tests/extract/samples.h"

namespace milter::extract {
namespace {

const std::vector<File> kTwo = {{"a.txt", "first"}, {"b/c.csv", "1,2"}};
constexpr const char* kBothOf = "/a.txt: first\nX/b/c.csv: 1,2\n";

std::string both_in(const std::string& name) {
  std::string told = name + kBothOf;
  return told.replace(told.find('X'), 1, name);
}

// A tar of one link: an empty file whose type (at 156) is made '2', and the checksum after it.
std::string tar_with_link() {
  std::string tar = archive_of("ustar", "none", {{"link.pdf", ""}});
  tar[156] = '2';
  tar.replace(157, 6, "target");
  tar.replace(148, 8, 8, ' ');
  unsigned sum = 0;
  for (std::size_t i = 0; i < 512; ++i) sum += static_cast<unsigned char>(tar[i]);
  char digits[8];
  std::snprintf(digits, sizeof digits, "%06o", sum);
  return tar.replace(148, 7, std::string(digits) + '\0');
}

TEST(Archive, EachFormatIsRead) {
  const std::vector<File> rows = {
      {"stored.zip", zip_of(kTwo)},
      {"deflated.zip", archive_of("zip", "none", kTwo)},
      {"a.7z", archive_of("7zip", "none", kTwo)},
      {"a.rar", rar_of(kTwo)},
      {"a.tar", archive_of("ustar", "none", kTwo)},
      {"a.tar.gz", archive_of("ustar", "gzip", kTwo)},
      {"a.tar.bz2", archive_of("ustar", "bzip2", kTwo)},
      {"a.tar.xz", archive_of("ustar", "xz", kTwo)},
  };
  for (const File& row : rows) EXPECT_EQ(told(row.name, row.bytes), both_in(row.name));
}

TEST(Archive, AFilePackedByItselfIsNamedAfterIt) {
  const std::string gz = archive_of("raw", "gzip", {{"x", "振込先,みなと銀行"}});
  EXPECT_EQ(told("一覧.csv.gz", gz), "一覧.csv.gz/一覧.csv: 振込先,みなと銀行\n");
}

TEST(Archive, NamesAreInAnyCharset) {
  const std::string name = "請求書/振込先一覧.csv";
  const std::vector<File> rows = {
      {"utf8.zip", zip_of({{name, "x"}})},
      {"unmarked.zip", zip_of({{name, "x"}}, 0)},
      {"windows.zip", zip_of({{in_charset(name, "windows-31j"), "x"}}, 0)},
      {"utf8.rar", rar_of({{name, "x"}})},
      {"utf8.tar", archive_of("ustar", "none", {{"a", "x"}})},
  };
  for (const File& row : rows) {
    const std::string expected = row.name == "utf8.tar" ? "a" : name;
    EXPECT_EQ(told(row.name, row.bytes), row.name + "/" + expected + ": x\n");
  }
}

TEST(Archive, ANameIsMadeFitForALine) {
  EXPECT_EQ(told("a.zip", zip_of({{"a\nb.txt", "x"}})), "a.zip/a\\x0Ab.txt: x\n");
  const std::string lure =
      "請求書\xE2\x80\xAE"
      "txt.exe";
  EXPECT_EQ(told("a.zip", zip_of({{lure, "x"}})),
            "a.zip/請求書\\xE2\\x80\\xAEtxt.exe: x\n"
            "a.zip/請求書\\xE2\\x80\\xAEtxt.exe: !double_extension\n");
  const std::string longest(limits::kMaxMemberPath, 'n');
  EXPECT_EQ(told("a.zip", zip_of({{longest + "nn.txt", "x"}})), "a.zip/" + longest + "…: x\n");
}

TEST(Archive, APasswordIsTold) {
  const std::vector<File> secret = {{"secret.txt", "x"}};
  const std::vector<File> rows = {
      {"marked.zip", zip_of(secret, 0x801)},
      {"old.zip", archive_of("zip", "none", secret, "zip:encryption=traditional", "pw")},
      {"aes.zip", archive_of("zip", "none", secret, "zip:encryption=aes256", "pw")},
  };
  for (const File& row : rows) {
    EXPECT_EQ(told(row.name, row.bytes), row.name + "/secret.txt: !encrypted\n");
  }
  EXPECT_EQ(told("all.rar", rar_with_encrypted_header()), "all.rar: !encrypted\n");
}

TEST(Archive, DamageIsToldAndWhatStandsBeforeItIsRead) {
  const std::string whole = archive_of("ustar", "gzip", kTwo);
  EXPECT_EQ(
      told("cut.tar.gz", whole.substr(0, whole.size() / 2)).find("!broken") == std::string::npos,
      false);
  EXPECT_EQ(told("cut.7z", archive_of("7zip", "none", kTwo).substr(0, 40)), "cut.7z: !broken\n");
  EXPECT_EQ(told("cut.rar", rar_of(kTwo).substr(0, 30)), "cut.rar: !broken\n");
  std::string wrong = zip_of(kTwo);
  wrong[wrong.find("first")] = 'F';  // the checksum is now wrong
  EXPECT_EQ(told("wrong.zip", wrong), "wrong.zip/b/c.csv: 1,2\nwrong.zip/a.txt: !broken\n");
}

TEST(Archive, FoldersAndLinksAreNoFiles) {
  EXPECT_EQ(told("a.zip", zip_of({{"folder/", ""}, {"folder/a.txt", "x"}})),
            "a.zip/folder/a.txt: x\n");
  EXPECT_EQ(told("empty.zip", zip_of({})), "");
  EXPECT_EQ(told("a.tar", tar_with_link()), "a.tar/link.pdf: !unknown_kind\n");
}

TEST(Archive, ZerosDoNotEndAPackedFileUnseen) {
  const std::string padded = std::string(1024, '\0') + "%PDF-1.7";
  EXPECT_EQ(told("a.pdf.gz", archive_of("raw", "gzip", {{"x", padded}})), "a.pdf.gz: !broken\n");
}

// No format of libarchive beyond those asked for, and none of its filters that start programs.
TEST(Archive, OtherFormatsAreNotOpened) {
  EXPECT_EQ(told("a.cpio", archive_of("newc", "none", kTwo)), "a.cpio: !unknown_kind\n");
  EXPECT_EQ(told("a.gz", archive_of("newc", "gzip", kTwo)), "a.gz/a: !unknown_kind\n");
}

}  // namespace
}  // namespace milter::extract
