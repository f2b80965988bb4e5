// How: the bare letters of the Basic Multilingual Plane stand in one table, built at the first
// question: ICU's (unicode.h) with latin_letters.h before and after it, since UTS #39 maps т to a
// small capital T and leaves that alone. Kana and kanji are only taken from our own tables
// (japanese_letters.h): UTS #39 knows half of their twins. Letters beyond the plane are asked of
// ICU once, too; the blocks that hold no letter like ours are passed over. Tested by
// letters_test.cc.
#include "lookalike/letters.h"

#include <algorithm>
#include <array>
#include <vector>

#include "lookalike/japanese_letters.h"
#include "lookalike/latin_letters.h"
#include "lookalike/unicode.h"

namespace lookalike {
namespace {

constexpr auto kLikenesses = std::to_array<Likeness>({
    {U"rn", U"m"}, {U"nn", U"m"}, {U"rr", U"m"}, {U"in", U"m"}, {U"ni", U"m"}, {U"vv", U"w"},
    {U"uu", U"w"}, {U"cl", U"d"}, {U"ci", U"d"}, {U"dl", U"d"}, {U"lb", U"b"}, {U"lo", U"b"},
    {U"lc", U"k"}, {U"lk", U"k"}, {U"ik", U"k"}, {U"ic", U"k"}, {U"lh", U"h"}, {U"li", U"h"},
    {U"ii", U"u"}, {U"ij", U"y"}, {U"æ", U"ae"}, {U"œ", U"oe"}, {U"ß", U"ss"}, {U"ĳ", U"ij"},
    {U"ŋ", U"ng"}, {U"ы", U"bl"}, {U"ю", U"lo"}, {U"ю", U"io"}, {U"ӕ", U"ae"}, {U"ꝏ", U"oo"},
});

// Groups, not only pairs: any two letters of one.
constexpr auto kOneShape =
    std::to_array<std::u32string_view>({U"0o", U"1il", U"3e", U"5s", U"8b", U"6b", U"9gq"});
bool share_shape(char32_t a, char32_t b) {
  if (a == b || a >= 0x80 || b >= 0x80) return false;
  return std::any_of(kOneShape.begin(), kOneShape.end(), [&](std::u32string_view group) {
    return group.find(a) != group.npos && group.find(b) != group.npos;
  });
}

constexpr char32_t kPlane = 0x10000;

struct Bare {
  char32_t letter = 0;
  bool marked = false;
};

class Table {
 public:
  Table() : plane_(kPlane), marked_(kPlane) {
    for (const LatinRow& row : latin_rows()) {
      const auto letter = static_cast<unsigned char>(row.letter);
      for (const char32_t c : row.shapes) put(c, {letter, false});
      for (const char32_t c : row.marked) put(c, {letter, true});
    }
    for (char32_t c = 1; c < kPlane; ++c) {
      if (plane_[c] == 0) put(c, ask(c));
    }
    for (char32_t c = kPlane; c < kEnd; c = c == kIdeographs ? kSymbols : c + 1) ask_beyond(c);
    std::sort(beyond_.begin(), beyond_.end(), before);
  }

  Bare of(char32_t c) const {
    if (c < kPlane) return {plane_[c], marked_[c]};
    const auto at = std::lower_bound(beyond_.begin(), beyond_.end(), Beyond{c, {}}, before);
    return at != beyond_.end() && at->from == c ? at->to : Bare{c, false};
  }

 private:
  // Between these two stand cuneiform, hieroglyphs and the like; after kEnd, ideographs.
  static constexpr char32_t kIdeographs = 0x12000, kSymbols = 0x16E00, kEnd = 0x20000;

  struct Beyond {
    char32_t from;
    Bare to;
  };
  static bool before(const Beyond& a, const Beyond& b) { return a.from < b.from; }

  void put(char32_t c, Bare to) {
    if (c >= kPlane) {
      beyond_.push_back({c, to});
      return;
    }
    plane_[c] = static_cast<char16_t>(to.letter < kPlane ? to.letter : c);
    marked_[c] = to.marked;
  }

  void ask_beyond(char32_t c) {
    const auto known = [c](const Beyond& one) { return one.from == c; };
    if (std::any_of(beyond_.begin(), beyond_.end(), known)) return;
    const Bare to = ask(c);
    if (to.letter != c) beyond_.push_back({c, to});
  }

  // What UTS #39 makes of a letter may itself be one that latin_letters.h takes further.
  Bare ask(char32_t c) const {
    if (c < 0x80 || is_ideograph_or_syllable(c)) return {c, false};
    if (is_kana(c)) return kana(c);
    const std::u32string whole = bare_letter(c);
    if (whole.empty()) return {0, false};
    char32_t letter = whole[0];
    if (letter != c && letter >= 0x80 && letter < kPlane && plane_[letter] != 0) {
      letter = plane_[letter];
    }
    return {letter, skeleton_has_mark(c)};
  }

  // Han with extension A; Hangul, surrogates, private use.
  static bool is_ideograph_or_syllable(char32_t c) {
    return (c >= 0x3400 && c < 0xA000) || (c >= 0xAC00 && c < 0xF900);
  }
  static bool is_kana(char32_t c) { return c >= 0x3041 && c < 0x3100; }

  static Bare kana(char32_t c) {
    constexpr char32_t kVoicing = U'\u3099', kHalfVoicing = U'\u309A';
    if (c == kVoicing || c == kHalfVoicing) return {0, false};
    const char32_t plain = without_voicing(c);
    return {plain, plain != c};
  }

  std::vector<char16_t> plane_;
  std::vector<bool> marked_;
  std::vector<Beyond> beyond_;
};

const Table& table() {
  static const Table instance;
  return instance;
}

bool is_long_mark(char32_t c) { return c == U'ー' || c == U'一'; }

}  // namespace

char32_t bare(char32_t letter) { return letter < 0x80 ? letter : table().of(letter).letter; }

bool carries_mark(char32_t letter) { return letter >= 0x80 && table().of(letter).marked; }

bool same_glyph(char32_t a, char32_t b) {
  return a != b && bare(a) == bare(b) && bare(a) != 0 && !carries_mark(a) && !carries_mark(b);
}

bool same_sight(char32_t a, char32_t b) { return share_shape(bare(a), bare(b)); }

bool kana_pair(char32_t a, char32_t b) {
  if (a == b) return false;
  if (a < 0x80 || b < 0x80) return (a == U'-' && is_long_mark(b)) || (b == U'-' && is_long_mark(a));
  return kana_shape(bare(a)) == kana_shape(bare(b)) && bare(a) != bare(b);
}

bool kanji_variant(char32_t a, char32_t b) {
  return a != b && a >= 0x80 && b >= 0x80 && main_kanji(a) == main_kanji(b);
}

std::span<const Likeness> likenesses() { return kLikenesses; }

}  // namespace lookalike
