// Old and variant kanji of names, as the form in use today: 髙 -> 高, 邊 -> 辺.
// Pure and thread-safe.
#pragma once

namespace milter {

char32_t modern_kanji(char32_t c);  // the character itself if it has no other form

}  // namespace milter
