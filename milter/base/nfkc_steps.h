// Where a text can be cut so that its pieces have the NFKC that they have in the whole: for who
// must know where each character came from. The code is in unicode.cc, with the rest of ICU.
//
//   "か\u3099a": nfkc_starts(U'\u3099') is false, nfkc_starts(U'a') is true
//
// Thread-safe.
#pragma once

namespace milter {

bool nfkc_starts(char32_t c);  // no character before it can join with it
bool nfkc_keeps(char32_t c);   // standing alone it is its own NFKC

// Almost all of a mail, and both of the above hold for them: ICU is not asked.
bool is_ascii_kana_or_kanji(char32_t c);  // kana letters; ASCII without controls but white space

}  // namespace milter
