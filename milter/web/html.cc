// Tested by html_test.cc.
#include "milter/web/html.h"

#include <array>
#include <cstdio>

#include "lookalike/unicode.h"
#include "milter/base/unicode.h"

namespace milter {
namespace {

bool is_variation_selector(char32_t letter) {
  return (letter >= 0xFE00 && letter <= 0xFE0F) || (letter >= 0xE0100 && letter <= 0xE01EF);
}

bool is_control(char32_t letter) {
  const bool layout = letter == U'\n' || letter == U'\r' || letter == U'\t';
  return (letter < 0x20 && !layout) || (letter >= 0x7F && letter < 0xA0);
}

// Line separators, and interlinear annotation, which browsers do not show.
bool is_odd_layout(char32_t letter) {
  return letter == 0x2028 || letter == 0x2029 || (letter >= 0xFFF9 && letter <= 0xFFFB);
}

bool must_be_named(char32_t letter) {
  if (letter >= 0x20 && letter < 0x7F) return false;
  return is_control(letter) || is_odd_layout(letter) ||
         (lookalike::is_invisible(letter) && !is_variation_selector(letter));
}

std::string code_point(char32_t letter) {
  std::array<char, 12> out{};
  std::snprintf(out.data(), out.size(), "U+%04X", static_cast<unsigned>(letter));
  return out.data();
}

void append_escaped(std::string& out, char32_t letter) {
  switch (letter) {
    case U'&':
      out += "&amp;";
      break;
    case U'<':
      out += "&lt;";
      break;
    case U'>':
      out += "&gt;";
      break;
    case U'"':
      out += "&quot;";
      break;
    case U'\'':
      out += "&#39;";
      break;
    default:
      out += to_utf8(std::u32string_view(&letter, 1));
  }
}

std::string escaped(std::string_view utf8, std::string_view before, std::string_view after) {
  std::string out;
  for (const char32_t letter : code_points(utf8)) {
    if (must_be_named(letter)) {
      out.append(before).append(code_point(letter)).append(after);
    } else {
      append_escaped(out, letter);
    }
  }
  return out;
}

std::string start_tag(Literal tag, const Attributes& attributes) {
  std::string out = "<" + std::string(tag.str());
  for (const Attribute& attribute : attributes) {
    out.append(" ").append(attribute.name.str());
    out.append("=\"").append(escaped(attribute.value, "[", "]")).append("\"");
  }
  return out + ">";
}

}  // namespace

Html text(std::string_view utf8) { return Html(escaped(utf8, "<span class=\"cp\">", "</span>")); }

Html bare_text(std::string_view utf8) { return Html(escaped(utf8, "[", "]")); }

Html element(Literal tag, const Attributes& attributes, const Html& inner) {
  return Html(start_tag(tag, attributes) + inner.str() + "</" + std::string(tag.str()) + ">");
}

Html element(Literal tag, const Html& inner) { return element(tag, Attributes{}, inner); }

Html void_element(Literal tag, const Attributes& attributes) {
  return Html(start_tag(tag, attributes));
}

Html fill(std::string_view frame, const Places& places) {
  Html out;
  while (!frame.empty()) {
    const std::size_t open = frame.find('{');
    const std::size_t close = open == frame.npos ? open : frame.find('}', open);
    if (close == frame.npos) break;
    const std::string_view name = frame.substr(open + 1, close - open - 1);
    const Html* value = nullptr;
    for (const auto& [key, html] : places) {
      if (key == name) value = &html;
    }
    out += text(frame.substr(0, open));
    out += value != nullptr ? *value : text(frame.substr(open, close + 1 - open));
    frame.remove_prefix(close + 1);
  }
  return out + text(frame);
}

}  // namespace milter
