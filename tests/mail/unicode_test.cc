#include "milter/base/unicode.h"

#include <gtest/gtest.h>

#include <string>

#include "milter/base/json.h"
#include "milter/base/nfkc_steps.h"

namespace milter {
namespace {

TEST(Unicode, DecodesAndTellsDamageFromARealReplacementCharacter) {
  const auto text = to_utf8("\x83\x65", "windows-31j");
  ASSERT_TRUE(text);
  EXPECT_EQ(text->text, "テ");
  EXPECT_TRUE(text->exact);
  const auto genuine = to_utf8("\xEF\xBF\xBD", "UTF-8");
  ASSERT_TRUE(genuine);
  EXPECT_TRUE(genuine->exact);
  const auto damaged = to_utf8("a\xFFz", "UTF-8");
  ASSERT_TRUE(damaged);
  EXPECT_EQ(damaged->text, "a\uFFFDz");
  EXPECT_FALSE(damaged->exact);
  const auto cut = to_utf8("a\x83", "windows-31j");
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->text, "a\uFFFD");
  EXPECT_FALSE(cut->exact);
}

TEST(Unicode, SaysWhatItCannotConvert) {
  EXPECT_FALSE(to_utf8("x", "no-such-charset"));
  EXPECT_FALSE(to_utf8("x", ""));  // ICU would take the machine's default
  EXPECT_FALSE(from_utf8("x", "no-such-charset"));
  EXPECT_FALSE(from_utf8("é", "US-ASCII"));
  EXPECT_FALSE(from_utf8("\xFF", "UTF-8"));
  EXPECT_EQ(from_utf8("é", "ISO-8859-1"), "\xE9");
}

TEST(Unicode, KnowsWellFormedUtf8) {
  for (const char* good : {"", "a", "請求書", "😀", "\xEF\xBF\xBF"}) EXPECT_TRUE(is_utf8(good));
  // Unicode 3.9, table 3-7: overlong, surrogate, beyond the last plane, cut, stray.
  for (const char* bad : {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE8\xAB", "\x80"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(Unicode, NormalisesAndFolds) {
  EXPECT_EQ(nfkc("ﾃｽﾄ①"), "テスト1");
  EXPECT_EQ(nfkc("か\u3099"), "が");
  EXPECT_EQ(nfkc("\xFFx"), "\uFFFDx");
  EXPECT_EQ(fold_case("ÄSS ß İ"), "äss ss i̇");
  EXPECT_EQ(nfkc(""), "");
}

TEST(Unicode, WalksCodePoints) {
  EXPECT_EQ(code_points("a請😀"), U"a請😀");
  EXPECT_EQ(code_points("\xE8\xAB!"), U"\uFFFD!");
  EXPECT_EQ(to_utf8(U"a請😀"), "a請😀");
  const std::u32string bad = {0xD800, 0x110000};
  EXPECT_EQ(to_utf8(bad), "\uFFFD\uFFFD");
}

TEST(Json, KeepsOrderAndEscapes) {
  Json line = Json::object();
  line.set("z", 1).set("a", nullptr).set("b", true).set("c", 0.5);
  line.set("s", "引用\"\n").set("list", Json::array().push(std::int64_t{1} << 40).push("x"));
  EXPECT_EQ(line.dump(),
            R"({"z":1,"a":null,"b":true,"c":0.5,"s":"引用\"\n","list":[1099511627776,"x"]})");
}

TEST(Json, CopiesAreIndependentAndBadBytesAreReplaced) {
  Json first = Json::object();
  first.set("k", "a\xFF");
  Json second = first;
  second.set("k", std::string("other"));
  EXPECT_EQ(first.dump(), "{\"k\":\"a\uFFFD\"}");
  EXPECT_EQ(second.dump(), "{\"k\":\"other\"}");
}

// Every code point: the short way must say what ICU says.
TEST(NfkcSteps, AgreeWithNfkcOfTheWhole) {
  for (char32_t c = 1; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string alone = to_utf8(std::u32string_view(&c, 1));
    const bool same = nfkc(alone) == alone;
    ASSERT_EQ(nfkc_keeps(c), same) << std::hex << static_cast<std::uint32_t>(c);
    if (!is_ascii_kana_or_kanji(c)) continue;
    ASSERT_TRUE(same) << std::hex << static_cast<std::uint32_t>(c);
    ASSERT_EQ(nfkc("か" + alone), "か" + alone) << std::hex << static_cast<std::uint32_t>(c);
  }
  EXPECT_FALSE(nfkc_starts(U'\u3099'));
  EXPECT_FALSE(nfkc_starts(U'\u0301'));
  EXPECT_TRUE(nfkc_starts(U'あ'));
}

}  // namespace
}  // namespace milter
