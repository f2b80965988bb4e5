// Tested by watchlist_test.cc.
#include "lookalike/index.h"

#include "lookalike/fold.h"
#include "lookalike/utf8.h"

namespace lookalike {

std::uint64_t flat_value(std::string_view utf8) {
  std::u32string letters;
  to_letters(utf8, letters);
  std::uint64_t value = 0;
  for (const char32_t letter : letters) {
    const char sight = sight_letter(letter);
    if (sight != 0 && sight != '-' && sight != '.') value = roll(value, sight);
  }
  return value;
}

}  // namespace lookalike
