// The lowest level of CSS: lengths, colors, and where a piece of it ends.
//
//   read_length("-9999px")->number == -9999,  read_color("#fff") == 0xFFFFFF
//
// Linear; pure and thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace milter {

struct CssLength {
  double number = 0;
  std::string_view unit;  // "px", "%", "" ...
};
std::optional<CssLength> read_length(std::string_view text);  // nullopt: it begins with no number

// In pixels of a screen; `em` is the size of the letters (or what "%" is of). nullopt: no unit that
// we know, or none at all; without one only 0 is a length.
std::optional<double> to_pixels(const CssLength& length, double em);

inline constexpr double kFaint = 0.05;  // of opacity: what is fainter is not seen
inline constexpr std::uint32_t kUnknownColor = 0x1000000;
inline constexpr std::uint32_t kNoColor = 0x2000000;  // transparent
// 0xRRGGBB of a color in lower case, as CSS or an HTML attribute writes it, or one of the above.
std::uint32_t read_color(std::string_view lower);

// The next `stop` from `at` on, outside of quotes and brackets; or the end.
std::size_t css_piece_end(std::string_view css, std::size_t at, char stop);

// "n\6f ne" is "none" written so that it is not found.
std::string without_css_escapes(std::string css);

// Without comments, and without the "<!--" and "-->" that old pages put around a sheet.
std::string without_css_comments(std::string_view css);

}  // namespace milter
