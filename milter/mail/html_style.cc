// How it works: declarations are cut at ";" outside of brackets and quotes, and those of a few
// properties are read into a Style. What a box needs several properties for (no height *and* its
// overflow cut off) is left to the reader of the Style, as they may come from several rules.
//
// Leaves out: variables, calc(), the finer points of the shorthands. mso-hide alone is not hiding:
// it hides from Outlook what everybody else is shown.
//
// Tested by html_style_test.cc.
#include "milter/mail/html_style.h"

#include "milter/base/text.h"
#include "milter/mail/css_value.h"

namespace milter {
namespace {

constexpr double kTinyFont = 1.0;    // px; nobody reads a letter one dot high
constexpr double kFarAway = -400.0;  // px; a phone is 360 wide
constexpr double kFaint = 0.05;      // opacity

bool is_zero(std::string_view value, double most) {
  const auto length = read_length(value);
  return length && length->number >= 0 && length->number <= most &&
         (length->number == 0 || length->unit == "px" || length->unit.empty());
}

bool is_far(std::string_view value) {
  const auto length = read_length(value);
  if (!length) return false;
  if (length->unit == "em" || length->unit == "rem" || length->unit == "%") {
    return length->number <= -99;
  }
  return length->number <= kFarAway;
}

std::optional<bool> read_font_size(std::string_view value) {
  const auto length = read_length(value);
  if (!length) {  // "small", "larger", "inherit"
    if (value == "inherit" || value == "larger" || value == "smaller") return std::nullopt;
    return false;
  }
  const bool relative = length->unit == "em" || length->unit == "%";
  if (length->number <= 0) return true;
  if (relative) {
    const bool vanishes = length->number <= (length->unit == "%" ? 5.0 : 0.05);
    return vanishes ? std::optional<bool>(true) : std::nullopt;
  }
  if (length->unit == "rem") return length->number <= 0.05;
  return length->number <= kTinyFont;
}

// The "font" shorthand: the size is the first length in it.
std::optional<bool> read_font(std::string_view value) {
  for (std::string_view word : words(value)) {
    word = word.substr(0, word.find('/'));
    const auto length = read_length(word);
    if (length && (!length->unit.empty() || length->number == 0)) return read_font_size(word);
  }
  return std::nullopt;
}

bool is_clip_nothing(std::string_view name, std::string_view value) {
  if (name == "clip") {
    return value.substr(0, 5) == "rect(" && value.find_first_of("123456789") == value.npos;
  }
  if (name == "clip-path") {
    return value.find("inset(50%") == 0 || value.find("inset(100%") == 0 ||
           value.find("circle(0") == 0;
  }
  return value.find("scale(0)") != value.npos || value.find("scale(0,") != value.npos;
}

std::uint32_t read_background(std::string_view value) {
  if (value.find("url(") != value.npos || value.find("gradient") != value.npos) {
    return kUnknownColor;
  }
  const std::uint32_t whole = read_color(value);
  if (whole != kUnknownColor) return whole;
  for (const std::string_view word : words(value)) {
    const std::uint32_t color = read_color(word);
    if (color != kUnknownColor) return color;
  }
  return kUnknownColor;
}

bool set_box(Style& style, std::string_view name, std::string_view value) {
  if (name == "width" || name == "max-width") {
    style.no_width = is_zero(value, kTinyFont) || style.no_width.value_or(false);
  } else if (name == "height" || name == "max-height") {
    style.no_height = is_zero(value, kTinyFont) || style.no_height.value_or(false);
  } else if (name == "overflow" || name == "overflow-x" || name == "overflow-y") {
    style.cut_off = value == "hidden" || value == "clip";
  } else if (name == "text-indent" || name == "left" || name == "top" || name == "margin-left" ||
             name == "margin-top" || name == "right" || name == "bottom") {
    style.off_screen = is_far(value) || style.off_screen.value_or(false);
  } else if (name == "clip" || name == "clip-path" || name == "transform") {
    style.off_screen = is_clip_nothing(name, value) || style.off_screen.value_or(false);
  } else {
    return false;
  }
  return true;
}

void set_property(Style& style, std::string_view name, std::string_view value) {
  if (set_box(style, name, value)) return;
  if (name == "display") {
    style.display_none = value == "none";
  } else if (name == "visibility") {
    style.invisible = value == "hidden" || value == "collapse";
  } else if (name == "opacity") {
    const auto length = read_length(value);
    if (length) style.transparent = length->number <= (length->unit == "%" ? 5.0 : kFaint);
  } else if (name == "font-size") {
    style.tiny = read_font_size(value);
  } else if (name == "font") {
    style.tiny = read_font(value);
  } else if (name == "white-space") {
    style.keeps_lines = value.substr(0, 3) == "pre" || value == "break-spaces";
  } else if (name == "color") {
    style.color = read_color(value);
    if (value == "transparent") style.transparent = true;
  } else if (name == "background" || name == "background-color") {
    if (value != "none" && value != "transparent") style.background = read_background(value);
  }
}

}  // namespace

void Style::merge(const Style& over) {
  const auto take = [](auto& mine, const auto& theirs) {
    if (theirs) mine = theirs;
  };
  take(display_none, over.display_none);
  take(invisible, over.invisible);
  take(transparent, over.transparent);
  take(no_width, over.no_width);
  take(no_height, over.no_height);
  take(cut_off, over.cut_off);
  take(off_screen, over.off_screen);
  take(tiny, over.tiny);
  take(keeps_lines, over.keeps_lines);
  take(color, over.color);
  take(background, over.background);
}

Declarations read_style(std::string_view text) {
  if (text.empty()) return {};
  const std::string css = ascii_lower(without_css_comments(text));
  Declarations declarations;
  for (std::size_t at = 0; at < css.size();) {
    const std::size_t end = css_piece_end(css, at, ';');
    const std::string_view piece = std::string_view(css).substr(at, end - at);
    at = end + 1;
    const std::size_t colon = piece.find(':');
    if (colon == piece.npos) continue;
    std::string_view value = trim(piece.substr(colon + 1));
    const std::size_t mark = value.rfind('!');
    const bool important = mark != value.npos && trim(value.substr(mark + 1)) == "important";
    if (mark != value.npos) value = trim(value.substr(0, mark));
    set_property(important ? declarations.important : declarations.normal,
                 trim(piece.substr(0, colon)), value);
  }
  return declarations;
}

}  // namespace milter
