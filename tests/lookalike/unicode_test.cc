#include "lookalike/unicode.h"

#include <gtest/gtest.h>

namespace lookalike {
namespace {

TEST(Decode, TellsWellFormedFromNot) {
  EXPECT_EQ(decode("aé漢😀"), U"aé漢😀");
  EXPECT_EQ(decode(""), U"");
  for (const char* bad : {"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "a\x80"}) {
    EXPECT_FALSE(decode(bad)) << bad;
  }
  EXPECT_EQ(encode(U"aé漢😀"), "aé漢😀");
}

// RFC 3492 7.1 and UTS #46: the pairs are published examples.
TEST(ReadIdna, BothFormsOfOneName) {
  struct Row {
    const char *given, *ascii, *unicode;
  };
  for (const Row& row : {Row{"Example.COM", "example.com", "example.com"},
                         Row{"bücher.de", "xn--bcher-kva.de", "bücher.de"},
                         Row{"BÜCHER.de", "xn--bcher-kva.de", "bücher.de"},
                         Row{"XN--BCHER-KVA.de", "xn--bcher-kva.de", "bücher.de"},
                         Row{"faß.de", "xn--fa-hia.de", "faß.de"},  // non-transitional
                         Row{"ｅｘａｍｐｌｅ.com", "example.com", "example.com"},
                         Row{"例え.jp", "xn--r8jz45g.jp", "例え.jp"},
                         Row{"_dmarc.example.com", "_dmarc.example.com", "_dmarc.example.com"}}) {
    const auto name = read_idna(*decode(row.given));
    ASSERT_TRUE(name) << row.given;
    EXPECT_EQ(name->ascii, row.ascii);
    EXPECT_EQ(encode(name->unicode), row.unicode);
  }
}

TEST(ReadIdna, StrangeAceStaysAsItIs) {
  for (const char* name : {"xn--.com", "xn--zzzzzzzz99999.com", "xn--example-.com"}) {
    const auto read = read_idna(*decode(name));
    ASSERT_TRUE(read) << name;
    EXPECT_EQ(encode(read->unicode), name);
  }
}

TEST(ReadIdna, LengthsOfRfc1035) {
  const std::u32string label(63, U'a');
  EXPECT_TRUE(read_idna(label + U".com"));
  EXPECT_FALSE(read_idna(label + U"a.com"));
  const std::u32string long_name =
      label + U"." + label + U"." + label + U"." + std::u32string(61, U'b');
  EXPECT_TRUE(read_idna(long_name));          // 253
  EXPECT_FALSE(read_idna(long_name + U"b"));  // 254
  EXPECT_FALSE(read_idna(U"a..com"));
  EXPECT_FALSE(read_idna(U""));
}

TEST(BareLetter, TakesScriptCaseAndMarksOff) {
  EXPECT_EQ(bare_letter(U'a'), U"a");
  EXPECT_EQ(bare_letter(U'm'), U"m");  // UTS #39 alone says "rn"
  EXPECT_EQ(bare_letter(U'0'), U"0");
  EXPECT_EQ(bare_letter(U'а'), U"a");  // Cyrillic
  EXPECT_EQ(bare_letter(U'ö'), U"o");
  EXPECT_EQ(bare_letter(U'ø'), U"o");
  EXPECT_EQ(bare_letter(U'Ö'), U"o");
  EXPECT_EQ(bare_letter(U'\u200B'), U"");
  EXPECT_EQ(bare_letter(U'が'), U"が");  // another word than か
  EXPECT_EQ(bare_letter(U'漢'), U"漢");
  EXPECT_EQ(bare_letter(U'ｍ'), U"m");  // full width
  EXPECT_EQ(bare_letter(U'ｶ'), U"カ");  // half width
}

TEST(Letters, InvisibleSpaceAndMarks) {
  for (const char32_t c : {U'\u200B', U'\u202E', U'\u00AD', U'\uFEFF', U'\u3164'}) {
    EXPECT_TRUE(is_invisible(c)) << static_cast<unsigned>(c);
  }
  for (const char32_t c : {U'a', U'é', U'漢', U'-', U'\u0430'}) {
    EXPECT_FALSE(is_invisible(c)) << static_cast<unsigned>(c);
    EXPECT_FALSE(is_space_or_control(c));
  }
  EXPECT_TRUE(is_space_or_control(U'\u3000'));
  EXPECT_TRUE(is_space_or_control(U'\0'));
  EXPECT_TRUE(skeleton_has_mark(U'ö'));
  EXPECT_TRUE(skeleton_has_mark(U'ø'));
  EXPECT_FALSE(skeleton_has_mark(U'а'));
  EXPECT_FALSE(skeleton_has_mark(U'o'));
}

}  // namespace
}  // namespace lookalike
