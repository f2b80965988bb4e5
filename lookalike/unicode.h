// What lookalike/ needs of Unicode: decoding, UTS #46 names, and the bare letter under a disguise.
//
//   read_idna(U"xn--r8jz45g.jp")->unicode   ->  U"例え.jp"
//   bare_letter(U'а' /* Cyrillic */)       ->  U"a"
//
// Thread-safe; ICU's tables are opened once and then only read. The only user of ICU in lookalike/.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lookalike {

inline constexpr std::size_t kMaxName = 253;  // RFC 1035 2.3.4, without the root dot

std::optional<std::u32string> decode(std::string_view utf8);  // nullopt: not well-formed UTF-8
std::string encode(std::u32string_view text);

// Default-ignorable code points: zero-width, bidi controls, soft hyphen, fillers.
bool is_invisible(char32_t letter);
bool is_space_or_control(char32_t letter);

struct IdnaName {
  std::string ascii;  // "" if some label cannot stand in the DNS
  std::u32string unicode;
};
// Non-transitional UTS #46, without STD3 so that "_dmarc" is read. An xn-- label that does not
// decode stays as it is. nullopt: an empty label, a label over 63 or a name over 253 octets.
std::optional<IdnaName> read_idna(std::u32string_view name);

std::u32string fold_letters(std::u32string_view text);  // full case folding, then NFC

// The letter that stays when case, marks, hooks and script are taken off: NFD, UTS #39 prototype,
// marks dropped. "m" stays "m" although UTS #39 maps it to "rn"; kana keep their voicing marks.
// ASCII is returned as it stands, an invisible character as "".
std::u32string bare_letter(char32_t letter);

// Whether the UTS #39 skeleton of the letter holds a mark: ö, ø, but not a letter of another
// script.
bool skeleton_has_mark(char32_t letter);

}  // namespace lookalike
