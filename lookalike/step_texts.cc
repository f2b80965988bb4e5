// How: what stands behind the step (align.h) chooses the phrase; a letter is named by its script
// where the two letters are of different ones. Positions are those a reader counts in the seen
// name, but of a letter left out in the guarded one.
// Tested by texts_test.cc.
#include "lookalike/step_texts.h"

#include <array>
#include <cstdio>

#include "lookalike/unicode.h"

namespace lookalike {
namespace {

struct Range {
  char32_t first, last;
  std::string_view name;  // key of the catalogue
};
constexpr auto kNames = std::to_array<Range>({
    {U'-', U'-', "dash"},         {U'.', U'.', "dot"},          {U'0', U'9', "digit"},
    {U'_', U'_', "underscore"},   {0x21, 0x024F, "latin"},      {0x0250, 0x02FF, "latin"},
    {0x0370, 0x03FF, "greek"},    {0x0400, 0x052F, "cyrillic"}, {0x0530, 0x058F, "armenian"},
    {0x10A0, 0x10FF, "georgian"}, {0x13A0, 0x13FF, "cherokee"}, {0x1C80, 0x1C8F, "cyrillic"},
    {0x1E00, 0x1EFF, "latin"},    {0x1F00, 0x1FFF, "greek"},    {0x2C60, 0x2C7F, "latin"},
    {0x2DE0, 0x2DFF, "cyrillic"}, {0x3005, 0x3007, "kanji"},    {0x3041, 0x309F, "hiragana"},
    {0x30A0, 0x30FF, "katakana"}, {0x31F0, 0x31FF, "katakana"}, {0x3400, 0x9FFF, "kanji"},
    {0xA640, 0xA69F, "cyrillic"}, {0xA720, 0xA7FF, "latin"},    {0xAB30, 0xAB6F, "latin"},
    {0xAB70, 0xABBF, "cherokee"}, {0xAC00, 0xD7AF, "hangul"},   {0xF900, 0xFAFF, "kanji"},
    {0x20000, 0x3FFFF, "kanji"},
});

std::string_view name_of(char32_t letter) {
  for (const Range& range : kNames) {
    if (letter >= range.first && letter <= range.last) return range.name;
  }
  return "strange";
}

bool is_sign(std::string_view name) {
  return name == "dash" || name == "dot" || name == "underscore";
}

std::string code_point(char32_t letter) {
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), "U+%04X", static_cast<unsigned>(letter));
  return out.data();
}

// Letters in brackets, one alone by its name if the other one's is another. That a letter is Latin
// goes without saying except beside a digit.
std::string named(const Writer& writer, std::u32string_view letters, std::u32string_view other) {
  const Values values{{"letters", shown(letters, true)}};
  if (letters.size() != 1) return writer.phrase("plain", values);
  if (is_invisible(letters[0])) return writer.phrase("invisible", values);
  const std::string_view name = name_of(letters[0]);
  const std::string_view beside = other.size() == 1 ? name_of(other[0]) : "";
  const bool plain = name == beside || (beside.empty() && name != "digit") ||
                     (name == "latin" && beside != "digit");
  if (plain && !is_sign(name)) return writer.phrase("plain", values);
  return writer.phrase(is_sign(name) ? "sign" : "named",
                       {{"name", writer.phrase(name)}, values[0]});
}

std::string_view key_of(const Step& step) {
  const bool one = step.size == 1 && step.seen_size == 1;
  if (step.move == Move::kSwap) return "swap_step";
  if (step.move == Move::kVariant && one) return "variant_step";
  if (step.move == Move::kRoman) return one ? "sound_step" : "roman_step";
  if (step.size == 0) return step.move == Move::kDoubled ? "doubled_insert" : "insert";
  if (step.seen_size == 0) return step.move == Move::kDoubled ? "doubled_delete" : "delete";
  return one ? "replace" : "replace_more";
}

}  // namespace

std::string step_text(const Writer& writer, std::u32string_view guarded, std::u32string_view seen,
                      const Step& step) {
  const std::u32string_view from = guarded.substr(step.at, step.size);
  const std::u32string_view to = seen.substr(step.seen_at, step.seen_size);
  const std::size_t at = step.seen_size == 0 ? step.at : step.seen_at;
  return writer.phrase(key_of(step), {{"at", std::to_string(at + 1)},
                                      {"from", named(writer, from, to)},
                                      {"to", named(writer, to, from)}});
}

std::string shown(std::u32string_view text, bool name_letters) {
  std::string out;
  for (const char32_t letter : text) {
    if (is_invisible(letter)) {
      out += code_point(letter);
    } else {
      out += encode({&letter, 1});
      if (name_letters && letter >= 0x80) out += " " + code_point(letter);
    }
  }
  return out;
}

}  // namespace lookalike
