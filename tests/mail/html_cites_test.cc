#include "milter/mail/html_cites.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "milter/base/limits.h"
#include "milter/mail/html_text.h"
#include "milter/mail/message.h"

namespace milter {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The visible text of each cite.
std::vector<std::string> cited(std::string_view html) {
  const HtmlText page = read_html(html);
  std::vector<std::string> texts;
  for (const ByteRange& cite : page.cites) texts.emplace_back(cite.of(page.visible));
  return texts;
}

TEST(HtmlCites, AreTheBlockquotesOfMailPrograms) {
  EXPECT_THAT(cited("a<blockquote type=cite>b</blockquote>c"), ElementsAre("b\n"));
  EXPECT_THAT(cited("a<BLOCKQUOTE TYPE=CITE>b</BLOCKQUOTE>c"), ElementsAre("b\n"));
  EXPECT_THAT(cited("<blockquote class='x gmail_quote'>b</blockquote>"), ElementsAre("b\n"));
  EXPECT_THAT(cited("<blockquote class=protonmail_quote>b</blockquote>"), ElementsAre("b\n"));
  EXPECT_THAT(cited("<blockquote>b</blockquote>"), IsEmpty());
  EXPECT_THAT(cited("<blockquote class=quote>b</blockquote>"), IsEmpty());
  EXPECT_THAT(cited("<div type=cite>b</div>"), IsEmpty());
}

TEST(HtmlCites, EndWhereTheOutermostEnds) {
  EXPECT_THAT(cited("<blockquote type=cite>a<blockquote type=cite>b</blockquote>c</blockquote>d"),
              ElementsAre("a\nb\nc\n"));
  EXPECT_THAT(cited("<blockquote type=cite>a<blockquote>b</blockquote>c</blockquote>d"),
              ElementsAre("a\nb\nc\n"));
  EXPECT_THAT(cited("<blockquote>a<blockquote type=cite>b</blockquote>c</blockquote>d"),
              ElementsAre("b\n"));
  EXPECT_THAT(cited("<blockquote type=cite>a</blockquote>b<blockquote type=cite>c</blockquote>"),
              ElementsAre("a\n", "c\n"));
}

TEST(HtmlCites, OfBrokenPages) {
  EXPECT_THAT(cited("a</blockquote>b<blockquote type=cite>c"), ElementsAre("c"));
  EXPECT_THAT(cited("<div><blockquote type=cite>a</div>b"), ElementsAre("a\n"));
  EXPECT_THAT(cited("<blockquote type=cite></blockquote>a"), IsEmpty());
  EXPECT_THAT(cited("<blockquote type=cite style=display:none>a</blockquote>b"), IsEmpty());
}

TEST(HtmlCites, AreNotBelievedOfAPageTooDeepToFollow) {
  std::string html;
  for (std::size_t i = 0; i <= limits::kMaxHtmlDepth; ++i) html += "<blockquote type=cite>";
  EXPECT_THAT(cited(html + "a</blockquote>b"), IsEmpty());
}

TEST(MessageOrigins, AreOfEachPartByItself) {
  const auto message = read_message(std::make_shared<const RawMessage>(RawMessage::parse(
      "Content-Type: multipart/alternative; boundary=b\n\n"
      "--b\nContent-Type: text/plain\n\nx\n-----Original Message-----\nold\n"
      "--b\nContent-Type: text/html\n\n<p>new</p><blockquote type=cite>old</blockquote>\n"
      "--b--\n")));
  std::vector<std::string> now;
  std::size_t end = 0;
  for (const TextRange& range : message.origins) {
    EXPECT_EQ(range.bytes.begin, end);
    end = range.bytes.end;
    if (range.origin == Origin::kCurrent) now.emplace_back(range.bytes.of(message.text));
  }
  EXPECT_EQ(end, message.text.size());
  EXPECT_THAT(now, ElementsAre("x\n", "new\n"));
}

}  // namespace
}  // namespace milter
