// Between UTF-8 and code points without a new string each time: out's buffer is reused.
// For well-formed text only; unicode.h reads what comes from outside.
#pragma once

#include <string>
#include <string_view>

namespace lookalike {

void to_letters(std::string_view utf8, std::u32string& out);
void to_utf8(std::u32string_view letters, std::string& out);

}  // namespace lookalike
