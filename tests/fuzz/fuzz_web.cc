// What strangers can send to the page, and what of a mail stands on it: a form is read or refused,
// text never becomes markup, and the letters of two compared addresses are theirs, all of them.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "milter/base/text.h"
#include "milter/base/unicode.h"
#include "milter/web/comparison.h"
#include "milter/web/form.h"
#include "milter/web/html.h"
#include "milter/web/texts.h"

namespace {

void require(bool held) {
  if (!held) std::abort();
}

std::string letters(const std::vector<milter::Piece>& side) {
  std::string all;
  for (const milter::Piece& piece : side) all += piece.letters;
  return all;
}

std::size_t columns(const std::vector<milter::Piece>& side) {
  std::size_t count = 0;
  for (const milter::Piece& piece : side) {
    count += milter::code_points(piece.letters).size() + piece.gaps;
  }
  return count;
}

void compare(std::string_view meant, std::string_view written) {
  const auto well_formed = [](std::string_view text) {
    return milter::to_utf8(milter::code_points(text));
  };
  const milter::Comparison both = milter::compare(meant, written);
  require(letters(both.meant) == well_formed(meant));
  require(letters(both.written) == well_formed(written));
  const bool compared =
      meant.size() <= milter::kMaxComparedLetters && written.size() <= milter::kMaxComparedLetters;
  require(!compared || columns(both.meant) == columns(both.written));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto form = milter::parse_form(input);
  require(!form || form->size() <= milter::kMaxFormFields);

  std::string markup = milter::text(input).str();
  markup = milter::replace_all(markup, "<span class=\"cp\">", "");
  markup = milter::replace_all(markup, "</span>", "");
  require(markup.find_first_of("<>\"'") == markup.npos && milter::is_utf8(markup));
  const std::string bare = milter::bare_text(input).str();
  require(bare.find_first_of("<>\"'") == bare.npos);
  require(milter::fill(input, {}).str() == milter::text(input).str());

  milter::preferred_language(input, milter::Language::kEnglish);
  milter::read_names(input);
  const std::size_t half = input.size() / 2;
  if (half <= 200) compare(input.substr(0, half), input.substr(half));
  return 0;
}
