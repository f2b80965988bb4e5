// The readings of a name under which what looks or sounds alike is equal.
//
//   sight_letter(U'0') == sight_letter(U'о' /* Cyrillic */) == 'o'
//   loose_key of the sight letters of "rnirai-k0gyou", "mirai_kogyo", "mlraikogyo"  ->  one key
//
// Pure, thread-safe; the first call builds a table of letters (letters.h).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace lookalike {

// One byte a letter, whatever stands beside it, so that a part of a name reads as a part of its
// reading. ASCII letters and digits read as one of a-z and 0-9 (i l 1 as 'i', o 0 as 'o', s 5 as
// 's' ...), '_' and '-' as '-', '.' as '.'. Any other letter is a byte of 0x80 or more: letters
// share it if they are kana or kanji that look alike or variants of one kanji (and, by chance, if
// they are not). 0: the letter leaves no trace (invisible, combining mark).
char sight_letter(char32_t letter);
void read_sight(std::u32string_view text, std::string& sight);  // as many bytes as letters

inline constexpr std::size_t kMaxKey = 63;  // RFC 1035 2.3.4: of a label
struct Key {
  std::array<char, kMaxKey + 1> bytes{};
  std::uint8_t size = 0;
  std::string_view view() const { return {bytes.data(), size}; }
};

// The loose key of a label, given its sight letters. It loses separators, doubled letters, which of
// two letters of one shape it was, and how Japanese words are written in Latin letters; what it
// lost is looked at by align(). Dots count as separators, so that a run of labels has a key, too.
// Letters past kMaxKey are left out.
void loose_key(std::string_view sight, Key& out);

// The same, but that each letter is read by itself: nothing doubled is lost and no two letters are
// read as one. One edit of a label is at most one of this key, which it may not be of the loose
// one: "icolud" and "icloud", whose "cl" reads as "d".
void plain_key(std::string_view sight, Key& out);

}  // namespace lookalike
