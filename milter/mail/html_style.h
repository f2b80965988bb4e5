// The part of CSS that can hide text: some properties, as far as they tell whether a letter is
// seen.
//
//   read_style("display:none").normal.has(Trait::kDisplayNone) == true
//
// What a browser would pass over as no valid value is passed over. Linear; pure and thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace milter {

// What a declaration says, yes or no.
enum class Trait : std::uint8_t {
  kDisplayNone,
  kInline,      // display: inline, so that sizes do not count
  kOwnLine,     // display: block and the like
  kContents,    // display: contents, no box at all
  kOutOfFlow,   // position: absolute, fixed
  kPositioned,  // these and relative
  kFloats,
  kInvisible,    // visibility: hidden, collapse
  kTransparent,  // opacity near 0
  kFilteredOut,  // filter: opacity(0)
  kNoWidth,      // up to a pixel
  kNoMaxWidth,
  kNoHeight,
  kNoMaxHeight,
  kMinWidth,  // min-width over a pixel
  kMinHeight,
  kPadded,   // padding, where letters stand that overflow
  kCutOff,   // overflow: other than visible
  kFarLeft,  // moved so far that no page is wide enough
  kFarTop,   // one for each property, as a later declaration undoes an earlier one
  kFarRight,
  kFarBottom,
  kFarMarginLeft,
  kFarMarginTop,
  kFarIndent,
  kFarTransform,
  kMovedBack,  // the opposite, which undoes what was done to an element around
  kClipped,    // clip: rect(0,0,0,0)
  kClippedPath,
  kShrunk,  // transform: scale(0)
  kKeepsLines,
  kTraits,  // their number
};

struct FontSize {
  double number = 0;
  bool relative = false;  // to the size around; else pixels
  bool operator==(const FontSize&) const = default;
};

// What one or several declarations say; what they do not say stays open.
class Style {
 public:
  std::optional<FontSize> font_size;
  std::optional<std::uint32_t> color;       // 0xRRGGBB, kUnknownColor, kNoColor
  std::optional<std::uint32_t> background;  // kUnknownColor: a picture, or nothing we read

  void set(Trait trait, bool yes);
  bool has(Trait trait) const { return (yes_ & bit(trait)) != 0; }
  bool says(Trait trait) const { return (said_ & bit(trait)) != 0; }
  void merge(const Style& over);  // what `over` says wins
  bool operator==(const Style&) const = default;

 private:
  static constexpr std::uint32_t bit(Trait trait) {
    return std::uint32_t{1} << static_cast<unsigned>(trait);
  }
  std::uint32_t said_ = 0;
  std::uint32_t yes_ = 0;
};

struct Declarations {
  Style normal;
  Style important;  // marked !important: beats any that is not
};
Declarations read_style(std::string_view css);

// "12px", "small", "80%"; nullopt if it is no size, or says that nothing changes.
std::optional<FontSize> read_font_size(std::string_view value);

}  // namespace milter
