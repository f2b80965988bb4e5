// What a browser sends when a form is submitted (application/x-www-form-urlencoded, URL Standard
// 5).
//
//   parse_form("r0=correct&do=send")   ->  {{"r0", "correct"}, {"do", "send"}}
//
// Stricter than browsers need it: a name that occurs twice, a bad %-escape, a pair without '=' and
// more than kMaxFormFields are kMalformed or kLimit, never guessed at. Pure and thread-safe.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "milter/base/result.h"

namespace milter {

// Choices of one page: 1,000 recipients are what Postfix accepts in one mail.
inline constexpr std::size_t kMaxFormFields = 1'024;

using Form = std::map<std::string, std::string, std::less<>>;
Result<Form> parse_form(std::string_view body);

}  // namespace milter
