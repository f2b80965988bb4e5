// Text as judging compares it: what looks the same is the same.
//
//   normalise_text("お 振 込\u200b先")   ->  "お振込先"
//   normalise_name("桜井　一郎")          ->  "桜井一郎"
//
// NFKC, case folded, zero-width characters and soft hyphens removed, spaces between kanji or kana
// removed, line breaks inside a paragraph joined. Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "milter/base/byte_range.h"

namespace milter {

// Paragraphs stay separated by one "\n".
std::string normalise_text(std::string_view utf8);

// The same with the way back, to quote a mail in its own words.
//
//   NormalisedText n = normalise_with_origin("お 振\u200b込");   n.text == "お振込"
//   n.letters[1]   ->   at 3, from the bytes of "振"
struct NormalisedText {
  struct Letter {
    std::size_t at;  // where it begins in `text`
    ByteRange from;  // the bytes of the original that it was made from: ascending, some shared
  };
  std::string text;
  std::vector<Letter> letters;
};
NormalisedText normalise_with_origin(std::string_view utf8);  // well-formed UTF-8

// A person's or company's name for equality: as above, all white space and punctuation removed,
// old and variant kanji (櫻 髙 﨑 邊 ...) as today's form.
std::string normalise_name(std::string_view utf8);

}  // namespace milter
