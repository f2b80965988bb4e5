#include "milter/base/text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace milter {
namespace {

using std::string_literals::operator""s;

TEST(Text, ComparesWithoutAsciiCaseOnly) {
  EXPECT_EQ(ascii_lower("ABCxyz[\x81\x41É"), "abcxyz[\x81\x61É");
  EXPECT_TRUE(iequals("Content-TYPE", "content-type"));
  EXPECT_TRUE(iequals("", ""));
  EXPECT_FALSE(iequals("a", "ab"));
  EXPECT_FALSE(iequals("@", "`"));  // 0x40 and 0x60 differ in the case bit too
  EXPECT_FALSE(iequals("É", "é"));
  EXPECT_TRUE(istarts_with("Re: x", "RE:"));
  EXPECT_TRUE(istarts_with("x", ""));
  EXPECT_FALSE(istarts_with("R", "Re"));
}

TEST(Text, TrimsAndSplits) {
  EXPECT_EQ(trim(" \t\r\n a b \n"), "a b");
  EXPECT_EQ(trim(" \t"), "");
  EXPECT_EQ(trim("\va"), "\va");
  EXPECT_EQ(split("a,,b,", ','), (std::vector<std::string_view>{"a", "", "b", ""}));
  EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
  EXPECT_EQ(words("  a\tb\r\n c "), (std::vector<std::string_view>{"a", "b", "c"}));
  EXPECT_TRUE(words(" \n").empty());
  EXPECT_EQ(replace_all("aaa", "aa", "b"), "ba");
  EXPECT_EQ(replace_all("abc", "", "x"), "abc");
  EXPECT_EQ(replace_all("a.b.", ".", ".."), "a..b..");
}

TEST(Text, ClipsByCodePoints) {
  EXPECT_EQ(clip("請求書", 3), "請求書");
  EXPECT_EQ(clip("請求書です", 3), "請求書…");
  EXPECT_EQ(clip("😀😀😀", 2), "😀😀…");
  EXPECT_EQ(clip("", 0), "");
  EXPECT_EQ(clip("a", 0), "…");
  EXPECT_EQ(clip("\xE8\xAB", 5), "\uFFFD");  // cut inside a character
}

TEST(Text, PrintableCannotForgeALine) {
  EXPECT_EQ(printable("株式会社 example"), "株式会社 example");
  EXPECT_EQ(printable("a\r\nlevel=green"), "a\\x0D\\x0Alevel=green");
  EXPECT_EQ(printable("\x1b[31m\x7f\0"s), "\\x1B[31m\\x7F\\x00");
  EXPECT_EQ(printable("fdp.\u202Eexe"), "fdp.\\xE2\\x80\\xAEexe");
  EXPECT_EQ(printable("\u0085\u2028"), "\\xC2\\x85\\xE2\\x80\\xA8");
}

TEST(Text, Base64OfRfc4648) {  // RFC 4648 10
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="},
      {"fooba", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy"},
      {"\xFF\xFE\xFD", "//79"},
  };
  for (const auto& [bytes, text] : rows) {
    EXPECT_EQ(base64_encode(bytes), text);
    EXPECT_EQ(base64_decode(text), bytes);
  }
}

TEST(Text, Base64ReadsWhatMailHolds) {
  EXPECT_EQ(base64_decode("Zm9v\r\n Ym\tFy"), "foobar");
  EXPECT_EQ(base64_decode("Zm9v*YmFy!"), "foobar");
  EXPECT_EQ(base64_decode("Zm8"), "fo");       // padding forgotten
  EXPECT_EQ(base64_decode("Zg==Zg=="), "ff");  // two pieces end to end
  EXPECT_EQ(base64_decode("Z"), "");
  EXPECT_EQ(base64_decode("===="), "");
}

TEST(Text, QuotedPrintableDecodes) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"a=3Db", "a=b"},
      {"=e8=AB=8b", "請"},
      {"soft=\r\nbreak", "softbreak"},
      {"soft= \t\nbreak", "softbreak"},
      {"end=", "end"},
      {"trailing \t\r\nnext", "trailing\r\nnext"},
      {"kept=20\r\nnext", "kept \r\nnext"},
      {"kept=20 \nnext", "kept \nnext"},
      {"bad =ZZ =4", "bad =ZZ =4"},
      {"cr=0D\nx", "cr\r\nx"},
      {"=\r\n=\r\n", ""},
      {"a\n\nb", "a\n\nb"},
  };
  for (const auto& [text, bytes] : rows) EXPECT_EQ(quoted_printable_decode(text), bytes) << text;
}

TEST(Text, QuotedPrintableEncodes) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", ""},
      {"a=b", "a=3Db"},
      {"請", "=E8=AB=8B"},
      {"a \nb\t\n", "a=20\nb=09\n"},
      {"in side\ttab", "in side\ttab"},
      {"From here", "From here"},
      {"lone\rcr", "lone=0Dcr"},
      {std::string(76, 'x'), std::string(76, 'x')},
      {std::string(77, 'x'), std::string(75, 'x') + "=\nxx"},
      {std::string(74, 'x') + "=", std::string(74, 'x') + "=\n=3D"},
      {std::string(73, 'x') + "=", std::string(73, 'x') + "=3D"},
      {std::string(75, 'x') + " ", std::string(75, 'x') + "=\n=20"},
  };
  for (const auto& [text, expected] : rows) {
    EXPECT_EQ(quoted_printable_encode(text, "\n"), expected) << text;
  }
  EXPECT_EQ(quoted_printable_encode("a \r\nb\nc", "\r\n"), "a=20\r\nb=0Ac");
}

TEST(Text, QuotedPrintableComesBackTheSame) {
  std::string every;
  for (int i = 0; i < 1024; ++i) every += static_cast<char>(i * 7 % 256);
  for (const std::string eol : {"\n", "\r\n"}) {
    std::string text;
    for (int width = 0; width < 160; ++width) {
      text +=
          every.substr(static_cast<std::size_t>(width) * 3, static_cast<std::size_t>(width)) + eol;
    }
    const std::string encoded = quoted_printable_encode(text, eol);
    EXPECT_EQ(quoted_printable_decode(encoded), text);
    for (const std::string_view line : split(encoded, '\n')) EXPECT_LE(trim(line).size(), 76U);
  }
}

}  // namespace
}  // namespace milter
