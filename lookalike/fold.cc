// How: the sight letter is the bare letter (letters.h) after two small folds: ASCII shapes, and the
// groups of japanese_letters.h; what is left over is hashed. The loose key then drops letters and
// reads a class of letters as one of them. It drops rather than rewrites: one edit in a name must
// stay about one edit in its key, or the near search would lose it. That is why m reads as n (rn
// and nn lose a letter on the way) and w as v (vv is a doubled letter), and why shi loses its h.
// Tested by fold_test.cc.
#include "lookalike/fold.h"

#include <algorithm>
#include <vector>

#include "lookalike/japanese_letters.h"
#include "lookalike/letters.h"

namespace lookalike {
namespace {

char ascii_sight(char letter) {
  switch (letter) {
    case '0':
      return 'o';
    case '1':
    case 'l':
      return 'i';
    case '5':
      return 's';
    case '_':
      return '-';
    default:
      return letter;
  }
}

bool is_separator(char c) { return c == '-' || c == '.'; }

bool is_vowel(char c) { return c == 'a' || c == 'i' || c == 'u' || c == 'e' || c == 'o'; }

// Whether `c` is lost after `before` and in front of `next`.
bool is_lost(char before, char c, char next) {
  switch (c) {
    case 'r':
      return next == 'n';  // rn as m
    case 'h':
      return before == 's' || before == 'c' || (before == 'o' && !is_vowel(next));
    case 'u':
      return before == 'o';  // ou as o
    case 's':
      return before == 't' && next == 'u';  // tsu as tu
    case 't':
      return next == 'c';  // tch as ch
    case 'y':
      return (before == 's' || before == 't' || before == 'z' || before == 'j') &&
             is_vowel(next);  // sya as sha
    default:
      return false;
  }
}

char loose_class(char c) {
  switch (c) {
    case 'm':
      return 'n';
    case 'w':
      return 'v';
    case 'q':
    case '9':
      return 'g';
    case 'f':
      return 'h';
    case 'j':
      return 'z';
    default:
      return c;
  }
}

// The long mark ー and 一 have a byte of their own: in a loose key they are passed over like '-'.
constexpr char kLongMark = '\x80';

char compute_sight(char32_t letter) {
  const char32_t known = kana_shape(main_kanji(bare(letter)));
  if (known < 0x80) return ascii_sight(static_cast<char>(known));
  if (known == U'ー') return kLongMark;
  constexpr std::uint32_t kSpread = 0x9E3779B1;  // 2^32 divided by the golden ratio
  return static_cast<char>(0x81 + (static_cast<std::uint32_t>(known) * kSpread >> 8) % 0x7F);
}

}  // namespace

char sight_letter(char32_t letter) {
  static const std::vector<char> plane = [] {
    std::vector<char> made(0x10000);
    for (char32_t c = 0; c < made.size(); ++c) made[c] = compute_sight(c);
    return made;
  }();
  return letter < plane.size() ? plane[letter] : compute_sight(letter);
}

void read_sight(std::u32string_view text, std::string& sight) {
  sight.resize(text.size());
  std::transform(text.begin(), text.end(), sight.begin(), sight_letter);
}

void loose_key(std::string_view sight, Key& out) {
  out.size = 0;
  char before = 0, last = 0;
  for (std::size_t i = 0; i < sight.size() && out.size < kMaxKey; ++i) {
    char c = sight[i];
    if (c == 0 || c == kLongMark) continue;
    if (is_separator(c)) {
      before = 0;
      continue;
    }
    const char next = i + 1 < sight.size() ? sight[i + 1] : '\0';
    const bool lost = is_lost(before, c, next);
    before = c;
    if (lost) continue;
    if (c == 'c' && next == 'i') c = 'd', ++i;  // cl (and ci: sight has one letter for both)
    c = loose_class(c);
    if (c != last) out.bytes[out.size++] = c;
    last = c;
  }
}

}  // namespace lookalike
