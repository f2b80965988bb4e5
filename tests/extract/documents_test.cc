// Files that are text already: CSV, plain text and HTML, in the charsets of Japanese offices.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "milter/extract/plain.h"
#include "tests/extract/expect.h"
#include "tests/extract/samples.h"

namespace milter::extract {
namespace {

constexpr const char* kTable = "銀行,支店,口座\r\nみなと銀行,本店営業部,普通 1234567\r\n";
constexpr const char* kRead = "銀行,支店,口座\nみなと銀行,本店営業部,普通 1234567\n";

TEST(Documents, TextIsReadInItsCharset) {
  const std::vector<File> rows = {
      {"utf-8", kTable},
      {"utf-8 with mark", std::string("\xEF\xBB\xBF") + kTable},
      {"cp932", in_charset(kTable, "windows-31j")},
      {"euc", in_charset(kTable, "euc-jp")},
      {"jis", in_charset(kTable, "iso-2022-jp")},
      {"Excel's Unicode text", "\xFF\xFE" + in_charset(kTable, "UTF-16LE")},
      {"big-endian", "\xFE\xFF" + in_charset(kTable, "UTF-16BE")},
  };
  for (const File& row : rows) EXPECT_EQ(read_plain(row.bytes), kRead) << row.name;
}

TEST(Documents, BytesThatAreNoTextDoNotHideTheRestOfMarkedText) {
  EXPECT_EQ(read_plain("\xEF\xBB\xBF振込先 \xFF\xFE みなと"), "振込先 \uFFFD\uFFFD みなと");
}

TEST(Documents, PagesAreReadAsTheyAreSeen) {
  const std::string page =
      "<html><body><p>振込先</p><p style=\"display:none\">隠</p></body></html>";
  EXPECT_EQ(told("a.html", page), "a.html: 振込先\n\n");
  EXPECT_EQ(told("a.htm", in_charset(page, "windows-31j")), "a.htm: 振込先\n\n");
}

// Files whose extension is an old document's and whose content is text or HTML: what many business
// systems export. Benign.
TEST(Documents, OldNamesOnTextAreNoTrouble) {
  EXPECT_EQ(told("売上.xls", "<html><table><tr><td>売上</td></tr></table></html>", {},
                 "application/vnd.ms-excel"),
            "売上.xls: 売上\n\n");
  EXPECT_EQ(told("一覧.xls", "a\tb\n"), "一覧.xls: a\tb\n\n");
  EXPECT_EQ(told("契約書.doc", "{\\rtf1 a}"), "契約書.doc: a\n");
}

TEST(Documents, WhatNothingReadsIsSaid) {
  const std::string png("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", 16);
  EXPECT_EQ(told("印影.png", png), "印影.png: !unknown_kind\n");
  EXPECT_EQ(told("empty.pdf", ""), "");
}

}  // namespace
}  // namespace milter::extract
