// Hostile sizes: nothing is lost, nothing is quoted that is beyond a limit.
#include <gtest/gtest.h>

#include "milter/base/limits.h"
#include "milter/mail/quoted_history.h"

namespace milter {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::vector<TextRange> split_whole(const std::string& text) {
  std::vector<TextRange> ranges = split_history(text, {});
  std::size_t end = 0;
  for (const TextRange& range : ranges) {
    EXPECT_EQ(range.bytes.begin, end);
    EXPECT_LT(range.bytes.begin, range.bytes.end);
    end = range.bytes.end;
  }
  EXPECT_EQ(end, text.size());
  return ranges;
}

TEST(QuotedHistoryLimits, MarksBeyondTheDepthAreText) {
  const std::string deep(limits::kMaxQuoteDepth + 10, '>');
  const auto ranges = split_whole("a\n" + deep + " x\n" + deep + " x\n");
  ASSERT_EQ(ranges.size(), 2U);
  EXPECT_EQ(ranges[1].origin, Origin::kQuoted);
}

TEST(QuotedHistoryLimits, LongLinesOpenNoHeader) {
  const std::string name(limits::kMaxQuoteHeaderBytes, 'a');
  for (const std::string& text :
       {"x\nOn 2026/11/02 10:00, " + name + " <a@b.example> wrote:\n> y\n",
        "x\nFrom: " + name + " <a@b.example>\nSent: Nov 2, 2026\nSubject: y\n"}) {
    EXPECT_EQ(split_whole(text).front().origin, Origin::kCurrent);
    EXPECT_TRUE(split_whole(text).back().author.empty());
  }
}

TEST(QuotedHistoryLimits, BlocksOfTooManyLinesAreNone) {
  const std::string copies = repeated("Cc: c@d.example\n", limits::kMaxQuoteHeaderLines);
  const auto ranges =
      split_whole("x\n\nFrom: a@b.example\n" + copies + "Sent: Nov 2, 2026\nSubject: y\n");
  ASSERT_EQ(ranges.size(), 1U);
  EXPECT_EQ(ranges[0].origin, Origin::kCurrent);
}

TEST(QuotedHistoryLimits, ALongRecipientListIsOneLineOfTheBlock) {
  const auto ranges = split_whole("x\n\nFrom: a@b.example\nSent: Nov 2, 2026\nTo: " +
                                  repeated("c@d.example; ", 1'000) + "\nSubject: y\nbody\n");
  ASSERT_EQ(ranges.size(), 2U);
  EXPECT_EQ(ranges[1].author, "a@b.example");
}

TEST(QuotedHistoryLimits, WhatFollowsALongSignatureIsCurrentAgain) {
  const auto ranges = split_whole("x\n-- \n" + repeated("y\n", limits::kMaxSignatureLines) + "z\n");
  ASSERT_EQ(ranges.size(), 3U);
  EXPECT_EQ(ranges[1].origin, Origin::kSignature);
  EXPECT_EQ(ranges[2].origin, Origin::kCurrent);
}

TEST(QuotedHistoryLimits, MuchOfAnythingIsDividedWithoutALoss) {
  constexpr std::size_t kMuch = 20'000;
  for (const std::string_view unit : {"\n",
                                      ">",
                                      "> ",
                                      ">\n",
                                      "> a\n\n",
                                      "a",
                                      " ",
                                      ":\n",
                                      "From: a@b\n",
                                      "From: a@b\nSent: 1\n",
                                      "On 1.1.1 10:00\n",
                                      "1/1/1 1:00 a@b.example wrote:\n",
                                      "--\n",
                                      "--\na\n",
                                      "@",
                                      "@\n",
                                      "-----Original Message-----\n",
                                      "＞",
                                      "\xff",
                                      "a\n> b\n",
                                      "1",
                                      "1:",
                                      "To: a;\n"}) {
    split_whole(repeated(unit, kMuch / unit.size()));
    split_whole("On 2026/11/02 10:00, a@b.example wrote:\n" + repeated(unit, kMuch / unit.size()));
  }
}

TEST(QuotedHistoryLimits, CitesBeyondTheTextDoNoHarm) {
  EXPECT_EQ(split_history("a\nb\n", {{2, 400}}).size(), 2U);
  EXPECT_EQ(split_history("a\n", {{200, 400}}).size(), 1U);
  EXPECT_TRUE(split_history("", {{0, 4}}).empty());
}

}  // namespace
}  // namespace milter
