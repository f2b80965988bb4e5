// Tested by notice_lines_test.cc.
#include "milter/courier/notice_lines.h"

#include <algorithm>

#include "milter/base/text.h"
#include "milter/base/unicode.h"

namespace milter {
namespace {

constexpr std::string_view kEol = "\r\n";
// 39 bytes are 52 characters of base64: with frame and "Subject: " inside of 78 columns.
constexpr std::size_t kMaxWordBytes = 39;

// East Asian wide and fullwidth characters, roughly: from Hangul Jamo on, and CJK punctuation.
bool is_wide(char32_t c) { return c >= 0x1100 && !(c >= 0x2000 && c < 0x2E80); }

// Kinsoku: must not begin a line.
bool closes(char32_t c) {
  return std::u32string_view(U"、。，．・：；？！」』）】〕〉》ーゝゞ々,.:;?!)]}").find(c) !=
         std::u32string_view::npos;
}
bool opens(char32_t c) {
  return std::u32string_view(U"「『（【〔〈《([{").find(c) != std::u32string_view::npos;
}

bool may_break(std::u32string_view text, std::size_t at) {
  if (text[at - 1] == ' ') return true;
  return (is_wide(text[at - 1]) || is_wide(text[at])) && text[at] != ' ' && !closes(text[at]) &&
         !opens(text[at - 1]);
}

// How much of the text is the first line.
std::size_t line_length(std::u32string_view text, std::size_t columns) {
  std::size_t used = 0;
  std::size_t last_break = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at > 0 && may_break(text, at)) last_break = at;
    used += is_wide(text[at]) ? 2 : 1;
    // A space may hang over the edge: it is cut off.
    if (used > columns && last_break != 0 && text[at] != ' ') return last_break;
  }
  return text.size();
}

bool is_plain(std::string_view text) {
  return text.find("=?") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7F; });
}

std::string encoded_words(std::string_view utf8) {
  std::string words;
  std::string chunk;
  const auto flush = [&] {
    if (!words.empty()) words.append(kEol).append(" ");
    words.append("=?UTF-8?B?").append(base64_encode(chunk)).append("?=");
    chunk.clear();
  };
  for (const char32_t c : code_points(utf8)) {
    const std::string one = to_utf8(std::u32string_view(&c, 1));
    if (chunk.size() + one.size() > kMaxWordBytes) flush();
    chunk += one;
  }
  flush();
  return words;
}

}  // namespace

std::string wrapped(std::string_view utf8, std::string_view indent) {
  const std::u32string points = code_points(utf8);
  std::u32string_view rest = points;
  std::string lines;
  do {
    const std::size_t length = line_length(rest, kNoticeColumns - indent.size());
    const std::string line = to_utf8(rest.substr(0, length));
    lines.append(indent).append(line.substr(0, line.find_last_not_of(' ') + 1)).append(kEol);
    rest.remove_prefix(length);
  } while (!rest.empty());
  return lines;
}

std::string encoded_field(std::string_view name, std::string_view utf8, std::string_view rest) {
  const std::string text = printable(utf8);
  const bool plain = is_plain(text) && name.size() + text.size() + rest.size() <= kNoticeColumns;
  return std::string(name) + ": " + (plain ? text : encoded_words(text)) + std::string(rest) +
         std::string(kEol);
}

std::string base64_body(std::string_view bytes) {
  constexpr std::size_t kWidth = 76;  // RFC 2045 6.8
  const std::string line = base64_encode(bytes);
  std::string lines;
  for (std::size_t at = 0; at < line.size(); at += kWidth) {
    lines.append(line, at, kWidth).append(kEol);
  }
  return lines;
}

}  // namespace milter
