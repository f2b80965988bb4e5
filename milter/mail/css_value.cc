// How it works: by hand, on lower case text; nothing here allocates per character or looks back.
//
// Tested by html_style_test.cc.
#include "milter/mail/css_value.h"

#include <algorithm>
#include <array>
#include <utility>

#include "milter/base/text.h"
#include "milter/base/unicode.h"

namespace milter {
namespace {

constexpr double kEnough = 1e12;  // more digits change nothing that is asked of a length

double percent_of(const CssLength& share) { return share.unit == "%" ? 100 : 1; }

std::optional<std::uint32_t> read_hex(std::string_view digits) {
  std::uint32_t number = 0;
  for (const char c : digits) {
    const bool is_number = c >= '0' && c <= '9';
    if (!is_number && (c < 'a' || c > 'f')) return std::nullopt;
    number = number * 16 + static_cast<std::uint32_t>(is_number ? c - '0' : c - 'a' + 10);
  }
  return number;
}

// #rgb, #rrggbb, and both with a fourth number, how much of it is seen.
std::uint32_t read_hex_color(std::string_view digits) {
  if (digits.size() == 8 || digits.size() == 4) {
    const std::size_t channel = digits.size() / 4;
    const auto alpha = read_hex(digits.substr(3 * channel));
    if (alpha && *alpha <= (channel == 2 ? 0x0CU : 0U)) return kNoColor;
    digits.remove_suffix(channel);
  }
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
    if (!length) break;
    if (channels == 3) return length->number <= kFaint * percent_of(*length) ? kNoColor : color;
    const double channel = length->unit == "%" ? length->number * 2.55 : length->number;
    color = color << 8 | static_cast<std::uint32_t>(std::clamp(channel + 0.5, 0.0, 255.0));
    ++channels;
  }
  return channels == 3 ? color : kUnknownColor;
}

bool is_hex_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
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

std::optional<double> to_pixels(const CssLength& length, double em) {
  struct Unit {
    std::string_view name;
    double pixels;
  };
  static constexpr std::array<Unit, 9> kUnits = {{{"px", 1},
                                                  {"pt", 4.0 / 3},
                                                  {"pc", 16},
                                                  {"in", 96},
                                                  {"cm", 96 / 2.54},
                                                  {"mm", 96 / 25.4},
                                                  {"rem", 16},
                                                  {"vw", 12},
                                                  {"vh", 8}}};
  if (length.unit.empty() && length.number == 0) return 0;
  if (length.unit == "em") return length.number * em;
  if (length.unit == "ex" || length.unit == "ch") return length.number * em / 2;
  if (length.unit == "%") return length.number * em / 100;
  for (const Unit& unit : kUnits) {
    if (length.unit == unit.name) return length.number * unit.pixels;
  }
  return std::nullopt;
}

std::uint32_t read_color(std::string_view lower) {
  static constexpr std::array<std::pair<std::string_view, std::uint32_t>, 21> kNames = {{
      {"white", 0xFFFFFF},  {"snow", 0xFFFAFA},      {"ghostwhite", 0xF8F8FF},
      {"ivory", 0xFFFFF0},  {"mintcream", 0xF5FFFA}, {"whitesmoke", 0xF5F5F5},
      {"black", 0x000000},  {"red", 0xFF0000},       {"green", 0x008000},
      {"blue", 0x0000FF},   {"yellow", 0xFFFF00},    {"gray", 0x808080},
      {"grey", 0x808080},   {"silver", 0xC0C0C0},    {"navy", 0x000080},
      {"maroon", 0x800000}, {"purple", 0x800080},    {"teal", 0x008080},
      {"olive", 0x808000},  {"lime", 0x00FF00},      {"aqua", 0x00FFFF},
  }};
  const std::string_view color = trim(lower);
  if (color == "transparent") return kNoColor;
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
    if (c == '\\') {
      ++at;  // an escape
    } else if (quote != '\0') {
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

// CSS Syntax 4.3.7: a backslash and up to six hexadecimal digits with one space after them, or a
// backslash and the character itself.
std::string without_css_escapes(std::string css) {
  if (css.find('\\') == css.npos) return css;
  std::string out;
  for (std::size_t at = 0; at < css.size(); ++at) {
    if (css[at] != '\\' || at + 1 == css.size()) {
      out += css[at];
      continue;
    }
    std::size_t end = at + 1;
    while (end < css.size() && end < at + 7 && is_hex_digit(css[end])) ++end;
    if (end == at + 1) continue;  // the next one stands for itself
    const std::string digits = ascii_lower(std::string_view(css).substr(at + 1, end - at - 1));
    const std::uint32_t number = read_hex(digits).value_or(0);
    const char32_t point =
        number == 0 || number > 0x10FFFF || (number >> 11) == 0x1B ? 0xFFFD : number;
    out += to_utf8(std::u32string_view(&point, 1));
    at = end < css.size() && css[end] == ' ' ? end : end - 1;
  }
  return out;
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
