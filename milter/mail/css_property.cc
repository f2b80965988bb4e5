// How it works: a table names the reader of each property. What a browser would not take for a
// value of it changes nothing.
//
// Leaves out: variables, calc(), the finer points of the shorthands. mso-hide alone is not hiding:
// it hides from Outlook what everybody else is shown.
//
// Tested by html_style_test.cc and html_hidden_test.cc.
#include "milter/mail/css_property.h"

#include <algorithm>
#include <array>
#include <optional>

#include "milter/base/text.h"
#include "milter/mail/css_value.h"

namespace milter {
namespace {

constexpr double kOnePixel = 1.0;
constexpr double kEm = 16.0;
constexpr double kWidest = 2000.0;   // px; no mail is laid out wider
constexpr double kHighest = 5000.0;  // px; a long mail has this many above a line

std::optional<double> pixels_of(std::string_view value) {
  const auto length = read_length(value);
  return length ? to_pixels(*length, kEm) : std::nullopt;
}

bool begins_with(std::string_view value, std::string_view name) {
  return value.substr(0, name.size()) == name;
}

// "rect(0,0,0,0)" is one of "rect(0".
bool is_function(std::string_view value, std::string_view begin) {
  return begins_with(value, begin) && value.back() == ')';
}

// The first argument of `name(` in the value.
std::optional<double> argument_of(std::string_view value, std::string_view name) {
  const std::size_t at = value.find(name);
  if (at == value.npos || value.back() != ')') return std::nullopt;
  std::string_view inside = value.substr(at + name.size());
  inside = inside.substr(0, inside.find_first_of(",)"));
  return pixels_of(inside);
}

void set_display(Style& style, Trait, std::string_view value) {
  static constexpr std::array<std::string_view, 20> kKnown = {
      "none",         "block",       "inline",       "inline-block", "list-item",
      "contents",     "flow-root",   "initial",      "unset",        "revert",
      "run-in",       "table",       "inline-table", "flex",         "inline-flex",
      "-webkit-flex", "-webkit-box", "grid",         "inline-grid",  "ruby"};
  if (std::find(kKnown.begin(), kKnown.end(), value) == kKnown.end() &&
      !begins_with(value, "table-")) {
    return;
  }
  style.set(Trait::kDisplayNone, value == "none");
  style.set(Trait::kContents, value == "contents");
  style.set(Trait::kOwnLine, value == "block" || value == "list-item" || value == "flow-root" ||
                                 value == "table" || value == "flex" || value == "grid");
  style.set(Trait::kInline, value == "inline" || value == "initial" || value == "unset" ||
                                begins_with(value, "table") || value == "ruby");
}

void set_position(Style& style, Trait, std::string_view value) {
  const bool out = value == "absolute" || value == "fixed";
  style.set(Trait::kOutOfFlow, out);
  style.set(Trait::kPositioned, out || value == "relative");
}

void set_float(Style& style, Trait trait, std::string_view value) {
  style.set(trait, value == "left" || value == "right");
}

void set_visibility(Style& style, Trait trait, std::string_view value) {
  const bool hides = value == "hidden" || value == "collapse";
  if (hides || value == "visible" || value == "initial") style.set(trait, hides);
}

void set_opacity(Style& style, Trait trait, std::string_view value) {
  const auto length = read_length(value);
  if (!length || (!length->unit.empty() && length->unit != "%")) return;
  style.set(trait, length->number <= (length->unit == "%" ? 100 * kFaint : kFaint));
}

void set_filter(Style& style, Trait trait, std::string_view value) {
  const auto opacity = argument_of(value, "opacity(");
  style.set(trait, opacity && *opacity == 0);
}

// Up to a pixel is nothing; so "auto" is something.
void set_nothing(Style& style, Trait trait, std::string_view value) {
  const auto size = pixels_of(value);
  style.set(trait, size && *size >= 0 && *size <= kOnePixel);
}

void set_something(Style& style, Trait trait, std::string_view value) {
  bool any = false;
  for (const std::string_view word : words(value)) {
    const auto size = pixels_of(word);
    any = any || !size || *size > kOnePixel;
  }
  style.set(trait, any);
}

void set_overflow(Style& style, Trait trait, std::string_view value) {
  style.set(trait, value != "visible" && value != "initial" && value != "unset");
}

// "left" and the like: far out on the side that nothing scrolls to.
void set_far(Style& style, Trait trait, std::string_view value) {
  const auto distance = pixels_of(value);
  const bool vertical =
      trait == Trait::kFarTop || trait == Trait::kFarBottom || trait == Trait::kFarMarginTop;
  const bool opposite = trait == Trait::kFarRight || trait == Trait::kFarBottom;
  const double far = vertical ? kHighest : kWidest;
  const double out = distance ? (opposite ? *distance : -*distance) : 0;
  style.set(trait, out >= far);
  if (out <= -far) style.set(Trait::kMovedBack, true);
}

void set_clip(Style& style, Trait trait, std::string_view value) {
  style.set(trait, is_function(value, "rect(") &&
                       value.find_first_of("123456789a") == std::string_view::npos);
}

void set_clip_path(Style& style, Trait trait, std::string_view value) {
  style.set(trait, is_function(value, "inset(50%") || is_function(value, "inset(100%") ||
                       is_function(value, "circle(0") || is_function(value, "polygon(0 0)"));
}

void set_transform(Style& style, Trait trait, std::string_view value) {
  bool shrunk = false;
  for (const std::string_view scale : {"scale(", "scalex(", "scaley(", "scale3d("}) {
    const auto factor = argument_of(value, scale);
    shrunk = shrunk || (factor && *factor == 0);
  }
  style.set(trait, shrunk);
  double distance = 0;
  for (const std::string_view move : {"translate(", "translatex(", "translate3d("}) {
    distance = std::min(distance, argument_of(value, move).value_or(0));
    if (argument_of(value, move).value_or(0) >= kWidest) style.set(Trait::kMovedBack, true);
  }
  style.set(Trait::kFarTransform, distance <= -kWidest);
}

void set_white_space(Style& style, Trait trait, std::string_view value) {
  style.set(trait, begins_with(value, "pre") || value == "break-spaces");
}

struct Property {
  std::string_view name;
  Trait trait;
  void (*read)(Style&, Trait, std::string_view);
};

// In the order of their names.
constexpr std::array<Property, 33> kProperties = {{
    {"-webkit-filter", Trait::kFilteredOut, set_filter},
    {"-webkit-transform", Trait::kShrunk, set_transform},
    {"bottom", Trait::kFarBottom, set_far},
    {"clip", Trait::kClipped, set_clip},
    {"clip-path", Trait::kClippedPath, set_clip_path},
    {"display", Trait::kDisplayNone, set_display},
    {"filter", Trait::kFilteredOut, set_filter},
    {"float", Trait::kFloats, set_float},
    {"height", Trait::kNoHeight, set_nothing},
    {"left", Trait::kFarLeft, set_far},
    {"margin-left", Trait::kFarMarginLeft, set_far},
    {"margin-top", Trait::kFarMarginTop, set_far},
    {"max-height", Trait::kNoMaxHeight, set_nothing},
    {"max-width", Trait::kNoMaxWidth, set_nothing},
    {"min-height", Trait::kMinHeight, set_something},
    {"min-width", Trait::kMinWidth, set_something},
    {"opacity", Trait::kTransparent, set_opacity},
    {"overflow", Trait::kCutOff, set_overflow},
    {"overflow-x", Trait::kCutOff, set_overflow},
    {"overflow-y", Trait::kCutOff, set_overflow},
    {"padding", Trait::kPadded, set_something},
    {"padding-bottom", Trait::kPadded, set_something},
    {"padding-left", Trait::kPadded, set_something},
    {"padding-right", Trait::kPadded, set_something},
    {"padding-top", Trait::kPadded, set_something},
    {"position", Trait::kPositioned, set_position},
    {"right", Trait::kFarRight, set_far},
    {"text-indent", Trait::kFarIndent, set_far},
    {"top", Trait::kFarTop, set_far},
    {"transform", Trait::kShrunk, set_transform},
    {"visibility", Trait::kInvisible, set_visibility},
    {"white-space", Trait::kKeepsLines, set_white_space},
    {"width", Trait::kNoWidth, set_nothing},
}};

// The "font" shorthand: the size is the first length in it.
std::optional<FontSize> read_font(std::string_view value) {
  for (std::string_view word : words(value)) {
    word = word.substr(0, word.find('/'));
    const auto length = read_length(word);
    if (length && (!length->unit.empty() || length->number == 0)) return read_font_size(word);
  }
  return std::nullopt;
}

std::optional<std::uint32_t> read_background(std::string_view value) {
  if (value == "inherit" || value == "unset") return std::nullopt;
  if (value == "none" || value == "initial") return kNoColor;
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

void set_value(Style& style, std::string_view name, std::string_view value) {
  if (name == "color") {
    if (value != "inherit" && value != "unset" && value != "currentcolor") {
      style.color = value == "initial" ? 0 : read_color(value);
    }
  } else if (name == "background" || name == "background-color" || name == "background-image") {
    const auto read = read_background(value);
    if (read && (name != "background-image" || *read == kUnknownColor)) style.background = read;
  } else if (name == "font-size") {
    if (const auto read = read_font_size(value)) style.font_size = read;
  } else if (name == "font") {
    if (const auto read = read_font(value)) style.font_size = read;
  }
}

}  // namespace

void set_property(Style& style, std::string_view name, std::string_view value) {
  const auto* property =
      std::lower_bound(kProperties.begin(), kProperties.end(), name,
                       [](const Property& one, std::string_view n) { return one.name < n; });
  if (property != kProperties.end() && property->name == name) {
    property->read(style, property->trait, value);
  } else {
    set_value(style, name, value);
  }
}

}  // namespace milter
