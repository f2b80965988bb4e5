// How: letters are first made bare (unicode.h), then pairs and single letters that look alike are
// read as one of them. The visual table is the pairs named by dnstwist's and ail-typo-squatting's
// glyph tables that hold in lower-case sans serif; g/q and u/v are left to nearness (one edit),
// since names that differ by them are read apart.
// Leaves out: kana and kanji pairs beyond UTS #39.
// Tested by skeleton_test.cc.
#include "lookalike/skeleton.h"

#include <array>

#include "lookalike/unicode.h"

namespace lookalike {
namespace {

struct Reading {
  std::u32string_view seen;
  char32_t read;
};
constexpr std::array<Reading, 2> kStrict{{{U"rn", U'm'}, {U"1", U'l'}}};
constexpr std::array<Reading, 9> kVisual{{{U"rn", U'm'},
                                          {U"vv", U'w'},
                                          {U"cl", U'd'},
                                          {U"1", U'l'},
                                          {U"i", U'l'},
                                          {U"0", U'o'},
                                          {U"5", U's'},
                                          {U"3", U'e'},
                                          {U"8", U'b'}}};

template <std::size_t kSize>
std::u32string read_with(const std::array<Reading, kSize>& table, std::u32string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    char32_t letter = text[at];
    std::size_t taken = 1;
    for (const Reading& reading : table) {
      if (text.substr(at).starts_with(reading.seen)) {
        letter = reading.read;
        taken = reading.seen.size();
        break;
      }
    }
    out.push_back(letter);
    at += taken;
  }
  return out;
}

}  // namespace

std::u32string bare_key(std::u32string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (const char32_t letter : text) {
    if (letter < 0x80) {
      out.push_back(letter);
    } else {
      out += bare_letter(letter);
    }
  }
  return out;
}

std::u32string strict_key(std::u32string_view bare) { return read_with(kStrict, bare); }

std::u32string visual_key(std::u32string_view bare) { return read_with(kVisual, bare); }

std::u32string without_separators(std::u32string_view text) {
  std::u32string out;
  for (const char32_t letter : text) {
    if (letter != U'-' && letter != U'.' && letter != U'_') out.push_back(letter);
  }
  return out;
}

char32_t visual_letter(char32_t letter) {
  for (const Reading& reading : kVisual) {
    if (reading.seen.size() == 1 && reading.seen[0] == letter) return reading.read;
  }
  return letter;
}

char32_t visual_pair(char32_t first, char32_t second) {
  for (const Reading& reading : kVisual) {
    if (reading.seen.size() == 2 && reading.seen[0] == first && reading.seen[1] == second) {
      return reading.read;
    }
  }
  return 0;
}

}  // namespace lookalike
