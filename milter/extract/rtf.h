// The text of RTF (Rich Text Format 1.9.1), as Word writes it in Japan: bytes in CP932 as \'8f\'5c,
// characters as \u25391?.
//
//   read_rtf("{\\rtf1\\ansi\\ansicpg932 \\'90\\'55\\'8d\\'9e}", {}).text   ->  "振込"
//
// Paragraphs and rows end with "\n", cells with "\t". Left out: what is no text (fonts, styles,
// pictures, embedded objects) and field codes. Linear, not recursive. Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "milter/extract/extract_text.h"

namespace milter::extract {

struct RtfText {
  std::string text;
  bool too_deep = false;  // more open groups than limits.rtf_groups: read up to there
};
// Of `limits` rtf_groups and text_bytes; reading stops soon after the text is longer.
RtfText read_rtf(std::string_view bytes, const ExtractLimits& limits);

}  // namespace milter::extract
