// Expectations from RFC 2046 5.1 and by hand.
#include "milter/mail/mime_guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "milter/base/limits.h"
#include "milter/mail/content_type.h"

namespace milter {
namespace {

using std::string_view_literals::operator""sv;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

// "depth:body" of every part.
std::vector<std::string> outlined(const RawMessage& mail, const GuardReport& report) {
  std::vector<std::string> out;
  for (const OutlinePart& part : report.outline) {
    out.push_back(std::to_string(part.depth) + ":" + std::string(part.body.of(mail.bytes())));
  }
  return out;
}

struct Row {
  const char* bytes;
  std::vector<std::string> parts;  // after the message itself
  std::vector<Flaw> flaws;
};

class Guard : public testing::TestWithParam<Row> {};

TEST_P(Guard, OutlinesParts) {
  const RawMessage mail = RawMessage::parse(GetParam().bytes);
  const GuardReport report = mime_guard(mail);
  EXPECT_TRUE(report.safe);
  EXPECT_EQ(report.flaws, GetParam().flaws);
  auto parts = outlined(mail, report);
  EXPECT_TRUE(report.whole);
  EXPECT_EQ(parts[0], "0:" + std::string(mail.body()));
  parts.erase(parts.begin());
  EXPECT_EQ(parts, GetParam().parts);
}

constexpr const char* kNested =
    "Content-Type: multipart/mixed; boundary=out\n\npre\n--out\n"
    "Content-Type: multipart/alternative; boundary=in\n\n--in\n\na\n--in\n\nb\n--in--\nepi\n"
    "--out\n\nc\n--out--\nepilogue\n";

INSTANTIATE_TEST_SUITE_P(
    WellFormed, Guard,
    testing::ValuesIn(std::vector<Row>{
        {"A: 1\n\nbody\n", {}, {}},
        {"", {}, {}},
        {"A: 1\n", {}, {}},
        {"From x@y Mon\nA: 1\n\nb", {}, {}},
        {"Content-Type: multipart/mixed; boundary=b\n\n--b\n\na\n--b--\n", {"1:a"}, {}},
        {"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\na\r\n\r\n--b--",
         {"1:a\r\n"},
         {}},
        {"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n--b--\n", {"1:"}, {}},
        {"Content-Type: multipart/mixed; boundary=b\n\n--b\nX: 1\n--b--\n", {"1:"}, {}},
        {"Content-Type: multipart/mixed; boundary=b\n\n--b  \t\n\na\n--b-- \n", {"1:a"}, {}},
        {"Content-Type: multipart/mixed; boundary=\"b c\" \n\n--b c\n\na\n--b c--\n", {"1:a"}, {}},
        {"Content-Type: multipart/mixed (a; boundary=no); boundary=b\n\n--b\n\na\n--b--\n",
         {"1:a"},
         {}},
        {"Content-Type: multipart/mixed; boundary*0=b; boundary*1=c\n\n--bc\n\na\n--bc--\n",
         {"1:a"},
         {}},
        {"Content-Type: multipart/mixed; "
         "boundary=abc\n\n--abc\n\n--abcdef\n--ab\n--abc-x\n--abc--\n",
         {"1:--abcdef\n--ab\n--abc-x"},
         {}},
        {kNested, {"1:--in\n\na\n--in\n\nb\n--in--\nepi", "2:a", "2:b", "1:c"}, {}},
        {"Content-Type: message/rfc822\n\nSubject: in\n\nb", {"1:b"}, {}},
        {"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nA: "
         "1\n\n"
         "--b--\n",
         {"1:A: 1\n\n", "2:"},  // what holds a part ends no earlier
         {}},
        {"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nQTogMQ==\n", {}, {}},
        {"Content-Type: text/plain; boundary=b\n\n--b\n\na\n--b--\n", {}, {}}}));

INSTANTIATE_TEST_SUITE_P(
    Flawed, Guard,
    testing::ValuesIn(std::vector<Row>{
        {"no colon\nA: 1\n\nb", {}, {Flaw::kHeaderEndsEarly}},
        {"A: 1\rB: 2\n\nb", {}, {Flaw::kBareCr}},
        {"A: 1\n\nb\rb", {}, {Flaw::kBareCr}},
        {"A: 1\r\n\r\nb\nb\r\n", {}, {Flaw::kBareLf}},
        {"A: 1\r\nB: 2\n\r\nb\r\r\n", {}, {Flaw::kBareCr, Flaw::kBareLf}},
        {"Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n"
         "--b\n\na\n--b--\n",
         {"1:a"},
         {Flaw::kEncodedMultipart}},
        {"Content-Type: multipart/mixed\n\n--b\n\na\n--b--\n", {}, {Flaw::kNoBoundary}},
        {"Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\na\n", {}, {Flaw::kNoBoundary}},
        {"Content-Type: multipart/mixed; boundary=b\n\n--b\n\na\n",
         {"1:a\n"},
         {Flaw::kUnclosedMultipart}},
        {"Content-Type: multipart/mixed; boundary=b\n\nnothing\n", {}, {Flaw::kUnclosedMultipart}},
        {"Content-Type: multipart/mixed; boundary=o\n\n--o\n"
         "Content-Type: multipart/mixed; boundary=i\n\n--i\n\na\n--o\n\nb\n--o--\n",
         {"1:--i\n\na", "2:a", "1:b"},
         {Flaw::kUnclosedMultipart}},
        {"Content-Type: multipart/mixed; boundary=b\n\n--b\nno colon\n\na\n--b--\n",
         {"1:a"},
         {Flaw::kHeaderEndsEarly}}}));

TEST(MimeGuard, SeesNulAnywhere) {
  for (const std::string_view bytes : {"A: \0\n\nb"sv, "A: 1\n\n\0"sv}) {
    const GuardReport report = mime_guard(RawMessage::parse(std::string(bytes)));
    EXPECT_THAT(report.flaws, ElementsAre(Flaw::kNul));
    EXPECT_TRUE(report.safe);
  }
}

TEST(MimeGuard, HeaderRangesReachToTheBody) {
  const RawMessage mail = RawMessage::parse(kNested);
  for (const OutlinePart& part : mime_guard(mail).outline) {
    EXPECT_EQ(part.header.end, part.body.begin);
  }
}

std::string nested_messages(std::size_t levels) {
  std::string bytes;
  for (std::size_t i = 0; i < levels; ++i) bytes += "Content-Type: message/rfc822\n\n";
  return bytes;
}

TEST(MimeGuard, StopsAtItsDepth) {
  const GuardReport fits = mime_guard(RawMessage::parse(nested_messages(limits::kMaxMimeDepth)));
  EXPECT_TRUE(fits.safe);
  EXPECT_THAT(fits.flaws, IsEmpty());
  EXPECT_EQ(fits.outline.size(), limits::kMaxMimeDepth + 1);
  const GuardReport deep =
      mime_guard(RawMessage::parse(nested_messages(limits::kMaxMimeDepth + 1)));
  EXPECT_FALSE(deep.safe);
  EXPECT_FALSE(deep.whole);
  EXPECT_THAT(deep.flaws, ElementsAre(Flaw::kTooDeep));
}

std::string many_parts(std::size_t parts) {
  std::string bytes = "Content-Type: multipart/mixed; boundary=b\n\n";
  for (std::size_t i = 0; i < parts; ++i) bytes += "--b\n\nx\n";
  return bytes + "--b--\n";
}

TEST(MimeGuard, StopsAtItsNumberOfParts) {
  const GuardReport fits = mime_guard(RawMessage::parse(many_parts(limits::kMaxMimeParts - 1)));
  EXPECT_TRUE(fits.safe);
  EXPECT_EQ(fits.outline.size(), limits::kMaxMimeParts);
  const GuardReport many = mime_guard(RawMessage::parse(many_parts(limits::kMaxMimeParts)));
  EXPECT_FALSE(many.safe);
  EXPECT_FALSE(many.whole);
  EXPECT_THAT(many.flaws, ElementsAre(Flaw::kTooManyParts));
}

TEST(MimeGuard, StopsAtLongHeaderLines) {
  const std::string line(limits::kMaxHeaderLine, 'x');
  const std::string inside = "Content-Type: multipart/mixed; boundary=b\n\n--b\nX: ";
  std::string folded = "X:";
  while (folded.size() < limits::kMaxHeaderLine) folded += " some words\n";
  for (const std::string& bytes : {"X: " + line + "\n\nb", inside + line + "\n\na\n--b--\n", folded,
                                   inside.substr(0, inside.size() - 3) + folded + "\n\n"}) {
    const GuardReport report = mime_guard(RawMessage::parse(bytes));
    EXPECT_FALSE(report.safe);
    EXPECT_TRUE(report.whole);
    EXPECT_THAT(report.flaws, Contains(Flaw::kHeaderLineTooLong));
  }
  const std::string fits = "X: " + line.substr(4) + "\n\nb";
  EXPECT_TRUE(mime_guard(RawMessage::parse(fits)).safe);
}

TEST(MimeGuard, StopsAtLargeHeaders) {
  std::string header;
  while (header.size() <= limits::kMaxHeaderBytes) header += "X: some words\n";
  const GuardReport report = mime_guard(RawMessage::parse(header + "\nb"));
  EXPECT_FALSE(report.safe);
  EXPECT_TRUE(report.whole);
  EXPECT_THAT(report.flaws, ElementsAre(Flaw::kHeaderTooLarge));
  const GuardReport fits = mime_guard(RawMessage::parse(header.substr(0, 14 * 1000) + "\nb"));
  EXPECT_TRUE(fits.safe);
}

TEST(MimeGuard, SaysThatAMessageWasCut) {
  RawMessage mail;
  mail.end_header();
  mail.add_body(std::string(limits::kMaxMessageBytes, 'x'));
  EXPECT_THAT(mime_guard(mail).flaws, Contains(Flaw::kTruncated));
  EXPECT_THAT(mime_guard(RawMessage::parse("A: 1\n\nb")).flaws, Not(Contains(Flaw::kTruncated)));
}

TEST(FlawCode, IsStored) {
  EXPECT_EQ(flaw_code(Flaw::kNul), "reading.nul");
  EXPECT_EQ(flaw_code(Flaw::kMimeDisagreement), "reading.mime_disagreement");
  EXPECT_EQ(flaw_code(Flaw::kTooManyAddresses), "reading.too_many_addresses");
}

struct TypeRow {
  const char* header;
  const char* full;
  const char* boundary;
};

TEST(ContentType, IsReadAsItStands) {
  for (const TypeRow& row : std::vector<TypeRow>{
           {"", "text/plain", ""},
           {"Content-Type: text\n", "text/plain", ""},
           {"Content-Type: TEXT/HTML; charset=x\n", "text/html", ""},
           {"Content-Type: (c)text / html(c)\n", "text/html", ""},
           {"Content-Type: multipart/mixed; BOUNDARY=AbC\n", "multipart/mixed", "AbC"},
           {"Content-Type: multipart/mixed; boundary=a/b=c\n", "multipart/mixed", "a/b=c"},
           {"Content-Type: multipart/mixed; boundary=\"a\\\"b \"\n", "multipart/mixed", "a\"b"},
           {"Content-Type: multipart/mixed;\n boundary=\"=?utf-8?Q?a?=\"\n", "multipart/mixed",
            "=?utf-8?Q?a?="},
           {"Content-Type: multipart/mixed; x=\"boundary=no\"; boundary=b\n", "multipart/mixed",
            "b"},
           {"Content-Type: multipart/mixed; boundary=a; boundary=b\n", "multipart/mixed", "a"},
           {"Content-Type: text/plain\nContent-Type: text/html\n", "text/plain", ""}}) {
    const std::string bytes = row.header;
    const ContentType type =
        read_content_type(bytes, index_header(bytes, 0, bytes.size(), nullptr));
    EXPECT_EQ(type.full, row.full) << row.header;
    EXPECT_EQ(type.boundary, row.boundary) << row.header;
  }
}

}  // namespace
}  // namespace milter
