#include "milter/act/splice.h"

#include <gtest/gtest.h>

#include "milter/base/text.h"

namespace milter {
namespace {

TEST(Splice, InsertionsReplacementsAndOrder) {
  EXPECT_EQ(apply_splices("abcdef", {{{3, 5}, "X"}, {{0, 0}, "1"}, {{0, 0}, "2"}, {{6, 6}, "!"}}),
            "12abcXf!");
  EXPECT_EQ(apply_splices("abc", {}), "abc");
  // An insertion where a replaced range begins stands before it.
  EXPECT_EQ(apply_splices("abc", {{{0, 2}, "X"}, {{0, 0}, "1"}}), "1Xc");
}

TEST(Splice, QuotedPrintableKeepsEveryOtherByte) {
  const std::string raw = "a=3Db=\r\ncd=20\r\nSoft=\r\n=\r\nEnd =zz";
  const PartBody body(raw, "quoted-printable");
  EXPECT_EQ(body.decoded(), "a=bcd \r\nSoftEnd =zz");
  EXPECT_EQ(body.edited({{{0, 0}, "é\r\n"}}), "=C3=A9\r\n" + raw);
  EXPECT_EQ(body.edited({{{3, 3}, "x"}}), "a=3Dbx=\r\ncd=20\r\nSoft=\r\n=\r\nEnd =zz");
  EXPECT_EQ(body.edited({{{1, 2}, ""}}), "ab=\r\ncd=20\r\nSoft=\r\n=\r\nEnd =zz");
}

TEST(Splice, Base64IsWrittenAnewWithItsLineLength) {
  const std::string text = "The quick brown fox jumps over the lazy dog";
  const std::string raw = base64_lines(text, "\n", 20) + "\n";
  const PartBody body(raw, "base64");
  ASSERT_TRUE(body.editable());
  EXPECT_EQ(body.edited({}), raw);
  const std::string edited = body.edited({{{0, 4}, "A"}});
  EXPECT_EQ(base64_decode(edited), "A" + text.substr(4));
  EXPECT_EQ(edited.find('\n'), 20U);
}

TEST(Splice, WhatItDoesNotEdit) {
  EXPECT_FALSE(PartBody("SGVs bG8=\r\nSGVs", "base64").editable());  // two runs joined
  EXPECT_FALSE(PartBody("SGVs*bG8=", "base64").editable());
  EXPECT_FALSE(PartBody("abc", "base64").editable());
  EXPECT_FALSE(PartBody("begin 644 a", "x-uuencode").editable());
  EXPECT_TRUE(PartBody("SGVs\r\nbG8=\r\n", "base64").editable());
  EXPECT_TRUE(PartBody("", "").editable());
}

TEST(Splice, EightBitOnlyWhereTheEncodingTakesIt) {
  EXPECT_FALSE(PartBody("a", "").takes_8bit());
  EXPECT_FALSE(PartBody("a", "7bit").takes_8bit());
  EXPECT_TRUE(PartBody("a", "8bit").takes_8bit());
  EXPECT_TRUE(PartBody("a", "quoted-printable").takes_8bit());
  EXPECT_TRUE(PartBody("YQ==", "base64").takes_8bit());
}

TEST(Splice, LineEndings) {
  EXPECT_EQ(eol_of("a\r\nb\n", "\n"), "\r\n");
  EXPECT_EQ(eol_of("a\nb\r\n", "\r\n"), "\n");
  EXPECT_EQ(eol_of("a", "\r\n"), "\r\n");
}

}  // namespace
}  // namespace milter
