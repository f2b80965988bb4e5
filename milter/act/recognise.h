// Finding our banners by the text that a reader sees, because mail programs drop ids and rewrite
// markup (and quote, and break lines).
//
//   VisibleText text;
//   text.add("【関守】登録と違う振込先です", 0);
//   text.add("――――― 関守（Sekimori）の注意はここまで #1 ―――――", 1);
//   find_banners(text).size()   ->  1
//
// A unit is what can be removed as one: a line, or the text between two tags. White space never
// counts. Not thread-safe while filled.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace milter {

// Longer than any banner we write; a text between an opening and a closing that is longer is not
// ours, and is kept.
inline constexpr std::size_t kMaxBannerGlyphs = 3000;

struct Glyph {
  char32_t character = 0;
  std::size_t unit = 0;
  bool first = false;   // of its unit
  bool spaced = false;  // white space stood before it
};

struct VisibleText {
  std::vector<Glyph> glyphs;  // without white space
  void add(std::string_view utf8, std::size_t unit);
  // Something that is seen but is no text, such as a picture.
  void add_object(std::size_t unit);
};

struct GlyphSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};
// Ascending, not overlapping. Linear.
std::vector<GlyphSpan> find_banners(const VisibleText& text);

// Cheap test on bytes in any charset that has ASCII: can there be a banner at all?
bool may_hold_banner(std::string_view bytes);

}  // namespace milter
