// Kana and kanji that look alike, and the variant forms of kanji.
//
//   kana_shape(U'ニ') == kana_shape(U'二'), main_kanji(U'髙') == U'高', without_voicing(U'ガ') ==
//   U'カ'
//
// Static data, sorted at the first question; thread-safe.
#pragma once

namespace lookalike {

// One letter that stands for all kana and kanji of its shape; the letter itself if it has no twin.
// Katakana stand with their hiragana, small kana with full ones, kanji with those a stroke away.
char32_t kana_shape(char32_t letter);
char32_t main_kanji(char32_t letter);  // the form in common use; the letter itself if it has one
char32_t without_voicing(char32_t letter);

}  // namespace lookalike
