// How it works: the traits of a style are put together as CSS 2.2 has them: sizes and indents count
// for boxes only (10.2), clip for what is positioned (11.1.2), "left" and the like too (9.3.2), and
// a minimum goes over a maximum (10.4).
//
// Tested by html_hidden_test.cc.
#include "milter/mail/html_look.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

#include "milter/base/text.h"

namespace milter {
namespace {

constexpr int kSameColor = 15;     // sum of the three channels' differences: #fefefe on #fff
constexpr double kTinyFont = 1.0;  // px; nobody reads a letter one dot high
constexpr double kHugeFont = 1e6;  // px; sizes that multiply must not overflow

int channel_distance(std::uint32_t a, std::uint32_t b) {
  int sum = 0;
  for (int shift = 0; shift < 24; shift += 8) {
    sum += std::abs(static_cast<int>(a >> shift & 255) - static_cast<int>(b >> shift & 255));
  }
  return sum;
}

bool is_box(const Style& style, const HtmlElement& element) {
  if (style.has(Trait::kOutOfFlow) || style.has(Trait::kFloats)) return true;
  if (style.has(Trait::kContents) || element.table) return false;
  return style.says(Trait::kInline) ? !style.has(Trait::kInline) : element.block;
}

bool is_without_size(const Style& style) {
  const bool narrow = style.has(Trait::kNoWidth) || style.has(Trait::kNoMaxWidth);
  const bool low = style.has(Trait::kNoHeight) || style.has(Trait::kNoMaxHeight);
  return !style.has(Trait::kPadded) &&
         ((narrow && !style.has(Trait::kMinWidth)) || (low && !style.has(Trait::kMinHeight)));
}

bool is_far(const Style& style, bool box) {
  const bool moved = style.has(Trait::kFarLeft) || style.has(Trait::kFarTop) ||
                     style.has(Trait::kFarRight) || style.has(Trait::kFarBottom);
  return (moved && style.has(Trait::kPositioned)) || style.has(Trait::kFarMarginLeft) ||
         (box && (style.has(Trait::kFarMarginTop) || style.has(Trait::kFarTransform)));
}

bool is_gone(const Style& style, const HtmlElement& element, bool box) {
  if (element.unseen || style.has(Trait::kDisplayNone)) return true;
  if (style.has(Trait::kContents)) return false;
  return style.has(Trait::kTransparent) || style.has(Trait::kFilteredOut) ||
         style.has(Trait::kClippedPath) || (box && style.has(Trait::kShrunk)) ||
         (style.has(Trait::kOutOfFlow) && style.has(Trait::kClipped));
}

// The sizes of <font size=1> to 7; "+1" and "-1" are from 3 (HTML standard 15.3.4).
std::optional<FontSize> read_font_attribute(std::string_view value) {
  static constexpr std::array<double, 7> kSizes = {10, 13, 16, 18, 24, 32, 48};
  const auto length = read_length(value);
  if (!length) return std::nullopt;
  const bool relative = value.find_first_of("+-") != value.npos;
  const double number = std::clamp(length->number + (relative ? 3 : 0), 1.0, 7.0);
  return FontSize{kSizes.at(static_cast<std::size_t>(number) - 1), false};
}

void add_colors(const HtmlToken& tag, Style& style) {
  if (const auto* value = tag.attribute("bgcolor")) {
    style.background = read_color(ascii_lower(*value));
  }
  if (const auto* value = tag.attribute("background"); value != nullptr && !value->empty()) {
    style.background = kUnknownColor;
  }
  const bool body = tag.name == "body";
  const auto* color = tag.attribute(body ? "text" : "color");
  if (color != nullptr && (body || tag.name == "font")) {
    style.color = read_color(ascii_lower(*color));
  }
}

void add_defaults(const HtmlToken& tag, Style& style) {
  static constexpr std::array<std::string_view, 5> kPre = {"pre", "textarea", "listing", "xmp",
                                                           "plaintext"};
  static constexpr std::array<std::string_view, 4> kFields = {"input", "button", "select",
                                                              "textarea"};
  const std::string_view name = tag.name;
  if (name == "a" && tag.attribute("href") != nullptr) style.color = 0x0000EE;
  if (name == "mark") {
    style.color = 0x000000;
    style.background = 0xFFFF00;
  } else if (std::find(kFields.begin(), kFields.end(), name) != kFields.end()) {
    style.color = kUnknownColor;  // each program's own
    style.font_size = FontSize{13, false};
    style.set(Trait::kInline, false);
  }
  if (name == "big") style.font_size = FontSize{1.2, true};
  if (name == "small") style.font_size = FontSize{1 / 1.2, true};
  if (std::find(kPre.begin(), kPre.end(), name) != kPre.end()) {
    style.set(Trait::kKeepsLines, true);
  }
}

}  // namespace

bool Look::hidden() const {
  if (gone || cut_off || far_away || indented || invisible || font_size <= kTinyFont) return true;
  if (color == kNoColor) return true;
  return color != kUnknownColor && background != kUnknownColor &&
         channel_distance(color, background) <= kSameColor;
}

Look look_inside(const Look& around, const Style& style, const HtmlElement& element) {
  const bool box = is_box(style, element);
  Look look = around;
  look.gone = around.gone || is_gone(style, element, box);
  look.cut_off = (around.cut_off && !style.has(Trait::kOutOfFlow)) ||
                 (box && style.has(Trait::kCutOff) && is_without_size(style));
  look.far_away = (around.far_away && !style.has(Trait::kMovedBack)) || is_far(style, box);
  if (style.says(Trait::kFarIndent) && (box || element.table)) {
    look.indented = style.has(Trait::kFarIndent);
  }
  if (style.says(Trait::kInvisible)) look.invisible = style.has(Trait::kInvisible);
  if (style.says(Trait::kKeepsLines)) look.keeps_lines = style.has(Trait::kKeepsLines);
  if (style.font_size) {
    const double size = style.font_size->number;
    look.font_size =
        style.font_size->relative ? std::min(size * around.font_size, kHugeFont) : size;
  }
  look.color = style.color.value_or(around.color);
  if (style.background.value_or(kNoColor) != kNoColor) look.background = *style.background;
  return look;
}

Style style_of_attributes(const HtmlToken& tag) {
  Style style;
  add_defaults(tag, style);
  if (tag.attributes.empty()) return style;
  add_colors(tag, style);
  if (tag.attribute("hidden") != nullptr) style.set(Trait::kDisplayNone, true);
  if (const auto* size = tag.attribute("size"); size != nullptr && tag.name == "font") {
    style.font_size = read_font_attribute(*size);
  }
  return style;
}

}  // namespace milter
