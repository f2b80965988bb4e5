// How it works: declarations are cut at ";" outside of brackets and quotes, and read one by one
// into a Style (css_property). What a box needs several properties for (no height *and* its
// overflow cut off) is left to html_look, as they may come from several rules.
//
// Tested by html_style_test.cc.
#include "milter/mail/html_style.h"

#include <array>
#include <string>
#include <utility>

#include "milter/base/text.h"
#include "milter/mail/css_property.h"
#include "milter/mail/css_value.h"

namespace milter {
namespace {

static_assert(static_cast<unsigned>(Trait::kTraits) <= 32);

constexpr double kEm = 16.0;  // px; letters where nothing says otherwise

void read_declaration(std::string_view piece, Declarations& declarations) {
  const std::size_t colon = piece.find(':');
  if (colon == piece.npos) return;
  std::string_view value = trim(piece.substr(colon + 1));
  const std::size_t mark = value.rfind('!');
  const bool important = mark != value.npos && trim(value.substr(mark + 1)) == "important";
  if (mark != value.npos) value = trim(value.substr(0, mark));
  set_property(important ? declarations.important : declarations.normal,
               trim(piece.substr(0, colon)), value);
}

}  // namespace

void Style::set(Trait trait, bool yes) {
  said_ |= bit(trait);
  yes_ = yes ? yes_ | bit(trait) : yes_ & ~bit(trait);
}

void Style::merge(const Style& over) {
  yes_ = (yes_ & ~over.said_) | over.yes_;
  said_ |= over.said_;
  if (over.font_size) font_size = over.font_size;
  if (over.color) color = over.color;
  if (over.background) background = over.background;
}

std::optional<FontSize> read_font_size(std::string_view value) {
  static constexpr std::array<std::pair<std::string_view, FontSize>, 12> kWords = {
      {{"xx-small", {9, false}},
       {"x-small", {10, false}},
       {"small", {13, false}},
       {"medium", {16, false}},
       {"initial", {16, false}},
       {"large", {18, false}},
       {"x-large", {24, false}},
       {"xx-large", {32, false}},
       {"larger", {1.2, true}},
       {"smaller", {1 / 1.2, true}},
       {"inherit", {1, true}},
       {"unset", {1, true}}}};
  for (const auto& [word, size] : kWords) {
    if (value == word) return size;
  }
  const auto length = read_length(value);
  if (!length || length->number < 0) return std::nullopt;
  const bool relative =
      length->unit == "em" || length->unit == "%" || length->unit == "ex" || length->unit == "ch";
  const auto size = to_pixels(*length, relative ? 1 : kEm);
  if (!size) return std::nullopt;
  return FontSize{*size, relative && length->number != 0};
}

Declarations read_style(std::string_view text) {
  if (text.empty()) return {};
  const std::string css = ascii_lower(without_css_comments(text));
  Declarations declarations;
  for (std::size_t at = 0; at < css.size();) {
    const std::size_t end = css_piece_end(css, at, ';');
    const std::string_view piece = std::string_view(css).substr(at, end - at);
    at = end + 1;
    if (piece.find('\\') == piece.npos) {
      read_declaration(piece, declarations);
    } else {
      read_declaration(without_css_escapes(std::string(piece)), declarations);
    }
  }
  return declarations;
}

}  // namespace milter
