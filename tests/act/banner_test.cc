#include "milter/act/banner.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "milter/act/splice.h"
#include "milter/mail/charset.h"
#include "tests/act/mail_builder.h"

namespace milter {
namespace {

using testing::deliver;
using testing::Delivery;
using testing::english_text;
using testing::japanese_text;
using testing::tree_of;
using testing::with_eol;

constexpr const char* kOpening = "【関守】登録と違う振込先です";
constexpr const char* kText = "いつもお世話になっております。\n\n> 前回の件\nABC 123\n";

std::string encoded(const std::string& bytes, const std::string& cte, const std::string& eol) {
  if (cte == "base64") return base64_lines(bytes, eol) + eol;
  if (cte == "quoted-printable") return quoted_printable_encode(bytes, eol);
  return bytes;
}

std::string shown(const MimeTree& tree, std::size_t index) {
  const Part& part = tree.parts[index];
  return replace_all(decode_text(decode_body(part), part.charset).text, "\r\n", "\n");
}

bool is_seven_bit(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::size_t longest_line(const std::string& message) {
  std::size_t longest = 0;
  for (const std::string_view line : split(message, '\n')) longest = std::max(longest, line.size());
  return longest;
}

struct Form {
  const char* charset;
  const char* cte;
  const char* charset_after;  // of the part with a Japanese banner
};

class PlainForms : public ::testing::TestWithParam<std::tuple<Form, const char*, bool>> {
 protected:
  std::string message() const {
    const auto& [form, eol, nested] = GetParam();
    const std::string label = form.charset;
    const bool is_ascii = label.empty() || label == "us-ascii" || label == "iso-8859-1";
    const std::string text = with_eol(is_ascii ? "Dear Sirs,\n\nhello\n" : kText, eol);
    const std::string body = encoded(*encode_text(text, label), form.cte, eol);
    std::string header = "Content-Type: text/plain";
    if (!label.empty()) header += "; charset=\"" + label + "\"; format=flowed";
    if (*form.cte != 0) header += std::string("\nContent-Transfer-Encoding: ") + form.cte;
    header = with_eol(header + "\n\n", eol);
    const std::string top = with_eol("From: a@b.example\nSubject: x\nMIME-Version: 1.0\n", eol);
    if (!nested) return top + header + body;
    return top + with_eol("Content-Type: multipart/mixed; boundary=B\n\n--B\n", eol) + header +
           body +
           with_eol(
               "\n--B\nContent-Type: application/pdf; name=a.pdf\n"
               "Content-Transfer-Encoding: base64\n\nSGVsbG8=\n\n--B--\nepilogue\n",
               eol);
  }
};

TEST_P(PlainForms, HoldTheBannerAndLoseNothing) {
  const auto& [form, eol, nested] = GetParam();
  const std::string before = message();
  const Delivery after = deliver(before, japanese_text());
  ASSERT_TRUE(after.result.applied) << after.result.why;
  const RawMessage old_mail = RawMessage::parse(before);
  const RawMessage mail = RawMessage::parse(after.message);
  const MimeTree old_tree = tree_of(old_mail);
  const MimeTree tree = tree_of(mail);
  ASSERT_EQ(tree.parts.size(), old_tree.parts.size());
  EXPECT_EQ(tree.flaws, old_tree.flaws);
  const std::size_t index = nested ? 1 : 0;
  EXPECT_TRUE(shown(tree, index).starts_with(kOpening)) << after.message;
  EXPECT_TRUE(shown(tree, index).ends_with(shown(old_tree, index))) << after.message;
  EXPECT_EQ(tree.parts[index].charset, form.charset_after);
  EXPECT_EQ(tree.parts[index].format, old_tree.parts[index].format);
  EXPECT_EQ(tree.parts.back().is("application/pdf"), nested);
  if (nested) {
    EXPECT_EQ(tree.parts[2].encoded, old_tree.parts[2].encoded);
  }
  EXPECT_TRUE(is_seven_bit(after.message) || !is_seven_bit(before));
  EXPECT_LE(longest_line(after.message), 998U);
  if (std::string_view(eol) == "\r\n") {
    EXPECT_EQ(replace_all(after.message, "\r\n", "").find('\n'), std::string::npos);
  }
}

TEST_P(PlainForms, StripGivesBackTheMessage) {
  const auto& [form, eol, nested] = GetParam();
  const std::string before = message();
  EXPECT_EQ(strip_banners(before), before);
  const Delivery english = deliver(before, english_text());
  EXPECT_NE(english.message, before);
  EXPECT_EQ(strip_banners(english.message), before);
  const Delivery japanese = deliver(before, japanese_text());
  const std::string stripped = strip_banners(japanese.message);
  const RawMessage mail = RawMessage::parse(stripped);
  const RawMessage old_mail = RawMessage::parse(before);
  const std::size_t index = nested ? 1 : 0;
  EXPECT_EQ(shown(tree_of(mail), index), shown(tree_of(old_mail), index));
  const std::string cte = form.cte;
  const bool relabelled = std::string_view(form.charset) != form.charset_after;
  if (!relabelled && !(cte == "7bit" && std::string_view(form.charset) == "utf-8")) {
    EXPECT_EQ(stripped, before);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, PlainForms,
    ::testing::Combine(
        ::testing::Values(Form{"iso-2022-jp", "7bit", "iso-2022-jp"},
                          Form{"iso-2022-jp", "base64", "iso-2022-jp"},
                          Form{"iso-2022-jp", "quoted-printable", "iso-2022-jp"},
                          Form{"shift_jis", "8bit", "shift_jis"},
                          Form{"shift_jis", "quoted-printable", "shift_jis"},
                          Form{"shift_jis", "base64", "shift_jis"},
                          Form{"euc-jp", "8bit", "euc-jp"}, Form{"euc-jp", "base64", "euc-jp"},
                          Form{"utf-8", "8bit", "utf-8"}, Form{"utf-8", "base64", "utf-8"},
                          Form{"utf-8", "quoted-printable", "utf-8"},
                          Form{"us-ascii", "7bit", "utf-8"},
                          Form{"us-ascii", "quoted-printable", "utf-8"},
                          Form{"us-ascii", "base64", "utf-8"}, Form{"iso-8859-1", "8bit", "utf-8"},
                          Form{"", "", "utf-8"}),
        ::testing::Values("\n", "\r\n"), ::testing::Bool()));

TEST(Banner, SevenBitUtf8PartIsEncodedAnew) {
  const std::string before =
      "Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nplain ascii\r\n";
  const Delivery after = deliver(before, japanese_text());
  EXPECT_TRUE(is_seven_bit(after.message));
  const RawMessage mail = RawMessage::parse(after.message);
  EXPECT_TRUE(shown(tree_of(mail), 0).starts_with(kOpening));
  EXPECT_TRUE(shown(tree_of(mail), 0).ends_with("\n\nplain ascii\n"));
}

TEST(Banner, MailWithoutMimeGetsTheFieldsItNeeds) {
  const Delivery after = deliver("Subject: x\r\n\r\nhello\r\n", japanese_text());
  const RawMessage mail = RawMessage::parse(after.message);
  ASSERT_EQ(mail.find("MIME-Version").size(), 1U);
  ASSERT_EQ(mail.find("Content-Type").size(), 1U);
  EXPECT_EQ(trim(mail.value(*mail.find("Content-Type")[0])), "text/plain; charset=utf-8");
}

TEST(Banner, CharacterOutsideTheCharsetMeansUtf8) {
  BannerText text = japanese_text();
  text.reasons = {"差出人は「髙橋①」です"};  // neither is in JIS X 0208
  const std::string body = *encode_text("請求書です。\r\n", "iso-2022-jp");
  const Delivery after = deliver(
      "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=ISO-2022-JP; "
      "format=flowed; delsp=yes\r\n\r\n" +
          body,
      text);
  const RawMessage mail = RawMessage::parse(after.message);
  const MimeTree tree = tree_of(mail);
  EXPECT_EQ(tree.parts[0].charset, "utf-8");
  EXPECT_EQ(tree.parts[0].format, "flowed");
  EXPECT_TRUE(tree.parts[0].delete_space);
  EXPECT_NE(shown(tree, 0).find("髙橋①"), std::string::npos);
  EXPECT_TRUE(shown(tree, 0).ends_with("\n\n請求書です。\n"));
}

TEST(Banner, TextThatCannotBeReadIsWrappedNotLost) {
  const std::string before =
      "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n"
      "Content-Transfer-Encoding: 8bit\r\n\r\nbytes \xFF\xFE\r\n";
  const Delivery after = deliver(before, japanese_text());
  const RawMessage mail = RawMessage::parse(after.message);
  const MimeTree tree = tree_of(mail);
  ASSERT_EQ(tree.parts.size(), 3U) << after.message;
  EXPECT_TRUE(shown(tree, 1).starts_with(kOpening));
  EXPECT_EQ(tree.parts[2].encoded, "bytes \xFF\xFE\r\n");
  EXPECT_EQ(tree.parts[2].charset, "us-ascii");
  EXPECT_EQ(strip_banners(after.message), before);
}

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

TEST(Banner, PartsThatTwoReadingsSeeDifferentlyStay) {
  const std::string before =
      "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n"
      "Content-Type: text/plain\r\n--B--\r\n";
  const Delivery after = deliver(before, english_text());
  EXPECT_EQ(after.result.why, "unreadable");
  EXPECT_EQ(after.message, before);
}

}  // namespace
}  // namespace milter
