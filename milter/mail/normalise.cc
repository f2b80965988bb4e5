// Lines are joined before anything else, on the text as written: NFKC turns ① into 1 and would hide
// that a line is an item of a list. Then NFKC, case folding, and invisible characters go; white
// space last, because removing an invisible character can bring two spaces together.
// Not done here: look-alike letters of other scripts (room lookalike).
// Tested by normalise_test.cc.
#include "milter/mail/normalise.h"

#include <algorithm>
#include <array>
#include <utility>

#include "milter/base/unicode.h"
#include "milter/mail/kanji_variants.h"

namespace milter {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t n>
bool in_ranges(const std::array<Range, n>& ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](const Range& r) { return c >= r.first && c <= r.last; });
}

// UAX #44 Default_Ignorable_Code_Point, interlinear annotations, and controls.
constexpr auto kInvisible = std::to_array<Range>({
    {0x00, 0x08},       {0x0E, 0x1F},     {0x7F, 0x84},     {0x86, 0x9F},       {0xAD, 0xAD},
    {0x34F, 0x34F},     {0x61C, 0x61C},   {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180B, 0x180F},
    {0x200B, 0x200F},   {0x202A, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164},   {0xFE00, 0xFE0F},
    {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},
    {0xE0000, 0xE0FFF},
});

// UAX #44 White_Space without the line ends.
constexpr auto kBlank = std::to_array<Range>({
    {0x09, 0x09},
    {0x20, 0x20},
    {0xA0, 0xA0},
    {0x1680, 0x1680},
    {0x2000, 0x200A},
    {0x202F, 0x202F},
    {0x205F, 0x205F},
    {0x3000, 0x3000},
});

constexpr auto kLineEnd = std::to_array<Range>({{0x0A, 0x0D}, {0x85, 0x85}, {0x2028, 0x2029}});

// Characters of Japanese text, between which a space says nothing.
constexpr auto kJapanese = std::to_array<Range>({
    {0x3001, 0x303F},  // punctuation, 々, 〇
    {0x3041, 0x30FF},  // kana
    {0x31F0, 0x31FF},  // small kana
    {0x3400, 0x4DBF},  // kanji
    {0x4E00, 0x9FFF},
    {0xF900, 0xFAFF},
    {0xFF01, 0xFF9F},  // full-width forms and half-width kana, in text before NFKC
    {0x20000, 0x3FFFF},
});

constexpr auto kPunctuation = std::to_array<Range>({
    {0x21, 0x2F},
    {0x3A, 0x40},
    {0x5B, 0x60},
    {0x7B, 0x7E},
    {0xA1, 0xA9},
    {0xAB, 0xB4},
    {0xB6, 0xB9},
    {0xBB, 0xBF},
    {0xD7, 0xD7},
    {0xF7, 0xF7},
    {0x2010, 0x205E},
    {0x2190, 0x2BFF},
    {0x3001, 0x3004},
    {0x3008, 0x3020},
    {0x3030, 0x3030},
    {0x303D, 0x303F},
    {0x30A0, 0x30A0},
    {0x30FB, 0x30FB},
});

// What people type for the long vowel mark ー.
constexpr auto kDash = std::to_array<Range>({
    {0x2D, 0x2D},
    {0x2010, 0x2015},
    {0x2212, 0x2212},
    {0x2500, 0x2501},
});

bool is_kana(char32_t c) { return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA); }

bool starts_an_item(std::u32string_view line) {
  constexpr std::u32string_view kBullets = U"■□●○◎・※◆◇▼▽▲△★☆【＊*>＞-－•〇①②③④⑤⑥⑦⑧⑨⑩";
  if (kBullets.find(line.front()) != std::u32string_view::npos) return true;
  const auto is_digit = [](char32_t c) {
    return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９');
  };
  std::size_t i = 0;
  if (line[i] == U'(' || line[i] == U'（') ++i;
  const std::size_t first = i;
  while (i < line.size() && i < first + 2 && is_digit(line[i])) ++i;
  return i > first && i < line.size() &&
         std::u32string_view(U".．)）、:：").find(line[i]) != std::u32string_view::npos;
}

bool ends_a_paragraph(char32_t last) {
  return std::u32string_view(U"。！？：!?:").find(last) != std::u32string_view::npos;
}

std::u32string_view trim_blanks(std::u32string_view line) {
  while (!line.empty() && in_ranges(kBlank, line.front())) line.remove_prefix(1);
  while (!line.empty() && in_ranges(kBlank, line.back())) line.remove_suffix(1);
  return line;
}

// Every kind of line end as one "\n", invisible characters removed.
std::u32string plain_lines(std::u32string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (in_ranges(kInvisible, text[i])) continue;
    if (!in_ranges(kLineEnd, text[i])) {
      out += text[i];
    } else if (text[i] != U'\r' || i + 1 == text.size() || text[i + 1] != U'\n') {
      out += U'\n';
    }
  }
  return out;
}

std::u32string join_lines(std::u32string_view text) {
  std::u32string out;
  bool paragraph_ended = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(U'\n'), text.size());
    const std::u32string_view line = trim_blanks(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) {
      paragraph_ended = true;
      continue;
    }
    if (!out.empty()) out += paragraph_ended || starts_an_item(line) ? U'\n' : U' ';
    out += line;
    paragraph_ended = ends_a_paragraph(line.back());
  }
  return out;
}

// Runs of white space as one space, none at all between Japanese characters or at a line's ends.
std::u32string close_up(std::u32string_view text) {
  std::u32string out;
  bool blank = false;
  for (const char32_t c : text) {
    if (in_ranges(kInvisible, c)) continue;
    if (in_ranges(kBlank, c)) {
      blank = true;
      continue;
    }
    const bool at_end = out.empty() || out.back() == U'\n' || c == U'\n';
    if (blank && !at_end && !(in_ranges(kJapanese, out.back()) && in_ranges(kJapanese, c))) {
      out += U' ';
    }
    blank = false;
    if (c != U'\n' || (!out.empty() && out.back() != U'\n')) out += c;
  }
  if (!out.empty() && out.back() == U'\n') out.pop_back();
  return out;
}

char32_t to_katakana(char32_t c) {
  return (c >= 0x3041 && c <= 0x3096) || c == 0x309D || c == 0x309E ? c + 0x60 : c;
}

std::u32string normalise(std::string_view utf8) {
  const std::u32string joined = join_lines(plain_lines(code_points(utf8)));
  // Folding can undo NFKC for a few characters (NFKC_Casefold in Unicode 3.13), and so can closing
  // up: a voiced sound mark then stands beside its kana.
  const std::string folded = nfkc(fold_case(nfkc(to_utf8(joined))));
  return code_points(nfkc(to_utf8(close_up(code_points(folded)))));
}

}  // namespace

std::string normalise_text(std::string_view utf8) { return to_utf8(normalise(utf8)); }

std::string normalise_name(std::string_view utf8) {
  std::u32string out;
  char32_t before = 0;
  for (const char32_t c : normalise(utf8)) {
    if (is_kana(before) && in_ranges(kDash, c)) {
      out += U'ー';
    } else if (c != U'\n' && !in_ranges(kBlank, c) && !in_ranges(kPunctuation, c)) {
      out += to_katakana(modern_kanji(c));
    }
    before = c;
  }
  return to_utf8(out);
}

}  // namespace milter
