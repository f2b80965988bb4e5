// Text in the charsets that mail really uses, Japanese ones above all.
//
//   decode_text("\x1b$B-j\x1b(B", "iso-2022-jp").text   ->  "㈱"     (NEC row 13)
//   decode_text(bytes, "")                               ->  guessed: UTF-8, ISO-2022-JP, ...
//
// Labels are read as mail programs mean them: shift_jis is windows-31j (CP932), euc-jp is CP51932,
// iso-2022-jp takes NEC row 13 and half-width kana (CP50221), iso-8859-1 is windows-1252 (as the
// WHATWG Encoding Standard reads labels). utf-7 is refused: it hides text from filters. Bytes that
// cannot be what the label says are read as what they are.
// Pure and thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "milter/base/unicode.h"

namespace milter {

struct DecodedText {
  std::string text;     // UTF-8
  bool exact = true;    // false: bytes that the charset does not have, or a label unknown
  std::string charset;  // what it was read as: "iso-2022-jp", "utf-8", ...
};
DecodedText decode_text(std::string_view bytes, std::string_view label);

// What was odd about the charsets of several texts that are shown as one.
struct CharsetNotes {
  bool exact = true;  // of all of them
  bool utf7 = false;  // of any of them
  void add(const DecodedText& text) {
    exact = exact && text.exact;
    utf7 = utf7 || text.charset == "utf-7";
  }
};

// UTF-8 to that charset for writing into an existing part; nullopt if a character does not fit or
// the charset is not one we write. ISO-2022-JP ends in ASCII and uses only plain JIS X 0208.
std::optional<std::string> encode_text(std::string_view utf8, std::string_view label);

}  // namespace milter
