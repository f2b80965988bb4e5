#include "milter/extract/kind_of.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/extract/old_samples.h"

namespace milter::extract {
namespace {

using std::string_literals::operator""s;

struct Row {
  std::string bytes;
  std::string name;
  std::string type;
  Kind kind = Kind::kUnknown;
};

TEST(KindOf, BytesDecideAndNamesWhereTheyCannot) {
  const std::string tar = archive_of("ustar", "none", {{"a.txt", "a"}});
  const std::vector<Row> rows = {
      {"%PDF-1.7\n", "請求書.pdf", "application/pdf", Kind::kPdf},
      {"%PDF-1.7\n", "請求書.docx", "application/msword", Kind::kPdf},
      {"\n\n%PDF-1.4\n", "請求書.pdf", "application/pdf", Kind::kPdf},
      {"PK\x03\x04...", "見積.xlsx", "", Kind::kZip},
      {zip_of({}), "empty.zip", "", Kind::kZip},
      {zip_of({{"a.pdf", "%PDF-1.7"}}), "a.pdf", "application/pdf", Kind::kZip},
      {"7z\xBC\xAF\x27\x1C\0\4"s, "a.7z", "", Kind::kSevenZip},
      {"Rar!\x1A\x07\0"s, "a.rar", "", Kind::kRar},
      {rar_of({}), "a.rar", "", Kind::kRar},
      {tar, "a.tar", "", Kind::kTar},
      {"\x1F\x8B\x08\0"s, "a.tar.gz", "", Kind::kPacked},
      {"BZh91AY", "a.bz2", "", Kind::kPacked},
      {"\xFD\x37zXZ\0"s, "a.xz", "", Kind::kPacked},
      {ole_of({}), "a.doc", "", Kind::kOle},
      {"{\\rtf1", "契約書.doc", "application/msword", Kind::kRtf},
      {"From: a@b.example\n\nx", "転送.eml", "", Kind::kMail},
      {"From: a@b.example\n\nx", "", "message/rfc822", Kind::kMail},
      {"From: a@b.example\n\nx", "memo.txt", "text/plain", Kind::kText},
      {"<p>x", "page.HTM", "", Kind::kHtml},
      {"\xEF\xBB\xBF\n<!DOCTYPE html><p>x", "page", "", Kind::kHtml},
      {"a,b\n1,2\n", "a.csv", "text/csv", Kind::kText},
      {"\x90\x55\x8D\x9E\x90\xE6", "a.csv", "", Kind::kText},
      {"\x1B$B?69~\x1B(B", "a.txt", "", Kind::kText},
      {"\xFF\xFE\x2F\x63"s, "a.txt", "", Kind::kText},
      {"MZ is how this text begins", "a.txt", "", Kind::kText},
      {"MZ\x90\0\3\0\0\0"s, "setup.exe", "", Kind::kProgram},
      {"\x7F"
       "ELF\2\1\1\0"s,
       "tool", "", Kind::kProgram},
      {"\x4C\0\0\0\1\x14\2\0"s, "a.lnk", "", Kind::kProgram},
      {"\x89PNG\r\n\x1A\n\0\0"s, "logo.png", "image/png", Kind::kUnknown},
      {"\xFF\xD8\xFF\xE0\0\x10JFIF"s, "scan.pdf", "application/pdf", Kind::kUnknown},
      {"", "a.pdf", "", Kind::kEmpty},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(kind_of({row.bytes, row.name, row.type}), row.kind) << row.name << " " << row.bytes;
  }
}

struct NameRow {
  std::string name;
  Kind kind = Kind::kUnknown;
  bool disguised = false;
};

TEST(KindOf, ADisguiseIsADocumentsNameOnAProgram) {
  const std::vector<NameRow> rows = {
      {"請求書.pdf.exe", Kind::kProgram, true},
      {"請求書.PDF.Js", Kind::kText, true},
      {"invoice.xlsx          .scr", Kind::kProgram, true},
      {"invoice.pdf.exe.", Kind::kProgram, true},
      {"請求書．ｐｄｆ．ｅｘｅ", Kind::kProgram, true},
      {"請求書.pdf.lnk", Kind::kProgram, true},
      {"請求書.pdf.iso", Kind::kUnknown, true},
      {"請求書\xE2\x80\xAE"
       "fdp.exe",
       Kind::kProgram, true},
      {"請求書\xE2\x80\xAE"
       "fdp.zip",
       Kind::kZip, true},
      {"請求書.pdf", Kind::kProgram, true},
      {"請求書.pdf", Kind::kPdf, false},
      {"請求書.doc", Kind::kRtf, false},
      {"setup.exe", Kind::kProgram, false},
      {"jquery.min.js", Kind::kText, false},
      {"議事録.2026.11.docx", Kind::kZip, false},
      {"画面.png.pdf", Kind::kPdf, false},
      {"backup.tar.gz", Kind::kPacked, false},
      {"請求書.pdf.zip", Kind::kZip, false},
      {"com", Kind::kText, false},
      {"株式会社.com", Kind::kUnknown, false},
      {"", Kind::kProgram, false},
  };
  for (const NameRow& row : rows) {
    EXPECT_EQ(is_disguised(row.name, row.kind), row.disguised) << row.name;
  }
}

TEST(KindOf, TheExtensionOfAPackedFileFalls) {
  EXPECT_EQ(without_extension("請求書.csv.gz"), "請求書.csv");
  EXPECT_EQ(without_extension("請求書"), "請求書");
  EXPECT_EQ(without_extension(".profile"), ".profile");
}

}  // namespace
}  // namespace milter::extract
