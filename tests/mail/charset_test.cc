#include "milter/mail/charset.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "milter/mail/charset_label.h"

namespace milter {
namespace {

using std::string_literals::operator""s;

struct Row {
  std::string bytes;
  std::string label;
  std::string text;
  bool exact = true;
  std::string charset;
};

void expect_decoded(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const DecodedText got = decode_text(row.bytes, row.label);
    EXPECT_EQ(got.text, row.text) << row.label;
    EXPECT_EQ(got.exact, row.exact) << row.label << " " << row.text;
    EXPECT_EQ(got.charset, row.charset) << row.label << " " << row.text;
  }
}

// The values are those of Microsoft's code page 932 and the WHATWG index jis0208.
TEST(Charset, ShiftJisIsCp932) {
  expect_decoded({
      {"\x90\xBF\x8B\x81\x8F\x91", "Shift_JIS", "請求書", true, "shift_jis"},
      {"\x81\x60\x81\x61\x81\x7C\x81\x5C", "x-sjis", "～∥－―", true, "shift_jis"},
      {"\x87\x40\x87\x8A\x87\x55", "windows-31j", "①㈱Ⅱ", true, "shift_jis"},
      {"\xFB\xFC\xED\x40", "cp932", "髙纊", true, "shift_jis"},
      {"\xB6\xDE\\~", "\"sjis\"", "ｶﾞ\\~", true, "shift_jis"},
      {"\x95\x5C\x8E\xA6", "MS_Kanji", "表示", true, "shift_jis"},  // 5C as second byte
      {"\x90\xBF\xFF\x8B", "shift_jis", "請\uFFFD\uFFFD", false, "shift_jis"},
  });
}

TEST(Charset, EucJpHasRow13AndKana) {
  expect_decoded({
      {"\xC0\xC1\xB5\xE1", "EUC-JP", "請求", true, "euc-jp"},
      {"\xAD\xA1\xAD\xEA\xAD\xB6", "x-euc-jp", "①㈱Ⅱ", true, "euc-jp"},
      {"\x8E\xB6\x8E\xDE", "euc-jp", "ｶﾞ", true, "euc-jp"},
      {"\xA1\xC1\xA1\xDD", "cp51932", "～－", true, "euc-jp"},
      {"\xFC\xE2", "euc-jp", "髙", true, "euc-jp"},
      {"\xC0\xC1\xB5", "euc-jp", "請\uFFFD", false, "euc-jp"},
  });
}

TEST(Charset, Iso2022JpAsMailProgramsWriteIt) {
  expect_decoded({
      {"\x1b$B@A5a\x1b(B", "ISO-2022-JP", "請求", true, "iso-2022-jp"},
      {"\x1b$@@A5a\x1b(J\\~", "iso-2022-jp", "請求\\~", true, "iso-2022-jp"},
      {"\x1b$B-j-!\x1b(B", "iso-2022-jp", "㈱①", true, "iso-2022-jp"},
      {"\x1b$B|b\x1b(B", "iso-2022-jp", "髙", true, "iso-2022-jp"},  // NEC selected IBM, row 92
      {"\x1b(I6^\x1b(B ok", "cp50221", "ｶﾞ ok", true, "iso-2022-jp"},
      {"a\x0e"
       "6^\x0f"
       "b",
       "csISO2022JP", "aｶﾞb", true, "iso-2022-jp"},
      {"\x1b$B@A\x1b(B \xB6\xDE", "iso-2022-jp", "請 ｶﾞ", true, "iso-2022-jp"},
      {"\x1b$(D0!\x1b(B", "iso-2022-jp-1", "丂", true, "iso-2022-jp"},
      {"\x1b$B@A5a", "iso-2022-jp", "請求", true, "iso-2022-jp"},  // never switched back
      {"\x1b$B@A\r\nabc", "iso-2022-jp", "請\r\nabc", true, "iso-2022-jp"},
      {"plain", "iso-2022-jp", "plain", true, "iso-2022-jp"},
      {"\x1b$B@A5\x1b(B", "iso-2022-jp", "請\uFFFD", false, "iso-2022-jp"},
      {"\x1b$ADc:C\x1b(Bx", "iso-2022-jp-2", "你好x", true, "iso-2022-jp"},
      {"\x1b$(C>H3g\x1b$B@A\x1b(Bx", "iso-2022-jp-2", "안녕請x", true, "iso-2022-jp"},
      {"caf\x1b.A\x1bNi \x1b.F\x1bNa", "iso-2022-jp-2", "café α", true, "iso-2022-jp"},
      {"a\x1bNi", "iso-2022-jp-2", "a\uFFFDNi", false, "iso-2022-jp"},
      // JIS X 0213: what JIS X 0208 has too, plane 1 alone, plane 2.
      {"\x1b$(Q@A/~\x1b(B", "iso-2022-jp-3", "請剝", true, "iso-2022-jp"},
      {"\x1b$(O.!\x1b$(P!!\x1b(B", "iso-2022-jp-3", "俱𠂉", true, "iso-2022-jp"},
      {"\x1b$(P0!\x1b(B", "iso-2022-jp-3", "\uFFFD", false, "iso-2022-jp"},
      {"\x1b$B~~\x1b(Bx", "iso-2022-jp", "\uFFFDx", false, "iso-2022-jp"},
      {"\x1b%Gx", "iso-2022-jp", "\uFFFD%Gx", false, "iso-2022-jp"},
      {"請求", "iso-2022-jp", "請求", false, "utf-8"},
  });
}

TEST(Charset, WesternAndUnicode) {
  expect_decoded({
      {"caf\xE9 \x93x\x94", "iso-8859-1", "café “x”", true, "windows-1252"},
      {"\xEF\xBB\xBFtext", "utf-8", "text", true, "utf-8"},
      {"a\xC3(", "utf-8", "a\uFFFD(", false, "utf-8"},
      {"\xFF\xFE"
       "a\0b\0"s,
       "utf-16", "ab", true, "utf-16"},
      {"\xFE\xFF\0a\0b"s, "utf-16", "ab", true, "utf-16"},
      {"\0a\0b"s, "utf-16", "ab", true, "utf-16"},
      {"a\0b\0"s, "utf-16", "ab", true, "utf-16"},
      {"\x8B\x6C"s + "\x42\x6C", "utf-16le", "沋求", true, "utf-16le"},
      {"\xFE\xFF\0a"s, "utf-16be", "a", true, "utf-16be"},
      {"a\0\0"s, "utf-16le", "a\uFFFD", false, "utf-16le"},
      {"\xFF\xFE\0\0a\0\0\0"s, "utf-32", "a", true, "utf-32"},
      {"\xC4\xE3\xBA\xC3", "gb2312", "你好", true, "gb18030"},
      {"\xA7\x41\xA6\x6E", "big5", "你好", true, "big5"},
      {"\xBE\xC8\xB3\xE7", "ks_c_5601-1987", "안녕", true, "euc-kr"},
  });
}

TEST(Charset, LabelsThatAreWrongOrUnknown) {
  expect_decoded({
      {"plain", "us-ascii", "plain", true, "us-ascii"},
      {"請求", "us-ascii", "請求", false, "utf-8"},
      {"\x1b$B@A5a\x1b(B", "us-ascii", "請求", true, "iso-2022-jp"},
      {"\x90\xBF\x8B\x81\x8F\x91\x82\xCC", "x-unknown", "請求書の", false, "shift_jis"},
      {"\x1b$B@A5a\x1b(B", "utf-8", "請求", false, "iso-2022-jp"},
      {"\x1b$B@A5a\x1b(B", "iso-8859-1", "請求", false, "iso-2022-jp"},
      {"請求書の", "iso-8859-1", "請求書の", false, "utf-8"},
      {"請求書の", "euc-jp", "請求書の", false, "utf-8"},
      {"\x90\xBF\x8B\x81\x8F\x91\x82\xCC", "utf-8", "請求書の", false, "shift_jis"},
      {"\xC0\xC1\xB5\xE1\xBD\xF1\xA4\xCE", "utf-8", "請求書の", false, "euc-jp"},
      {"caf\xE9", "utf-8", "caf\uFFFD", false, "utf-8"},
      {"~{Dc:C~}", "hz-gb-2312", "你好", true, "hz-gb-2312"},
      {"abc", "ebcdic-cp-us", "abc", false, "us-ascii"},
      {"abc", "SCSU", "abc", false, "us-ascii"},
  });
}

TEST(Charset, Utf7IsNotDecoded) {
  for (const char* label : {"utf-7", "UTF7", "unicode-1-1-utf-7", "csUnicode11UTF7"}) {
    const DecodedText got = decode_text("+istsQg-", label);
    EXPECT_EQ(got.text, "+istsQg-");
    EXPECT_FALSE(got.exact);
  }
}

TEST(Charset, GuessesWithoutALabel) {
  expect_decoded({
      {"", "", "", true, "us-ascii"},
      {"plain \x1b[0m", "", "plain \x1b[0m", true, "us-ascii"},
      {"お世話になっております。", "", "お世話になっております。", true, "utf-8"},
      {"\x1b$B$*@$OC\x1b(B", "", "お世話", true, "iso-2022-jp"},
      {"\x82\xA8\x90\xA2\x98\x62", "", "お世話", true, "shift_jis"},
      {"\xA4\xAA\xC0\xA4\xCF\xC3", "", "お世話", true, "euc-jp"},
      {"\x90\xBF\x8B\x81\x8F\x91", "", "請求書", true, "shift_jis"},
      {"\xC0\xC1\xB5\xE1\xBD\xF1", "", "請求書", true, "euc-jp"},
      {"r\xE9sum\xE9", "", "résumé", true, "windows-1252"},
      // One byte lost from a longer text leaves the guess as it was.
      {"お世話になっております\xE3\x81", "", "お世話になっております\uFFFD", false, "utf-8"},
  });
}

TEST(Charset, EncodesForAnExistingPart) {
  struct Case {
    const char* label;
    const char* text;
    std::optional<std::string> bytes;
  };
  const std::vector<Case> cases = {
      {"utf-8", "請求㈱", "請求㈱"},
      {"us-ascii", "plain", "plain"},
      {"", "plain", "plain"},
      {"us-ascii", "é", std::nullopt},
      {"iso-8859-1", "é", "\xE9"},
      {"iso-8859-1", "“", std::nullopt},
      {"windows-1252", "“", "\x93"},
      {"windows-1252", "請", std::nullopt},
      {"iso-2022-jp", "a請求b\r\n", "a\x1b$B@A5a\x1b(Bb\r\n"},
      {"iso-2022-jp", "請", "\x1b$B@A\x1b(B"},
      {"iso-2022-jp", "〜−～", "\x1b$B!A!]!A\x1b(B"},
      {"iso-2022-jp", "∵≒∩", "\x1b$B\"h\"b\"A\x1b(B"},  // row 2, not NEC's row 13
      {"iso-2022-jp", "\x1b$B@A", std::nullopt},        // would be read as 請
      {"iso-2022-jp", "a\x0e", std::nullopt},
      {"iso-2022-jp", "㈱", std::nullopt},
      {"iso-2022-jp", "髙", std::nullopt},
      {"iso-2022-jp", "ｶ", std::nullopt},
      {"iso-2022-jp", "丂", std::nullopt},
      {"iso-2022-jp", "😀", std::nullopt},
      {"shift_jis", "㈱髙〜", "\x87\x8A\xFB\xFC\x81\x60"},
      {"shift_jis", "안", std::nullopt},
      {"euc-jp", "請求", "\xC0\xC1\xB5\xE1"},
      {"gb2312", "你", std::nullopt},
      {"utf-7", "a", std::nullopt},
      {"x-unknown", "a", std::nullopt},
      {"utf-8", "\xFF", std::nullopt},
      {"iso-8859-1", "\x1b$B", std::nullopt},  // would be read as ISO-2022-JP
      {"us-ascii", "\x1b$B", std::nullopt},
      {"us-ascii", "\x1b[1mbold\x1b[0m", "\x1b[1mbold\x1b[0m"},  // colours of a terminal
      {"iso-8859-1", "\x1b[1mé", "\x1b[1m\xE9"},
      {"utf-8", "\x1b$B", std::nullopt},
  };
  for (const Case& c : cases) EXPECT_EQ(encode_text(c.text, c.label), c.bytes) << c.label << c.text;
}

TEST(Charset, EveryConverterInTheTableIsKnownToIcu) {
  for (const char* label :
       {"gb2312",       "hz-gb-2312",   "big5",         "big5-hkscs",   "euc-kr",
        "iso-2022-kr",  "koi8-r",       "koi8-u",       "iso-8859-2",   "iso-8859-3",
        "iso-8859-4",   "iso-8859-5",   "iso-8859-6",   "iso-8859-7",   "iso-8859-8",
        "iso-8859-9",   "iso-8859-10",  "iso-8859-11",  "iso-8859-13",  "iso-8859-14",
        "iso-8859-15",  "windows-1250", "windows-1251", "windows-1253", "windows-1254",
        "windows-1255", "windows-1256", "windows-1257", "windows-1258", "macintosh",
        "utf-32be"}) {
    ASSERT_NE(read_label(label).coding, Coding::kUnknown) << label;
    if (read_label(label).coding != Coding::kIcu) continue;
    EXPECT_EQ(decode_text("ok", label).text, "ok") << label;
  }
}

}  // namespace
}  // namespace milter
