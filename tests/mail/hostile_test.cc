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
using testing::Not;
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

Message read_page(const std::string& html) {
  return read(kFrom + "Content-Type: text/html\n\n" + html);
}

TEST(Hostile, ManyOpenTags) {
  const Message large = read_page(repeated("<div>", 2 * 1024 * 1024) + "end");
  EXPECT_EQ(large.text, "end");
  EXPECT_THAT(large.flaws, ElementsAre(Flaw::kHtmlTooDeep));
  for (const std::string_view tag :
       {"<b>", "<p>", "<a href=x>", "<table><tr><td>", "<select>", "<svg>", "<font color=red>",
        "<ul><li>", "<template>", "<button>", "<table><b>"}) {
    EXPECT_THAT(read_page(repeated(tag, 20'000) + "end").text + "end", HasSubstr("end")) << tag;
  }
}

TEST(Hostile, NestedElements) {
  for (const std::string_view tag : {"div", "font"}) {
    const std::string open = "<" + std::string(tag) + ">", close = "</" + std::string(tag) + ">";
    const Message deep =
        read_page(repeated(open, 100'000) + "x" + repeated(close, 100'000) + "end");
    EXPECT_THAT(deep.text, HasSubstr("end")) << tag;
    EXPECT_THAT(deep.flaws, ElementsAre(Flaw::kHtmlTooDeep)) << tag;
  }
}

TEST(Hostile, ManyEndTags) {
  const std::string start = "<b><td>" + repeated("<i>", 500);
  EXPECT_EQ(read_page(start + repeated("</b>", 200'000) + "end").text, "end");
  EXPECT_EQ(read_page(start + repeated("</nosuch>", 200'000) + "end").text, "end");
}

// Each paragraph closes what a browser opens again in the next one.
TEST(Hostile, FormattingThatIsOpenedAgain) {
  std::string page;
  for (std::size_t i = 0; i < limits::kMaxFormatting; ++i) {
    page += "<font color=#" + std::to_string(100'000 + i) + ">";
  }
  const Message fits = read_page(page + "<p>x<p>end");
  EXPECT_THAT(fits.flaws, Not(Contains(Flaw::kHtmlTooDeep)));
  EXPECT_THAT(read_page(page + "<font color=red><p>end").flaws, Contains(Flaw::kHtmlTooDeep));
  const std::size_t times = limits::kMaxReopened / limits::kMaxFormatting;
  page += repeated("<p>x", times + 2);
  const Message many = read_page("<p>" + page + "end");
  EXPECT_THAT(many.text, testing::EndsWith("xend"));
  EXPECT_THAT(many.flaws, Contains(Flaw::kHtmlTooDeep));
}

TEST(Hostile, ManyAttributes) {
  std::string flood = "<p";
  for (int i = 0; i < 20'000; ++i) flood += " a" + std::to_string(i) + "=b";
  EXPECT_EQ(read_page(flood + " style='display:none' hidden>x<p>end").text, "end");
  EXPECT_EQ(read_page("<p " + repeated("style=a:b ", 20'000) + ">end").text, "end");
  EXPECT_EQ(read_page("<p style='" + repeated("color:red;", 20'000) + "'>end").text, "end");
  EXPECT_EQ(read_page("<p class='" + repeated("a ", 50'000) + "'>end").text, "end");
}

TEST(Hostile, ManyStyleRules) {
  const auto sheet = [](std::size_t rules) {
    return "<style>" + repeated("p{a:b}", rules - 1) + ".h{display:none}</style>";
  };
  const std::string page = "<p>end<i class=h>x</i>";
  EXPECT_THAT(read_page(sheet(limits::kMaxStyleRules) + page).flaws,
              ElementsAre(Flaw::kHiddenText));
  EXPECT_THAT(read_page(sheet(limits::kMaxStyleRules + 1) + page).flaws,
              ElementsAre(Flaw::kTooManyStyles));
}

// Rules that nearly fit soon take limits::kMaxStyleSteps.
TEST(Hostile, StyleRulesThatAreSlowToCompare) {
  const std::string slow = "<style>" + repeated("x-c x-b x-a i{opacity:0}", 1'000) + "</style>";
  const std::string deep = repeated("<x-a><x-b>", 100);
  EXPECT_THAT(read_page(slow + deep + "end").flaws, testing::IsEmpty());
  EXPECT_THAT(read_page(slow + deep + repeated("<i>x</i>", 1'000) + "end").flaws,
              Contains(Flaw::kTooManyStyles));
  EXPECT_THAT(read_page("<style>" + repeated("[a*=b].c{a:b}", 10'000) + "</style>" +
                        repeated("<i class=c a=" + std::string(1'000, 'a') + ">x", 10'000))
                  .flaws,
              Contains(Flaw::kTooManyStyles));
}

TEST(Hostile, MarkupWithoutEnd) {
  for (const std::string_view piece :
       {"<!--", "<a ", "<a b='", "<", "&", "&#", "</", "<style>", "<script><!--<script>",
        "<!--[if mso]>", "<![CDATA[", "<svg><![CDATA[", "<style>a{", "<style>@media screen{",
        "<p style='a(", "<base href=//a/>", "<!DOCTYPE", "<p style=\\"}) {
    EXPECT_THAT(read_page("shown " + repeated(piece, 1024 * 1024 / piece.size())).text,
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
