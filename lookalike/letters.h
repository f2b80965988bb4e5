// What may be said of single letters, and of pairs that read as one.
//
//   bare(U'ё') == U'e', carries_mark(U'ё'), same_glyph(U'a', U'а' /* Cyrillic */)
//   kana_pair(U'ニ', U'二'), kanji_variant(U'高', U'髙')
//
// Pure, thread-safe; the first call builds a table from ICU's data and the tables of this room.
#pragma once

#include <span>
#include <string_view>

namespace lookalike {

// The letter that stays when case, script, marks, hooks and strokes are taken off; 0 if none does.
// Of a ligature it is the first letter (the whole stands among likenesses()).
char32_t bare(char32_t letter);
bool carries_mark(char32_t letter);  // a diacritic, hook or stroke: ö, ø, ƙ; not U'а' in Cyrillic
bool same_glyph(char32_t a, char32_t b);  // same bare letter, no mark on either, not equal
bool same_sight(char32_t a, char32_t b);  // ASCII of one shape: 0/o 1/l/i 3/e 5/s 8/b 9/g g/q
bool kana_pair(char32_t a, char32_t b);   // kana and kanji of one shape, small and hiragana forms
bool kanji_variant(char32_t a, char32_t b);  // old, new and variant forms of one kanji

// Two ways to write what the eye takes for the same, of different lengths. Neither side is first.
struct Likeness {
  std::u32string_view a, b;
};
std::span<const Likeness> likenesses();  // rn/m vv/w cl/d ... and ligatures: æ/ae

}  // namespace lookalike
