// How it works: by hand, on lower case text; nothing here allocates per character or looks back.
//
// Tested by html_style_test.cc.
#include "milter/mail/css_value.h"

#include <algorithm>
#include <array>
#include <utility>

#include "milter/base/text.h"

namespace milter {
namespace {

constexpr double kEnough = 1e12;  // more digits change nothing that is asked of a length

std::optional<std::uint32_t> read_hex(std::string_view digits) {
  std::uint32_t number = 0;
  for (const char c : digits) {
    const bool is_number = c >= '0' && c <= '9';
    if (!is_number && (c < 'a' || c > 'f')) return std::nullopt;
    number = number * 16 + static_cast<std::uint32_t>(is_number ? c - '0' : c - 'a' + 10);
  }
  return number;
}

// #rgb, #rrggbb, and both with a fourth number that we pass over.
std::uint32_t read_hex_color(std::string_view digits) {
  if (digits.size() == 8) digits.remove_suffix(2);
  if (digits.size() == 4) digits.remove_suffix(1);
  const auto number = read_hex(digits);
  if (!number) return kUnknownColor;
  if (digits.size() == 6) return *number;
  if (digits.size() != 3) return kUnknownColor;
  const std::uint32_t red = *number >> 8, green = (*number >> 4) & 15, blue = *number & 15;
  return (red * 17) << 16 | (green * 17) << 8 | (blue * 17);
}

std::uint32_t read_rgb_color(std::string_view arguments) {
  std::string list = replace_all(replace_all(arguments, ",", " "), "/", " ");
  std::uint32_t color = 0;
  int channels = 0;
  for (const std::string_view word : words(list)) {
    const auto length = read_length(word);
    if (!length || channels == 3) break;
    const double channel = length->unit == "%" ? length->number * 2.55 : length->number;
    color = color << 8 | static_cast<std::uint32_t>(std::clamp(channel + 0.5, 0.0, 255.0));
    ++channels;
  }
  return channels == 3 ? color : kUnknownColor;
}

}  // namespace

// Not strtod: it follows the locale.
std::optional<CssLength> read_length(std::string_view text) {
  text = trim(text);
  const bool minus = text.substr(0, 1) == "-";
  if (minus || text.substr(0, 1) == "+") text.remove_prefix(1);
  std::size_t at = 0;
  double number = 0;
  double scale = 0;
  bool digits = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.' && scale == 0) {
      scale = 1;
    } else if (c >= '0' && c <= '9') {
      digits = true;
      if (number > kEnough) continue;
      number = number * 10 + (c - '0');
      scale *= 10;
    } else {
      break;
    }
  }
  if (!digits) return std::nullopt;
  if (scale > 1) number /= scale;
  return CssLength{minus ? -number : number, trim(text.substr(at))};
}

std::uint32_t read_color(std::string_view lower) {
  static constexpr std::array<std::pair<std::string_view, std::uint32_t>, 16> kNames = {{
      {"white", 0xFFFFFF},
      {"black", 0x000000},
      {"red", 0xFF0000},
      {"green", 0x008000},
      {"blue", 0x0000FF},
      {"yellow", 0xFFFF00},
      {"gray", 0x808080},
      {"grey", 0x808080},
      {"silver", 0xC0C0C0},
      {"navy", 0x000080},
      {"maroon", 0x800000},
      {"purple", 0x800080},
      {"teal", 0x008080},
      {"olive", 0x808000},
      {"lime", 0x00FF00},
      {"aqua", 0x00FFFF},
  }};
  const std::string_view color = trim(lower);
  if (color.substr(0, 1) == "#") return read_hex_color(color.substr(1));
  if (color.substr(0, 3) == "rgb") {
    const std::size_t open = color.find('(');
    return open == color.npos ? kUnknownColor : read_rgb_color(color.substr(open + 1));
  }
  for (const auto& [name, value] : kNames) {
    if (color == name) return value;
  }
  return color.size() == 6 ? read_hex_color(color) : kUnknownColor;  // bgcolor=ffffff
}

std::size_t css_piece_end(std::string_view css, std::size_t at, char stop) {
  char quote = '\0';
  int brackets = 0;
  for (; at < css.size(); ++at) {
    const char c = css[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(') {
      ++brackets;
    } else if (c == ')') {
      brackets = std::max(0, brackets - 1);
    } else if (c == stop && brackets == 0) {
      break;
    }
  }
  return std::min(at, css.size());
}

std::string without_css_comments(std::string_view css) {
  std::string out;
  while (!css.empty()) {
    const std::size_t begin = std::min(css.find("/*"), css.size());
    out += css.substr(0, begin);
    if (begin < css.size()) out += ' ';  // a comment parts words
    const std::size_t end = css.find("*/", std::min(begin + 2, css.size()));
    css.remove_prefix(end == css.npos ? css.size() : end + 2);
  }
  return replace_all(replace_all(out, "<!--", " "), "-->", " ");
}

}  // namespace milter
