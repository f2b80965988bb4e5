// A step of an alignment in words, the letters in [brackets].
//
//   step_text(Writer(false), U"paypal", U"pаypal", step)
//     ->  "letter 2 is the Cyrillic letter [а U+0430], not [a]"
//
// Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "lookalike/align.h"
#include "lookalike/catalogue.h"

namespace lookalike {

std::string step_text(const Writer& writer, std::u32string_view guarded, std::u32string_view seen,
                      const Step& step);

// A letter that cannot be seen is shown as its code point; with `name_letters`, those outside
// ASCII, which the eye takes for others, have it beside them.
std::string shown(std::u32string_view text, bool name_letters);

}  // namespace lookalike
