// What is inside what: archives in archives, mail in archives, archives in mail.
#include "milter/extract/extract_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "milter/base/text.h"
#include "tests/extract/expect.h"
#include "tests/extract/samples.h"

namespace milter::extract {
namespace {

std::string mail_with(const std::string& name, const std::string& bytes) {
  return "From: a@example.jp\r\nSubject: =?UTF-8?B?" + base64_encode("請求書の件") +
         "?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
         "--b\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n添付のとおりです。\r\n"
         "--b\r\nContent-Type: application/octet-stream; name=\"" +
         name +
         "\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"" +
         name + "\"\r\n\r\n" + base64_encode(bytes) + "\r\n--b--\r\n";
}

TEST(ExtractText, MailIsReadWithItsAttachments) {
  const std::string mail = mail_with("a.csv", in_charset("振込先,みなと銀行", "windows-31j"));
  const std::string read = ": 請求書の件\n添付のとおりです。\n";
  EXPECT_EQ(told("転送.eml", mail), "転送.eml" + read + "転送.eml/a.csv: 振込先,みなと銀行\n");
  EXPECT_EQ(told("a.zip", zip_of({{"転送.eml", mail}})),
            "a.zip/転送.eml" + read + "a.zip/転送.eml/a.csv: 振込先,みなと銀行\n");
}

TEST(ExtractText, MailInMailIsRead) {
  const std::string inner = mail_with("a.zip", zip_of({{"b.txt", "内"}}));
  const std::string outer =
      "From: a@example.jp\r\nSubject: fw\r\nContent-Type: multipart/mixed; "
      "boundary=o\r\n\r\n--o\r\n"
      "Content-Type: message/rfc822\r\n\r\n" +
      inner + "\r\n--o--\r\n";
  EXPECT_NE(told("", outer, {}, "message/rfc822").find("/a.zip/b.txt: 内\n"), std::string::npos)
      << told("", outer, {}, "message/rfc822");
}

TEST(ExtractText, AMailThatIsRefusedIsBroken) {
  std::string mail = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
  for (std::size_t part = 0; part <= limits::kMaxMimeParts; ++part) mail += "--b\r\n\r\nx\r\n";
  EXPECT_NE(told("a.eml", mail + "--b--\r\n").find("a.eml: !broken\n"), std::string::npos);
}

TEST(ExtractText, DisguisesAreToldAtEveryLevel) {
  const std::string program("MZ\x90\0\3\0\0\0", 8);
  EXPECT_EQ(told("請求書.pdf.exe", program),
            "請求書.pdf.exe: !double_extension\n請求書.pdf.exe: !unknown_kind\n");
  EXPECT_EQ(told("a.zip", zip_of({{"請求書.pdf.exe", program}, {"setup.exe", program}})),
            "a.zip/請求書.pdf.exe: !double_extension\na.zip/請求書.pdf.exe: !unknown_kind\n"
            "a.zip/setup.exe: !unknown_kind\n");
}

TEST(ExtractText, KindsInAnArchiveAreReadByTheirBytes) {
  const std::string pdf = japanese_pdf("90ms-RKSJ-H", {hex(in_charset("港", "windows-31j"))});
  const std::string got =
      told("一式.zip", zip_of({{"a.dat", pdf},
                               {"b.doc", "{\\rtf1 b}"},
                               {"c.7z", archive_of("7zip", "none", {{"d.txt", "d"}})},
                               {"e.png", std::string("\x89PNG\0", 5)}}));
  EXPECT_EQ(got,
            "一式.zip/a.dat: 港\n\n一式.zip/b.doc: b\n一式.zip/c.7z/d.txt: d\n"
            "一式.zip/e.png: !unknown_kind\n");
}

TEST(ExtractText, PreparingMayBeDoneTwice) {
  prepare_extracting();
  prepare_extracting();
  EXPECT_EQ(told("a.txt", "a"), "a.txt: a\n");
}

}  // namespace
}  // namespace milter::extract
