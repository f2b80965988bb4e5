// The part of CSS that can hide text: a handful of properties.
//
//   read_style("display:none").normal.display_none == true
//
// Linear; pure and thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace milter {

// What one or several declarations say; unset members say nothing.
struct Style {
  std::optional<bool> display_none;
  std::optional<bool> invisible;    // visibility: hidden, collapse
  std::optional<bool> transparent;  // opacity near 0
  std::optional<bool> no_width;     // width, max-width, height or max-height 0
  std::optional<bool> no_height;
  std::optional<bool> cut_off;              // overflow: hidden
  std::optional<bool> off_screen;           // moved or indented far away, clipped to nothing
  std::optional<bool> tiny;                 // font-size up to 1px
  std::optional<bool> keeps_lines;          // white-space: pre and the like
  std::optional<std::uint32_t> color;       // 0xRRGGBB
  std::optional<std::uint32_t> background;  // kUnknownColor: a picture, or nothing we read

  void merge(const Style& over);  // what `over` says wins
};

struct Declarations {
  Style normal;
  Style important;  // marked !important: beats any that is not
};
Declarations read_style(std::string_view css);

}  // namespace milter
