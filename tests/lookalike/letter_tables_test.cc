// Tests of latin_letters.cc, japanese_letters.cc and romanisation.cc: static data.
#include <gtest/gtest.h>

#include <set>

#include "lookalike/fold.h"
#include "lookalike/japanese_letters.h"
#include "lookalike/latin_letters.h"
#include "lookalike/letters.h"
#include "lookalike/romanisation.h"
#include "lookalike/unicode.h"

namespace lookalike {
namespace {

TEST(LatinLetters, StandOnceAndReadAsTheirLetter) {
  std::set<char32_t> seen;
  const auto check = [&seen](std::u32string_view letters, char base, bool marked) {
    for (const char32_t letter : letters) {
      EXPECT_TRUE(seen.insert(letter).second) << encode({&letter, 1});
      EXPECT_EQ(bare(letter), static_cast<char32_t>(base)) << encode({&letter, 1});
      EXPECT_EQ(carries_mark(letter), marked) << encode({&letter, 1});
    }
  };
  for (const LatinRow& row : latin_rows()) {
    check(row.shapes, row.letter, false);
    check(row.marked, row.letter, true);
  }
  EXPECT_GT(seen.size(), 250U);
}

// Every letter of a group stands for the same one, which stands for itself.
TEST(JapaneseLetters, StandForThemselvesOnce) {
  int shapes = 0, variants = 0;
  for (char32_t letter = 0x3041; letter < 0xFB00; ++letter) {
    EXPECT_EQ(kana_shape(kana_shape(letter)), kana_shape(letter)) << encode({&letter, 1});
    EXPECT_EQ(main_kanji(main_kanji(letter)), main_kanji(letter)) << encode({&letter, 1});
    shapes += kana_shape(letter) != letter;
    variants += main_kanji(letter) != letter;
    if (main_kanji(letter) != letter) {  // else its shape would not be looked at
      EXPECT_EQ(kana_shape(letter), letter) << encode({&letter, 1});
    }
  }
  EXPECT_GT(shapes, 200);
  EXPECT_GT(variants, 800);
}

TEST(JapaneseLetters, SmallKanaAndVoicing) {
  EXPECT_EQ(kana_shape(U'ッ'), kana_shape(U'ツ'));
  EXPECT_EQ(kana_shape(U'ょ'), kana_shape(U'ヨ'));
  EXPECT_EQ(kana_shape(U'ヶ'), kana_shape(U'ケ'));
  EXPECT_EQ(kana_shape(U'a'), U'a');
  EXPECT_EQ(without_voicing(U'ガ'), U'カ');
  EXPECT_EQ(without_voicing(U'ぽ'), U'ほ');
  EXPECT_EQ(without_voicing(U'ヴ'), U'ウ');
  EXPECT_EQ(without_voicing(U'な'), U'な');
  EXPECT_EQ(without_voicing(U'a'), U'a');
}

TEST(Romanisations, AreSmallLettersAndNamedOnce) {
  std::set<std::set<std::u32string_view>> seen;
  for (const Likeness& one : romanisations()) {
    EXPECT_NE(one.a, one.b);
    EXPECT_TRUE(seen.insert({one.a, one.b}).second) << encode(one.a) << " " << encode(one.b);
    for (const char32_t letter : std::u32string(one.a) + std::u32string(one.b)) {
      EXPECT_TRUE(letter >= U'a' && letter <= U'z') << encode(one.a);
    }
  }
}

}  // namespace
}  // namespace lookalike
