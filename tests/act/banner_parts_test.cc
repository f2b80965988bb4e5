// Which parts of a message get the banner, and which messages get none.
#include <gtest/gtest.h>

#include <algorithm>

#include "milter/act/banner.h"
#include "milter/act/splice.h"
#include "milter/base/limits.h"
#include "milter/mail/charset.h"
#include "tests/act/mail_builder.h"

namespace milter {
namespace {

using testing::deliver;
using testing::Delivery;
using testing::encoded;
using testing::english_text;
using testing::is_seven_bit;
using testing::japanese_text;
using testing::kOpening;
using testing::longest_line;
using testing::shown;
using testing::tree_of;
using testing::with_eol;

constexpr const char* kAlternative =
    "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=B\n\n"
    "preamble\n--B\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    "こんにちは\n--B\nContent-Type: text/html; charset=shift_jis\n\n"
    "<html><BODY class=\"a>b\"><p>hi</p></BODY></html>\n--B--\n";

TEST(Banner, AlternativeGetsBoth) {
  for (const char* eol : {"\n", "\r\n"}) {
    const std::string before = with_eol(kAlternative, eol);
    const Delivery after = deliver(before, japanese_text());
    const RawMessage mail = RawMessage::parse(after.message);
    const MimeTree tree = tree_of(mail);
    ASSERT_EQ(tree.parts.size(), 3U);
    EXPECT_TRUE(shown(tree, 1).starts_with(kOpening));
    EXPECT_NE(
        after.message.find("<BODY class=\"a>b\">" + std::string(eol) + "<table role=\"note\""),
        std::string::npos);
    EXPECT_LE(longest_line(after.message), 998U);
    EXPECT_EQ(strip_banners(after.message), before);
  }
}

TEST(Banner, HtmlInEveryEncoding) {
  const std::string html = *encode_text(
      "<html><head><title>請求</title></head>\r\n<body><p>請求書 Sekimori = "
      "x</p></body></html>\r\n",
      "iso-2022-jp");
  for (const char* cte : {"7bit", "quoted-printable", "base64"}) {
    const std::string before = std::string(
                                   "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html; "
                                   "charset=iso-2022-jp\r\nContent-Transfer-Encoding: ") +
                               cte + "\r\n\r\n" + encoded(html, cte, "\r\n");
    const Delivery after = deliver(before, japanese_text());
    EXPECT_TRUE(is_seven_bit(after.message));
    EXPECT_EQ(strip_banners(after.message), before) << cte;
    const RawMessage mail = RawMessage::parse(after.message);
    const std::string now = decode_body(tree_of(mail).parts[0]);
    EXPECT_NE(now.find("<body>\r\n<table"), std::string::npos);
    EXPECT_TRUE(now.ends_with("</table>\r\n" + html.substr(html.find("<body>") + 6)));
  }
}

TEST(Banner, Utf16HtmlBecomesUtf8) {
  std::string wide;
  for (const char c : std::string("<html><body>hi</body></html>")) wide.append({c, '\0'});
  const std::string before =
      "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-16le\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\n" +
      base64_lines(wide, "\r\n") + "\r\n";
  const Delivery after = deliver(before, japanese_text());
  const RawMessage mail = RawMessage::parse(after.message);
  const MimeTree tree = tree_of(mail);
  EXPECT_EQ(tree.parts[0].charset, "utf-8");
  EXPECT_NE(shown(tree, 0).find("<body>\n<table"), std::string::npos);
  EXPECT_TRUE(shown(tree, 0).find("hi</body></html>") != std::string::npos);
}

struct Refused {
  const char* header_and_body;
  const char* why;
};

class Refusals : public ::testing::TestWithParam<Refused> {};

TEST_P(Refusals, NameTheReasonAndTouchNothing) {
  const std::string before =
      with_eol(std::string("Subject: x\nMIME-Version: 1.0\n") + GetParam().header_and_body, "\r\n");
  const Delivery after = deliver(before, japanese_text());
  EXPECT_EQ(after.result.why, GetParam().why);
  EXPECT_EQ(after.result.applied, std::string_view(GetParam().why).empty());
  if (!after.result.applied) {
    EXPECT_TRUE(after.result.edits.empty());
    EXPECT_EQ(after.message, before);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Refusals,
    ::testing::Values(
        Refused{"Content-Type: multipart/signed; boundary=B; micalg=sha-256; "
                "protocol=\"application/pkcs7-signature\"\n\n--B\n"
                "Content-Type: multipart/alternative; boundary=C\n\n--C\n\nhi\n--C\n"
                "Content-Type: text/html\n\n<p>hi\n--C--\n\n--B\n"
                "Content-Type: application/pkcs7-signature\n\nAAAA\n--B--\n",
                "signed"},
        Refused{"Content-Type: multipart/mixed; boundary=A\n\n--A\n"
                "Content-Type: multipart/signed; boundary=B\n\n--B\n\nhi\n--B\n"
                "Content-Type: application/pgp-signature\n\nx\n--B--\n\n--A\n\nfooter\n--A--\n",
                "signed"},
        Refused{"Content-Type: multipart/encrypted; boundary=B\n\n--B\n"
                "Content-Type: application/pgp-encrypted\n\nVersion: 1\n--B\n"
                "Content-Type: application/octet-stream\n\nx\n--B--\n",
                "encrypted"},
        Refused{"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=s.p7m\n"
                "Content-Transfer-Encoding: base64\n\nAAAA\n",
                "encrypted"},
        Refused{"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=s.p7m\n"
                "Content-Transfer-Encoding: base64\n\nAAAA\n",
                "signed"},
        Refused{"\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nx\n", "signed"},
        Refused{"\nHi\n-----BEGIN PGP MESSAGE-----\n\nx\n", "encrypted"},
        Refused{"Content-Type: multipart/alternative; boundary=B\n\n--B\n\nhi\n--B\n"
                "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n--B--\n",
                "calendar"},
        Refused{"Content-Type: multipart/mixed; boundary=B\n\n--B\n\nhi\n--B\n"
                "Content-Type: application/ms-tnef; name=winmail.dat\n\nx\n--B--\n",
                "tnef"},
        Refused{"Content-Type: multipart/report; report-type=delivery-status; boundary=B\n\n--B\n\n"
                "hi\n--B--\n",
                "report"},
        Refused{"Content-Type: message/partial; id=a; number=1; total=2\n\nSubject: y\n\nhi\n",
                "partial"},
        // Ordinary mail that only looks like it.
        Refused{"\n> -----BEGIN PGP SIGNED MESSAGE-----\n> quoted\n", ""},
        Refused{"\n-----BEGIN PGP PUBLIC KEY BLOCK-----\n", ""},
        Refused{"Content-Type: multipart/mixed; boundary=B\n\n--B\n\nhi\n--B\n"
                "Content-Type: text/calendar; name=a.ics\n\nBEGIN:VCALENDAR\n--B--\n",
                ""},
        Refused{"Content-Type: multipart/mixed; boundary=B\n\n--B\n\nhi\n--B\n"
                "Content-Type: message/rfc822\n\nContent-Type: multipart/signed; boundary=C\n\n"
                "--C\n\nhi\n--C--\n\n--B--\n",
                ""}));

TEST(Banner, OnlyTheFirstTextsAndNoAttachments) {
  const std::string before = with_eol(
      "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n--B\n"
      "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nATTACHED\n--B\n"
      "Content-Type: message/rfc822\n\nSubject: y\n\nFORWARDED\n--B\n"
      "Content-Type: text/plain\n\nSHOWN\n--B\nContent-Type: text/plain\n\nFOOTER\n--B--\n",
      "\r\n");
  const Delivery after = deliver(before, english_text());
  EXPECT_NE(after.message.find("-----\r\n\r\nSHOWN\r\n--B"), std::string::npos) << after.message;
  EXPECT_NE(after.message.find("\r\n\r\nATTACHED\r\n"), std::string::npos);
  EXPECT_NE(after.message.find("y\r\n\r\nFORWARDED\r\n"), std::string::npos);
  EXPECT_NE(after.message.find("\r\n\r\nFOOTER\r\n--B--"), std::string::npos);
  EXPECT_EQ(after.message.find("[Sekimori]"), after.message.rfind("[Sekimori]"));
  EXPECT_EQ(strip_banners(after.message), before);
}

struct Textless {
  const char* header_and_body;
  std::size_t parts_after;
};

class OwnPart : public ::testing::TestWithParam<Textless> {};

TEST_P(OwnPart, GoesBeforeAndComesOffAgain) {
  for (const char* eol : {"\n", "\r\n"}) {
    const std::string before =
        with_eol(std::string("Subject: x\nMIME-Version: 1.0\n") + GetParam().header_and_body, eol);
    const Delivery after = deliver(before, japanese_text());
    ASSERT_TRUE(after.result.applied);
    const RawMessage mail = RawMessage::parse(after.message);
    const MimeTree tree = tree_of(mail);
    ASSERT_EQ(tree.parts.size(), GetParam().parts_after) << after.message;
    EXPECT_TRUE(tree.parts[0].is("multipart/mixed"));
    EXPECT_TRUE(tree.parts[1].is("text/plain"));
    EXPECT_TRUE(shown(tree, 1).starts_with(kOpening));
    EXPECT_TRUE(tree.flaws == tree_of(RawMessage::parse(before)).flaws);
    EXPECT_EQ(strip_banners(after.message), before);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Rows, OwnPart,
    ::testing::Values(
        Textless{"Content-Type: multipart/mixed; boundary=\"B\"\n\npre\n--B \n"
                 "Content-Type: application/pdf; name=a.pdf\n\nPDF\n--B--\n",
                 3},
        Textless{"Content-Type: application/pdf; name=\"a.pdf\"\n"
                 "Content-Transfer-Encoding: base64\n\nSGVsbG8=\n",
                 3},
        Textless{"Content-Type: text/plain; name=a.txt\nContent-Transfer-Encoding: 8bit\n"
                 "Content-Disposition: attachment;\n filename=a.txt\n\nx\n",
                 3},
        Textless{"Content-Type: multipart/related; boundary=B\n\n--B\nContent-Type: image/png\n\n"
                 "PNG\n--B--\n",
                 4}));

TEST(Banner, EmptyBodyGetsOne) {
  for (const char* message : {"Subject: x\r\n\r\n", "Subject: x\r\n"}) {
    const Delivery after = deliver(message, english_text());
    EXPECT_TRUE(after.result.applied);
    EXPECT_NE(after.message.find("\r\n\r\n[Sekimori] The bank"), std::string::npos);
  }
}

// Mail programs differ about the parts, not about where the body begins: all of it is wrapped.
TEST(Banner, PartsThatTwoReadingsSeeDifferentlyAreWrapped) {
  for (const std::string parts :
       {"--B\r\nContent-Type: text/plain\r\n--B--\r\n", "--B\r\nhello there\r\n--B--\r\n",
        "--B\r\n\r\none\r\n--Bcd\r\n\r\ntwo\r\n--B--\r\n"}) {
    const std::string before =
        "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n" +
        parts;
    const Delivery after = deliver(before, english_text());
    EXPECT_TRUE(after.result.applied) << parts;
    EXPECT_NE(after.message.find("boundary=B\r\n\r\n" + parts), std::string::npos) << parts;
    EXPECT_EQ(strip_banners(after.message), before);
  }
}

TEST(Banner, OddBoundariesKeepNoBannerOut) {
  for (const std::string body : {"\"B\"\r\n\r\n--B\r\n\r\nhello\r\n--B--",
                                 "\"B \"\r\n\r\n--B \r\n\r\nhello\r\n--B --\r\n"}) {
    const std::string before =
        "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=" + body;
    const Delivery after = deliver(before, english_text());
    EXPECT_TRUE(after.result.applied) << body;
    EXPECT_NE(after.message.find("\r\n\r\n[Sekimori] The bank"), std::string::npos) << body;
    EXPECT_EQ(strip_banners(after.message), before);
  }
}

TEST(Banner, WhereTheBodyBeginsMustBeClear) {
  std::string many;
  while (many.size() <= limits::kMaxHeaderBytes) many += "X: some words\r\n";
  for (const std::string& before :
       {std::string("Subject: x\r\nno colon\r\nTo: a@b.example\r\n\r\nhello\r\n"),
        "Subject: x\r\n" + many + "\r\nhello\r\n"}) {
    const Delivery after = deliver(before, english_text());
    EXPECT_EQ(after.result.why, "unreadable");
    EXPECT_EQ(after.message, before);
  }
}

}  // namespace
}  // namespace milter
