#include "milter/courier/notice_lines.h"

#include <gtest/gtest.h>

#include "milter/base/text.h"

namespace milter {
namespace {

std::string times(std::string_view text, int count) {
  std::string all;
  for (int at = 0; at < count; ++at) all += text;
  return all;
}

TEST(Wrapped, ShortTextIsOneLine) {
  EXPECT_EQ(wrapped(""), "\r\n");
  EXPECT_EQ(wrapped("abc", "  "), "  abc\r\n");
  EXPECT_EQ(wrapped(times("x", 78)), times("x", 78) + "\r\n");
  EXPECT_EQ(wrapped(times("あ", 39)), times("あ", 39) + "\r\n");
}

TEST(Wrapped, BreaksAtSpacesAndBetweenWideCharacters) {
  EXPECT_EQ(wrapped(times("x", 50) + " " + times("y", 40)),
            times("x", 50) + "\r\n" + times("y", 40) + "\r\n");
  EXPECT_EQ(wrapped(times("x", 78) + " y", ""), times("x", 78) + "\r\ny\r\n");
  EXPECT_EQ(wrapped(times("あ", 40)), times("あ", 39) + "\r\nあ\r\n");
  EXPECT_EQ(wrapped(times("あ", 40), "  "), "  " + times("あ", 38) + "\r\n  ああ\r\n");
  // No line begins with closing punctuation, none ends with an opening one.
  EXPECT_EQ(wrapped(times("あ", 39) + "。"), times("あ", 38) + "\r\nあ。\r\n");
  EXPECT_EQ(wrapped(times("あ", 38) + "「い」"), times("あ", 38) + "\r\n「い」\r\n");
}

TEST(Wrapped, WhatCannotBreakStaysWhole) {
  EXPECT_EQ(wrapped(times("x", 200)), times("x", 200) + "\r\n");
  EXPECT_EQ(wrapped("あ" + times("x", 90)), "あ\r\n" + times("x", 90) + "\r\n");
}

TEST(EncodedField, PlainAndEncoded) {
  EXPECT_EQ(encoded_field("Subject", "Hello"), "Subject: Hello\r\n");
  EXPECT_EQ(encoded_field("From", "Sekimori", " <s@x.example>"),
            "From: Sekimori <s@x.example>\r\n");
  // printf 関守 | base64
  EXPECT_EQ(encoded_field("From", "関守", " <s@x.example>"),
            "From: =?UTF-8?B?6Zai5a6I?= <s@x.example>\r\n");
  EXPECT_EQ(encoded_field("Subject", "=?x?="), "Subject: =?UTF-8?B?PT94Pz0=?=\r\n");
  EXPECT_EQ(encoded_field("Subject", "a\r\nBcc: b"), "Subject: a\\x0D\\x0ABcc: b\r\n");
}

TEST(EncodedField, LongTextIsFolded) {
  const std::string field = encoded_field("Subject", times("関", 40));
  std::string decoded;
  for (std::string_view line : split(field, '\n')) {
    EXPECT_LE(line.size(), kNoticeColumns);
    const std::size_t begin = line.find("?B?");
    if (begin == std::string_view::npos) continue;
    decoded += base64_decode(line.substr(begin + 3, line.find("?=", begin + 3) - begin - 3));
  }
  EXPECT_EQ(decoded, times("関", 40));
  const std::string plain = encoded_field("Subject", times("word ", 30));
  for (std::string_view line : split(plain, '\n')) {
    EXPECT_LE(line.size(), kNoticeColumns);
  }
}

TEST(Base64Body, LinesOf76) {
  EXPECT_EQ(base64_body("abc"), "YWJj\r\n");
  EXPECT_EQ(base64_body(times("a", 60)).size(), 76U + 2 + 4 + 2);
}

}  // namespace
}  // namespace milter
