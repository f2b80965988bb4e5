// Reasons quote mail, so they are cleaned here: once for both kinds of banner. Long texts are
// broken, not cut, up to what recognising can span. Tested by banner_plain_test.cc.
#include "milter/act/banner_plain.h"

#include <algorithm>

#include "milter/act/texts.h"
#include "milter/base/text.h"
#include "milter/base/unicode.h"

namespace milter {
namespace {

// Together far below kMaxBannerGlyphs of recognise.h.
constexpr std::size_t kMaxHeadline = 200;
constexpr std::size_t kMaxSentence = 400;
constexpr std::size_t kMaxReasons = 3;
// In ISO-2022-JP a line that changes between kanji and ASCII costs 4.5 bytes a character.
constexpr std::size_t kLineCharacters = 200;

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

// Zero width and direction: they let a quoted name reorder or split our own words.
bool is_invisible(char32_t c) {
  return c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

std::string clean(std::string_view text, std::size_t most) {
  std::u32string kept;
  for (const char32_t c : code_points(text)) {
    if (is_invisible(c)) continue;
    kept += is_control(c) ? U' ' : c;
  }
  return clip(trim(to_utf8(kept)), most);
}

void add_broken(std::vector<std::string>& lines, std::string_view line) {
  const std::u32string characters = code_points(line);
  for (std::size_t at = 0; at < characters.size(); at += kLineCharacters) {
    const std::string piece = to_utf8(std::u32string_view(characters).substr(at, kLineCharacters));
    // Trailing space would join the next line in format=flowed (RFC 3676 4.1), a leading one is
    // taken for stuffing.
    lines.emplace_back(trim(piece));
  }
}

}  // namespace

std::string banner_id(const BannerText& text) {
  std::string id;
  for (const char c : text.id) {
    const char lower = ascii_lower(c);
    if ((lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-') id += c;
  }
  return id.substr(0, 64);
}

std::vector<std::string> banner_lines(const BannerText& text) {
  const BannerWords& words = banner_words(text.language);
  const std::string space = words.language == "ja" ? "" : " ";
  std::vector<std::string> lines;
  add_broken(lines, std::string(words.opening) + space + clean(text.headline, kMaxHeadline));
  lines.emplace_back(words.level_of(text.level));
  for (std::size_t i = 0; i < std::min(text.reasons.size(), kMaxReasons); ++i) {
    add_broken(lines, std::string(words.bullet) + clean(text.reasons[i], kMaxSentence));
  }
  add_broken(lines, clean(text.advice, kMaxSentence));
  const std::string rule(words.rule);
  lines.push_back(rule + " " + std::string(words.closing) + banner_id(text) + " " + rule);
  return lines;
}

std::string banner_plain(const BannerText& text, std::string_view eol) {
  std::string banner;
  for (const std::string& line : banner_lines(text)) banner.append(line).append(eol);
  return banner.append(eol);
}

}  // namespace milter
