// Words that stand beside a borrowed name: what imitators add to it, in English and in Japanese.
//
//   around_of(sight letters of "login") == Around::kKeyword, of "holdings": kLegalForm
//
// Pure, thread-safe; the table is made by the first call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lookalike/domain.h"
#include "lookalike/hit.h"
#include "lookalike/reading.h"

namespace lookalike {

inline constexpr std::size_t kMaxAffix = 14;  // sight letters of the longest listed word

// What a listed word is; kOther if it is not listed. `value` is rolled() over its sight letters.
Around around_of(std::uint64_t value, std::size_t size);

// Whether the label is a listed word itself: "education".
bool is_listed(std::u32string_view label);

// Whether a word of so many sight letters, the first and the last of which are these, may be
// listed. Much quicker than around_of().
bool may_be_listed(char first, char last, std::size_t size);

// What stands beside the run [begin, end) of the text in its labels: kNothing if nothing does, the
// most telling word's class if all are listed, else kOther; and how usual the rarest of them is.
Beside beside_of(const Domain& seen, const Reading& reading, std::size_t begin, std::size_t end);

// Whether a host label left of the registrable domain is no word that people give to a mail or web
// server ("mail", "www2", "login"): "p16-sign-sg.asagiri.example" is a machine's name, and such
// names send no mail.
bool is_machine(const Domain& seen);

}  // namespace lookalike
