#include "lookalike/letters.h"

#include <gtest/gtest.h>

#include "lookalike/unicode.h"

namespace lookalike {
namespace {

TEST(Bare, TakesScriptCaseMarksAndHooksOff) {
  struct Row {
    std::u32string_view letters;
    char32_t bare;
  };
  for (const Row& row :
       {Row{U"aаàáâãäåąăɑα𝐚", U'a'}, Row{U"bƀɓʙḃьв", U'b'},  Row{U"cсçčƈᴄϲ", U'c'},
        Row{U"dđɗɖďḍԁᴅð", U'd'},     Row{U"eеéёęɛεє", U'e'}, Row{U"gɡǵğǥɢԍ", U'g'},
        Row{U"hһħɦⱨʜн", U'h'},       Row{U"iіíıɩɨï", U'i'},  Row{U"kкκƙķᴋĸ", U'k'},
        Row{U"lłɫʟⅼ", U'l'},         Row{U"mмᴍɱṁ", U'm'},    Row{U"nпñńɴꞑŋи", U'n'},
        Row{U"oоοøöơɵօᴏ〇○", U'o'},  Row{U"pрρƥþ", U'p'},    Row{U"rгɍɽɾʀ", U'r'},
        Row{U"sѕśşʂꜱß", U's'},       Row{U"tтτŧţƭᴛ", U't'},  Row{U"uυúűʉᴜц", U'u'},
        Row{U"wԝшωŵⱳᴡ", U'w'},       Row{U"xхχẋ", U'x'},     Row{U"yуýƴʏүγ", U'y'},
        Row{U"zżźƶʐᴢ", U'z'},        Row{U"カガヵ", U'カ'},  Row{U"はばぱ", U'は'},
        Row{U"漢", U'漢'},           Row{U"-‐", U'-'}}) {
    for (const char32_t letter : row.letters) {
      if (letter == U'ヵ') continue;  // small kana stay: kana_pair() knows them
      EXPECT_EQ(bare(letter), row.bare) << encode({&letter, 1});
    }
  }
}

TEST(Bare, NothingStaysOfMarksAndInvisibleCharacters) {
  for (const char32_t letter : {U'\u0301', U'\u200B', U'\u00AD', U'\u3099', U'\u202E'}) {
    EXPECT_EQ(bare(letter), U'\0') << static_cast<unsigned>(letter);
  }
  for (const char32_t letter : {U'a', U'ж', U'東', U'あ', U'ア', U'한', U'א', U'\U00020BB7'}) {
    EXPECT_EQ(bare(letter), letter) << encode({&letter, 1});
  }
}

TEST(CarriesMark, TellsMarksFromScripts) {
  for (const char32_t letter : std::u32string_view(U"öøƙğđɓɱʂħłçガぱ")) {
    EXPECT_TRUE(carries_mark(letter)) << encode({&letter, 1});
  }
  for (const char32_t letter : std::u32string_view(U"oаітмᴍʙɑカは漢9-")) {
    EXPECT_FALSE(carries_mark(letter)) << encode({&letter, 1});
  }
}

struct Row {
  char32_t a, b;
};

template <std::size_t kSize>
void expect_only(bool (*is)(char32_t, char32_t), const Row (&yes)[kSize], const Row (&no)[kSize]) {
  for (const Row& row : yes) {
    EXPECT_TRUE(is(row.a, row.b)) << encode({&row.a, 1}) << encode({&row.b, 1});
    EXPECT_TRUE(is(row.b, row.a)) << encode({&row.b, 1}) << encode({&row.a, 1});
  }
  for (const Row& row : no) {
    EXPECT_FALSE(is(row.a, row.b)) << encode({&row.a, 1}) << encode({&row.b, 1});
    EXPECT_FALSE(is(row.b, row.a)) << encode({&row.b, 1}) << encode({&row.a, 1});
  }
}

TEST(Pairs, OfOneGlyph) {
  expect_only(same_glyph, {{U'a', U'а'}, {U'к', U'k'}, {U'т', U't'}, {U'о', U'ο'}},
              {{U'a', U'a'}, {U'a', U'á'}, {U'a', U'e'}, {U'\u200B', U'\u0301'}});
}

TEST(Pairs, OfOneAsciiShape) {
  expect_only(
      same_sight,
      {{U'0', U'o'}, {U'1', U'l'}, {U'i', U'l'}, {U'5', U's'}, {U'8', U'b'}, {U'q', U'g'}},
      {{U'o', U'o'}, {U'o', U'о'}, {U'h', U'n'}, {U'0', U'1'}, {U'力', U'か'}, {U'8', U'6'}});
}

TEST(Pairs, OfKanaAndKanji) {
  expect_only(kana_pair,
              {{U'ニ', U'二'},
               {U'ッ', U'ツ'},
               {U'チ', U'千'},
               {U'ー', U'-'},
               {U'か', U'カ'},
               {U'千', U'干'},
               {U'一', U'ー'},
               {U'ソ', U'ン'},
               {U'才', U'オ'},
               {U'日', U'曰'}},
              {{U'ニ', U'ニ'},
               {U'ニ', U'三'},
               {U'か', U'が'},
               {U'二', U'-'},
               {U'あ', U'い'},
               {U'高', U'髙'},
               {U'a', U'b'},
               {U'東', U'西'},
               {U'さ', U'き'},
               {U'山', U'上'}});
}

TEST(Pairs, OfKanjiVariants) {
  expect_only(kanji_variant,
              {{U'高', U'髙'},
               {U'崎', U'﨑'},
               {U'邉', U'邊'},
               {U'斉', U'齋'},
               {U'学', U'學'},
               {U'𠮷', U'吉'},
               {U'濵', U'浜'},
               {U'龍', U'竜'},
               {U'沢', U'澤'},
               {U'东', U'東'}},
              {{U'高', U'高'},
               {U'高', U'橋'},
               {U'二', U'ニ'},
               {U'a', U'а'},
               {U'未', U'末'},
               {U'辺', U'刀'},
               {U'か', U'カ'},
               {U'国', U'家'},
               {U'沢', U'浜'},
               {U'大', U'太'}});
}

TEST(Likenesses, DifferInLength) {
  bool rn = false;
  for (const Likeness& one : likenesses()) {
    EXPECT_NE(one.a.size(), one.b.size()) << encode(one.a);
    rn = rn || (one.a == U"rn" && one.b == U"m");
  }
  EXPECT_TRUE(rn);
}

}  // namespace
}  // namespace lookalike
