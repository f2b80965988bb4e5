// Letters that pass for a-z and 0-9 and that Unicode's table of confusables (UTS #39) leaves out or
// maps elsewhere: small capitals, hooks and strokes, Cyrillic т к н м п, and the like.
//
// Static data.
#pragma once

#include <span>
#include <string_view>

namespace lookalike {

struct LatinRow {
  char letter;
  std::u32string_view shapes;  // the same glyph, or near it, without anything added
  std::u32string_view marked;  // with a hook, stroke, bar or tail
};
std::span<const LatinRow> latin_rows();

}  // namespace lookalike
