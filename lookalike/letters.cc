// How: one table of the bare letters of the Basic Multilingual Plane, built once; what Unicode's
// table of confusables lacks stands in latin_letters.cc and japanese_letters.cc.
// Tested by letters_test.cc.
#include "lookalike/letters.h"

#include <algorithm>
#include <array>

#include "lookalike/fold.h"
#include "lookalike/japanese_letters.h"
#include "lookalike/unicode.h"

namespace lookalike {
namespace {

constexpr auto kLikenesses = std::to_array<Likeness>({
    {U"rn", U"m"}, {U"nn", U"m"}, {U"rr", U"m"}, {U"in", U"m"}, {U"vv", U"w"}, {U"uu", U"w"},
    {U"cl", U"d"}, {U"ci", U"d"}, {U"dl", U"d"}, {U"lb", U"b"}, {U"lc", U"k"}, {U"lk", U"k"},
    {U"ik", U"k"}, {U"ic", U"k"}, {U"lh", U"h"}, {U"li", U"h"}, {U"ii", U"u"}, {U"ij", U"y"},
    {U"æ", U"ae"}, {U"œ", U"oe"}, {U"ß", U"ss"}, {U"ĳ", U"ij"}, {U"ŋ", U"ng"},
});

}  // namespace

char32_t bare(char32_t letter) {
  if (letter < 0x80) return letter;
  const std::u32string whole = bare_letter(letter);
  return whole.empty() ? 0 : whole[0];
}

bool same_glyph(char32_t a, char32_t b) {
  return a != b && bare(a) == bare(b) && !carries_mark(a) && !carries_mark(b);
}

bool same_sight(char32_t a, char32_t b) {
  const char32_t x = bare(a), y = bare(b);
  return x != y && x < 0x80 && y < 0x80 && x != 0 && y != 0 && sight_letter(x) == sight_letter(y);
}

bool kana_pair(char32_t a, char32_t b) { return a != b && kana_shape(a) == kana_shape(b); }

bool kanji_variant(char32_t a, char32_t b) { return a != b && main_kanji(a) == main_kanji(b); }

std::span<const Likeness> likenesses() { return kLikenesses; }

}  // namespace lookalike
