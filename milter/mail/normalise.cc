// Lines are joined before anything else, on the text as written: NFKC turns ① into 1 and would hide
// that a line is an item of a list. Then NFKC, case folding, and invisible characters go; white
// space last, because removing an invisible character can bring two spaces together.
// Not done here: look-alike letters of other scripts (room lookalike).
// Tested by normalise_test.cc.
#include "milter/mail/normalise.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "milter/base/nfkc_steps.h"
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

bool is_invisible(char32_t c) { return !is_ascii_kana_or_kanji(c) && in_ranges(kInvisible, c); }
bool is_blank(char32_t c) {
  return (c <= U' ' || !is_ascii_kana_or_kanji(c)) && in_ranges(kBlank, c);
}
bool is_line_end(char32_t c) { return (c < U' ' || c > U'~') && in_ranges(kLineEnd, c); }

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

bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); }

// A character and the bytes of the original that it stands for.
struct Char {
  char32_t c;
  ByteRange from;
};
using Chars = std::vector<Char>;
using Line = std::span<const Char>;

bool is_one_of(std::u32string_view list, char32_t c) {
  return list.find(c) != std::u32string_view::npos;
}

bool starts_an_item(Line line) {
  if (is_one_of(U"■□●○◎・※◆◇▼▽▲△★☆【＊*>＞-－•〇①②③④⑤⑥⑦⑧⑨⑩", line.front().c)) return true;
  std::size_t i = 0;
  if (is_one_of(U"(（", line[i].c)) ++i;
  const std::size_t first = i;
  while (i < line.size() && i < first + 2 && is_digit(line[i].c)) ++i;
  return i > first && i < line.size() && is_one_of(U".．)）、:：", line[i].c);
}

bool ends_a_paragraph(char32_t last) { return is_one_of(U"。！？：!?:", last); }

Line trim_blanks(Line line) {
  while (!line.empty() && is_blank(line.front().c)) line = line.subspan(1);
  while (!line.empty() && is_blank(line.back().c)) line = line.first(line.size() - 1);
  return line;
}

std::size_t utf8_size(char32_t c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; }

Chars read(std::string_view utf8) {
  Chars text;
  std::size_t at = 0;
  text.reserve(utf8.size());
  for (const char32_t c : code_points(utf8)) {
    const std::size_t size = utf8_size(c);
    text.push_back({c, {at, at + size}});
    at += size;
  }
  return text;
}

// Every kind of line end as one "\n", invisible characters removed.
Chars plain_lines(const Chars& text) {
  Chars out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_invisible(text[i].c)) continue;
    if (!is_line_end(text[i].c)) {
      out.push_back(text[i]);
    } else if (text[i].c != U'\r' || i + 1 == text.size() || text[i + 1].c != U'\n') {
      out.push_back({U'\n', text[i].from});
    }
  }
  return out;
}

Chars join_lines(const Chars& text) {
  Chars out;
  out.reserve(text.size());
  bool paragraph_ended = true;
  for (auto at = text.begin(); at != text.end();) {
    const auto end = std::find_if(at, text.end(), [](const Char& one) { return one.c == U'\n'; });
    const Line line = trim_blanks({at, end});
    at = end == text.end() ? end : end + 1;
    if (line.empty()) {
      paragraph_ended = true;
      continue;
    }
    if (!out.empty()) {
      const bool apart = paragraph_ended || starts_an_item(line);
      out.push_back({apart ? U'\n' : U' ', {out.back().from.end, line.front().from.begin}});
    }
    out.insert(out.end(), line.begin(), line.end());
    paragraph_ended = ends_a_paragraph(line.back().c);
  }
  return out;
}

// Runs of white space as one space, none at all between Japanese characters or at a line's ends.
Chars close_up(const Chars& text) {
  Chars out;
  out.reserve(text.size());
  const Char* blank = nullptr;
  for (const Char& one : text) {
    if (is_invisible(one.c)) continue;
    if (is_blank(one.c)) {
      blank = &one;
      continue;
    }
    const bool at_end = out.empty() || out.back().c == U'\n' || one.c == U'\n';
    if (blank != nullptr && !at_end &&
        !(in_ranges(kJapanese, out.back().c) && in_ranges(kJapanese, one.c))) {
      out.push_back({U' ', blank->from});
    }
    blank = nullptr;
    if (one.c != U'\n' || (!out.empty() && out.back().c != U'\n')) out.push_back(one);
  }
  if (!out.empty() && out.back().c == U'\n') out.pop_back();
  return out;
}

void append(Chars& out, std::string_view utf8, ByteRange from) {
  for (const char32_t c : code_points(utf8)) out.push_back({c, from});
}

// Piece by piece, each as long as its characters can join.
Chars compose(const Chars& text) {
  Chars out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i++;
    while (i < text.size() && !nfkc_starts(text[i].c)) ++i;
    if (i == begin + 1 && nfkc_keeps(text[begin].c)) {
      out.push_back(text[begin]);
    } else {
      std::u32string piece;
      for (std::size_t at = begin; at < i; ++at) piece += text[at].c;
      append(out, nfkc(to_utf8(piece)), {text[begin].from.begin, text[i - 1].from.end});
    }
  }
  return out;
}

Chars fold(const Chars& text) {
  Chars out;
  out.reserve(text.size());
  for (const Char& one : text) {
    const bool has_case = one.c < 0x3000 || one.c > 0x9FFF;  // between: kana and kanji
    const bool ascii_upper = one.c >= U'A' && one.c <= U'Z';
    if (ascii_upper) {
      out.push_back({one.c - U'A' + U'a', one.from});
    } else if (!has_case || one.c < 0x80) {
      out.push_back(one);
    } else {
      append(out, fold_case(to_utf8(std::u32string_view(&one.c, 1))), one.from);
    }
  }
  return out;
}

char32_t to_katakana(char32_t c) {
  return (c >= 0x3041 && c <= 0x3096) || c == 0x309D || c == 0x309E ? c + 0x60 : c;
}

Chars normalise(std::string_view utf8) {
  const Chars joined = join_lines(plain_lines(read(utf8)));
  // Folding can undo NFKC for a few characters (NFKC_Casefold in Unicode 3.13), and so can closing
  // up: a voiced sound mark then stands beside its kana.
  return compose(close_up(compose(fold(compose(joined)))));
}

}  // namespace

std::string normalise_text(std::string_view utf8) { return normalise_with_origin(utf8).text; }

NormalisedText normalise_with_origin(std::string_view utf8) {
  NormalisedText result;
  for (const Char& one : normalise(utf8)) {
    result.letters.push_back({result.text.size(), one.from});
    result.text += to_utf8(std::u32string_view(&one.c, 1));
  }
  return result;
}

std::string normalise_name(std::string_view utf8) {
  std::u32string out;
  char32_t before = 0;
  for (const auto& [c, from] : normalise(utf8)) {
    if (is_kana(before) && in_ranges(kDash, c)) {
      out += U'ー';
    } else if (c != U'\n' && !is_blank(c) && !in_ranges(kPunctuation, c)) {
      out += to_katakana(modern_kanji(c));
    }
    before = c;
  }
  return to_utf8(out);
}

}  // namespace milter
