// ISO-2022-JP as mail uses it, and the guess at Japanese text without a label.
//
//   decode_iso2022jp("\x1b$B@A5a\x1b(B").text  ->  "請求"
//   guess_charset("\x90\xBF\x8B\x81")          ->  "shift_jis"
//
// Pure and thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "milter/base/unicode.h"

namespace milter {

// True if the text switches to a Japanese set somewhere: ESC $ ... or ESC ( I.
bool has_iso2022jp_escape(std::string_view bytes);

// Kana and kanji, and not as bytes of another charset come out by chance.
bool is_likely_japanese(std::string_view utf8);

Decoded decode_iso2022jp(std::string_view bytes);

// nullopt where a character is not in ASCII or JIS X 0208 proper (rows 1 to 8 and 16 to 84).
std::optional<std::string> encode_iso2022jp(std::string_view utf8);

// Unicode has two characters for some JIS signs; the table that Microsoft's converters use, and
// with them ours, knows only one: 〜 becomes ～, − becomes －.
std::string to_microsoft_signs(std::string_view utf8);

// One of "us-ascii", "utf-8", "iso-2022-jp", "shift_jis", "euc-jp", "windows-1252".
std::string guess_charset(std::string_view bytes);

}  // namespace milter
