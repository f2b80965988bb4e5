// Mail made to break a reader: each is answered with its flaw, and quickly enough not to notice.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "milter/base/limits.h"
#include "milter/mail/message.h"

namespace milter {
namespace {

using std::string_view_literals::operator""sv;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

Message read(std::string bytes) {
  return read_message(std::make_shared<const RawMessage>(RawMessage::parse(std::move(bytes))));
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  out.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

const std::string kFrom = "From: a@b.example\n";

TEST(Hostile, GroupWithoutEnd) {
  const Message seen = read(kFrom + "To: a:\nCc: a:b:c:\nReply-To: a:\nSender: :\n\nb\n");
  EXPECT_THAT(seen.flaws, Contains(Flaw::kBadAddress));
  EXPECT_EQ(seen.text, "b\n");
}

TEST(Hostile, NestedMessages) {
  EXPECT_THAT(read(kFrom + repeated("Content-Type: message/rfc822\n\n", 120'000)).flaws,
              ElementsAre(Flaw::kTooDeep));
}

TEST(Hostile, NestedMultiparts) {
  std::string bytes = kFrom;
  for (int i = 0; i < 10'000; ++i) {
    const std::string boundary = "b" + std::to_string(i);
    bytes += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  EXPECT_THAT(read(bytes).flaws, Contains(Flaw::kTooDeep));
}

// Of every kind of field that is decoded, and 4 MB of one that is not.
TEST(Hostile, LongHeaderLines) {
  const std::string line = repeated("x ", limits::kMaxHeaderLine);
  for (const std::string& field :
       {"X: " + repeated("x ", 2 * 1024 * 1024), "Subject: " + line, "To: " + line,
        "Content-Type: " + line, "Content-Disposition: inline; x=" + line}) {
    const Message top = read(kFrom + field + "\n\nbody");
    EXPECT_THAT(top.flaws, Contains(Flaw::kHeaderLineTooLong)) << field.substr(0, 20);
    EXPECT_EQ(top.text, "body") << field.substr(0, 20);
    const Message inside = read(kFrom + "Content-Type: multipart/mixed; boundary=b\n\n--b\n" +
                                field + "\n\na\n--b\n\nbody\n--b--\n");
    EXPECT_THAT(inside.flaws, Contains(Flaw::kHeaderLineTooLong)) << field.substr(0, 20);
    EXPECT_THAT(inside.text, HasSubstr("body")) << field.substr(0, 20);
  }
}

TEST(Hostile, LargeHeaders) {
  const Message seen = read(kFrom + repeated("X: y\n", limits::kMaxHeaderBytes / 5 + 1) +
                            "From: c@d.example\n\nbody");
  EXPECT_THAT(seen.flaws, Contains(Flaw::kHeaderTooLarge));
  EXPECT_EQ(seen.text, "body");
  EXPECT_EQ(seen.header.from.size(), 1U);
  EXPECT_THAT(read(kFrom + repeated(":\n", 1024 * 1024)).flaws, Contains(Flaw::kHeaderTooLarge));
}

TEST(Hostile, NulBytes) {
  EXPECT_THAT(read(kFrom + std::string("Subject: a\0b\n\nb\n"sv)).flaws, ElementsAre(Flaw::kNul));
  EXPECT_THAT(read(kFrom + std::string("\na\0b\n"sv)).flaws, Contains(Flaw::kNul));
  EXPECT_THAT(read(std::string("\0\0\0\n\0\n\n\0"sv)).flaws, Contains(Flaw::kNul));
}

TEST(Hostile, MultipartWithoutBoundary) {
  const Message seen = read(kFrom + "Content-Type: multipart/mixed\n\n" + repeated("--\n", 10'000));
  EXPECT_THAT(seen.flaws, ElementsAre(Flaw::kNoBoundary));
  EXPECT_EQ(seen.mime.parts.size(), 1U);
}

TEST(Hostile, ManyParts) {
  EXPECT_THAT(read(kFrom + "Content-Type: multipart/mixed; boundary=b\n\n" +
                   repeated("--b\n\nx\n", 100'000) + "--b--\n")
                  .flaws,
              ElementsAre(Flaw::kTooManyParts));
}

TEST(Hostile, ManyOpenTags) {
  const std::string start = kFrom + "Content-Type: text/html\n\n";
  const Message large = read(start + repeated("<div>", 2 * 1024 * 1024) + "end");
  EXPECT_EQ(large.text, "end");
  EXPECT_THAT(large.flaws, ElementsAre(Flaw::kHtmlTooDeep));
  for (const std::string_view tag : {"<b>", "<p>", "<a href=x>", "<table><tr><td>"}) {
    EXPECT_THAT(read(start + repeated(tag, 100'000) + "end").text, HasSubstr("end")) << tag;
  }
}

TEST(Hostile, ManyEndTags) {
  const std::string start = kFrom + "Content-Type: text/html\n\n<b><td>" + repeated("<i>", 500);
  EXPECT_EQ(read(start + repeated("</b>", 200'000) + "end").text, "end");
  EXPECT_EQ(read(start + repeated("</nosuch>", 200'000) + "end").text, "end");
}

TEST(Hostile, MarkupWithoutEnd) {
  const std::string start = kFrom + "Content-Type: text/html\n\nshown ";
  for (const std::string_view piece : {"<!--", "<a ", "<a b='", "<", "&", "&#", "</", "<style>",
                                       "<script><!--<script>", "<!--[if mso]>", "<![CDATA["}) {
    EXPECT_THAT(read(start + repeated(piece, 1024 * 1024 / piece.size())).text,
                testing::StartsWith("shown"))
        << piece;
  }
}

TEST(Hostile, BoundaryThatBeginsAnother) {
  const Message seen = read(kFrom +
                            "Content-Type: multipart/mixed; boundary=abc\n\n--abc\n\none\n"
                            "--abcdef\n\ntwo\n--abc--\n");
  EXPECT_THAT(seen.flaws, ElementsAre(Flaw::kMimeDisagreement));
  EXPECT_THAT(seen.text, AllOf(HasSubstr("one"), HasSubstr("two")));
}

TEST(Hostile, HeaderThatEndsEarly) {
  const Message seen = read("From: a@b.example\nno colon here\nFrom: c@d.example\n\nbody\n");
  EXPECT_THAT(seen.flaws, UnorderedElementsAre(Flaw::kTwoFrom, Flaw::kHeaderEndsEarly,
                                               Flaw::kMimeDisagreement));
  EXPECT_THAT(seen.text, HasSubstr("body"));
}

TEST(Hostile, TwoFrom) {
  EXPECT_THAT(read("From: a@b.example\nFrom: c@d.example\n\nb\n").flaws,
              ElementsAre(Flaw::kTwoFrom));
}

TEST(Hostile, OnlyLineEnds) {
  for (const std::string_view piece : {"\n", "\r", "\r\n", "\n\r", " \n", ":\n", "--\n"}) {
    EXPECT_THAT(read(repeated(piece, 100'000)).flaws, Contains(Flaw::kNoFrom)) << piece;
  }
}

}  // namespace
}  // namespace milter
