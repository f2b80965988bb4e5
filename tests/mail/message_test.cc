// Expectations from RFC 5322 3.6, RFC 3834, RFC 2919, RFC 3676 and by hand.
#include "milter/mail/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/mail/part_text.h"

namespace milter {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

Message message(std::string bytes) {
  return read_message(std::make_shared<const RawMessage>(RawMessage::parse(std::move(bytes))));
}

constexpr const char* kMixed =
    "From: a@b.example\nContent-Type: multipart/mixed; boundary=m\n\n--m\n"
    "Content-Type: multipart/alternative; boundary=n\n\n--n\n"
    "Content-Type: text/plain; charset=iso-2022-jp\n\n\x1b$B@A5a\x1b(B\n--n\n"
    "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    "<p>pay <a href=3D\"https://x.example\">here</a><i hidden>no</i></p>\n--n--\n--m\n"
    "Content-Type: text/csv; name=a.csv\nContent-Disposition: attachment\n\nsecret\n--m\n"
    "Content-Type: application/pdf; name=b.pdf\n\nJVBERg==\n--m\n"
    "Content-Type: message/rfc822\n\nSubject: in\n\nforwarded\n--m--\n";

TEST(ReadMessage, GathersWhatIsShown) {
  const Message seen = message(kMixed);
  EXPECT_EQ(seen.text, "\xe8\xab\x8b\xe6\xb1\x82\npay here\nforwarded");
  EXPECT_EQ(seen.hidden, "no");
  ASSERT_EQ(seen.links.size(), 1U);
  EXPECT_EQ(seen.links[0].text, "here");
  EXPECT_EQ(seen.links[0].target, "https://x.example");
  EXPECT_THAT(seen.attachments, ElementsAre("a.csv", "b.pdf"));
  EXPECT_THAT(seen.flaws, ElementsAre(Flaw::kHiddenText));
  EXPECT_EQ(seen.raw->bytes(), kMixed);
}

TEST(ReadMessage, ReadsMessagesInAnyWrapping) {
  const std::string inner = "Subject: in\nContent-Type: text/html\n\n<b>inner</b>\n";
  EXPECT_EQ(message("From: a@b.example\nContent-Type: message/rfc822\n\n" + inner).text, "inner");
  EXPECT_EQ(message("From: a@b.example\nContent-Type: message/rfc822\n"
                    "Content-Transfer-Encoding: base64\n\n" +
                    base64_encode(inner))
                .text,
            "inner");
  EXPECT_EQ(message("From: a@b.example\nContent-Type: multipart/digest; boundary=b\n\n--b\n\n" +
                    inner + "--b--\n")
                .text,
            "inner");
}

TEST(ReadMessage, StopsInsideOfMessagesInMessages) {
  std::string bytes = "Subject: in\n\nx\n";
  for (std::size_t i = 0; i <= limits::kMaxMimeDepth + 1; ++i) {
    bytes = "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n" +
            quoted_printable_encode(bytes, "\n");
  }
  EXPECT_THAT(message("From: a@b.example\n" + bytes).flaws, Contains(Flaw::kTooDeep));
}

TEST(ReadMessage, ShowsAMultipartWithoutBoundaryAsText) {
  const Message seen =
      message("From: a@b.example\nContent-Type: multipart/mixed\n\n--b\n\nhello\n");
  EXPECT_EQ(seen.text, "--b\n\nhello\n");
  EXPECT_THAT(seen.flaws, ElementsAre(Flaw::kNoBoundary));
}

struct ReadingRow {
  const char* bytes;            // after From and MIME-Version
  std::vector<std::string> in;  // all of it is judged
  std::vector<Flaw> flaws;
  std::vector<std::string> attachments;
};

TEST(ReadMessage, JudgesEveryReadingOfAPart) {
  for (const ReadingRow& row : std::vector<ReadingRow>{
           // One reading: what is given twice in the same words is given once.
           {"Content-Type: text/plain; charset=utf-8; charset=utf-8\n\none\n", {"one"}, {}, {}},
           {"Content-Type: text/plain; name=a.txt\nContent-Disposition: inline; "
            "filename=b.TXT\n\nx",
            {"x"},
            {},
            {"b.TXT"}},
           {"Content-Disposition: attachment; filename=a.pdf; filename*=utf-8''%E8%AB%8B.pdf\n\nx",
            {},
            {},
            {"請.pdf"}},
           {"Content-Type: multipart/mixed; boundary=a\nContent-Transfer-Encoding: 8bit\n\n"
            "--a\n\none\n--a--\n",
            {"one"},
            {},
            {}},
           // Several.
           {"Content-Type: multipart/mixed; boundary=a; boundary=b\n\n"
            "--a\n\none\n--a--\n--b\nContent-Transfer-Encoding: base64\n\ndHdv\n--b--\n",
            {"one", "two"},
            {Flaw::kDuplicateParameter},
            {}},
           {"Content-Type: text/plain; charset=utf-8; charset=shift_jis\n\n\x90\xBF",
            {"請"},
            {Flaw::kUndecodable, Flaw::kDuplicateParameter},
            {}},
           {"Content-Type: text/plain\nContent-Type: text/html\n\nt<b>w</b>o\n",
            {"t<b>w</b>o", "two"},
            {Flaw::kDuplicateField},
            {}},
           {"Content-Type: text/plain\nContent-Transfer-Encoding: 7bit\n"
            "Content-Transfer-Encoding: base64\n\ndHdv\n",
            {"dHdv", "two"},
            {Flaw::kDuplicateField},
            {}},
           {"Content-Type: multipart/mixed; boundary=a\nContent-Transfer-Encoding: base64\n\n"
            "LS1hCgpvbmUKLS1hLS0K\n",  // --a, empty, one, --a--
            {"one"},
            {Flaw::kEncodedMultipart, Flaw::kUnclosedMultipart},
            {}},
           {"Content-Disposition: attachment; filename=a.pdf; filename=b.exe\n\nx",
            {},
            {Flaw::kDuplicateParameter},
            {"a.pdf", "b.exe"}},
           {"Content-Type: x/y; name=\"b.exe \"\nContent-Disposition: attachment; "
            "filename=a.pdf\n\nx",
            {},
            {Flaw::kDuplicateParameter},
            {"a.pdf", "b.exe"}}}) {
    const Message seen = message(std::string("From: a@b.example\n") + row.bytes);
    for (const std::string& text : row.in) EXPECT_THAT(seen.text, testing::HasSubstr(text));
    EXPECT_THAT(seen.flaws, testing::UnorderedElementsAreArray(row.flaws)) << row.bytes;
    EXPECT_EQ(seen.attachments, row.attachments) << row.bytes;
  }
}

TEST(ReadMessage, StopsAtSomeNumberOfReadings) {
  const auto with = [](std::size_t fields) {
    std::string bytes = "From: a@b.example\nContent-Type: text/plain\n";
    for (std::size_t i = 0; i < fields; ++i) {
      bytes += "Content-Type: text/plain; x=" + std::to_string(i) + "\n";
    }
    return message(bytes + "\nx\n").flaws;
  };
  EXPECT_THAT(with(limits::kMaxOtherReadings), ElementsAre(Flaw::kDuplicateField));
  EXPECT_THAT(with(limits::kMaxOtherReadings + 1),
              ElementsAre(Flaw::kDuplicateField, Flaw::kTooManyReadings));
  std::string deep = "x\n";
  for (std::size_t i = 0; i < 12; ++i) {  // 2 to the 12th readings, were there no limit
    const std::string n = std::to_string(i);
    deep = "Content-Type: multipart/mixed; boundary=a" + n + "; boundary=b" + n + "\n\n--a" + n +
           "\n" + deep + "--a" + n + "--\n--b" + n + "\n" + deep.substr(0, 4000) + "--b" + n +
           "--\n";
  }
  EXPECT_THAT(message("From: a@b.example\n" + deep).flaws, Contains(Flaw::kTooManyReadings));
}

TEST(ReadMessage, SaysWhenAParameterHasTooManyPieces) {
  std::string field = "Content-Disposition: attachment";
  for (std::size_t i = 0; i <= limits::kMaxParameterParts; ++i) {
    field += ";\n filename*" + std::to_string(i) + "=y";
  }
  EXPECT_THAT(message("From: a@b.example\n" + field + "\n\nx").flaws,
              ElementsAre(Flaw::kTooManyParameterParts));
}

TEST(ReadMessage, SaysWhatItCouldNotDecode) {
  EXPECT_THAT(message("From: a@b.example\nContent-Type: text/plain; charset=utf-7\n\nx\n").flaws,
              ElementsAre(Flaw::kUndecodable, Flaw::kUtf7));
  EXPECT_THAT(message("From: a@b.example\nContent-Type: text/plain; charset=utf-8\n"
                      "Content-Disposition: attachment; filename*=utf-7''x\n\nx\n")
                  .flaws,
              ElementsAre(Flaw::kUndecodable, Flaw::kUtf7));
  EXPECT_THAT(message("From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\n\xff\n").flaws,
              ElementsAre(Flaw::kUndecodable));
  EXPECT_THAT(message("From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\nok\n").flaws,
              IsEmpty());
}

TEST(ReadMessage, SaysWhatWasTooLong) {
  const std::string start = "From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\n";
  const Message fits = message(start + std::string(limits::kMaxTextBytes, 'x'));
  EXPECT_THAT(fits.flaws, IsEmpty());
  std::string kana;
  while (kana.size() <= limits::kMaxTextBytes) kana += "\xe3\x81\x82";
  const Message longer = message(start + kana);
  EXPECT_THAT(longer.flaws, ElementsAre(Flaw::kTextTooLong));
  EXPECT_LE(longer.text.size(), limits::kMaxTextBytes);
  EXPECT_EQ(longer.text.size() % 3, 0U);
  std::string deep;
  for (std::size_t i = 0; i <= limits::kMaxHtmlDepth; ++i) deep += "<div>";
  EXPECT_THAT(message("From: a@b.example\nContent-Type: text/html\n\n" + deep).flaws,
              ElementsAre(Flaw::kHtmlTooDeep));
}

std::vector<Flaw> html_flaws(const std::string& html) {
  return message("From: a@b.example\nContent-Type: text/html\n\n" + html).flaws;
}

TEST(Message, SaysWhenItsTextIsHiddenOrInPictures) {
  const std::string text = "Thank you for your order of yesterday. ";
  EXPECT_THAT(html_flaws(text), IsEmpty());
  EXPECT_THAT(html_flaws(text + "<img src=1>"), IsEmpty());
  EXPECT_THAT(html_flaws(text + "<i hidden>x</i>"), ElementsAre(Flaw::kHiddenText));
  EXPECT_THAT(html_flaws(text + "<i hidden>&zwnj;&nbsp;</i>"), IsEmpty());
  EXPECT_THAT(html_flaws("<img src=1>"), ElementsAre(Flaw::kImageOnly));
  EXPECT_THAT(html_flaws("<img src=1 alt='" + text + "'>"), IsEmpty());
  EXPECT_THAT(html_flaws("Hello!<img src=1><i hidden>" + text + "</i>"),
              ElementsAre(Flaw::kHiddenText, Flaw::kImageOnly));
  EXPECT_THAT(html_flaws("Hello!<img width=1 height=1>"), IsEmpty());
}

struct FlowedRow {
  const char* in;
  const char* out;
  const char* without_spaces;
};

TEST(JoinFlowed, FollowsRfc3676) {
  for (const FlowedRow& row :
       std::vector<FlowedRow>{{"", "\n", "\n"},
                              {"one\ntwo\n", "one\ntwo\n", "one\ntwo\n"},
                              {"one \ntwo\n", "one two\n", "onetwo\n"},
                              {"one \n\ntwo\n", "one \ntwo\n", "one\ntwo\n"},
                              {" From here\n", "From here\n", "From here\n"},
                              {"> a \n> b\nc\n", "> a b\nc\n", "> ab\nc\n"},
                              {"> a \n>> b\n", "> a \n>> b\n", "> a\n>> b\n"},
                              {"a \n-- \nb\n", "a \n-- \nb\n", "a\n-- \nb\n"},
                              {"a ", "a \n", "a\n"}}) {
    EXPECT_EQ(join_flowed(row.in, false), row.out) << row.in;
    EXPECT_EQ(join_flowed(row.in, true), row.without_spaces) << row.in;
  }
}

}  // namespace
}  // namespace milter
