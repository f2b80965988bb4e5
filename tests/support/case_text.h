// The two notations inside a case file's texts.
//
//   quoted_bytes("\"a\\r\\n\"")            ->  "a\r\n"
//   with_encoded_words("{{word:件名}}")    ->  "=?UTF-8?B?5Lu25ZCN?="
//
// A mistake throws CaseError without its place, which the parser adds. Pure and thread-safe.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace milter::testing {

struct CaseError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// In a "delivered" block: any text within a line.
inline constexpr std::string_view kAny = "{{any}}";

// REQUIRES nothing: anything but one whole quoted string is a mistake.
std::string quoted_bytes(std::string_view text);

// `allow_any`: {{any}} stays as it is.
std::string with_encoded_words(std::string_view text, bool allow_any);

}  // namespace milter::testing
