// The words of RFC 8601 2.7. Tested by results_test.cc.
#include "milter/auth/results.h"

#include <array>
#include <utility>

#include "milter/base/text.h"

namespace milter {
namespace {

constexpr std::array<std::pair<AuthResult, std::string_view>, 8> kWords{{
    {AuthResult::kNone, "none"},
    {AuthResult::kPass, "pass"},
    {AuthResult::kFail, "fail"},
    {AuthResult::kSoftFail, "softfail"},
    {AuthResult::kNeutral, "neutral"},
    {AuthResult::kPolicy, "policy"},
    {AuthResult::kTempError, "temperror"},
    {AuthResult::kPermError, "permerror"},
}};

}  // namespace

std::string_view word(AuthResult result) {
  for (const auto& [known, text] : kWords) {
    if (known == result) return text;
  }
  return "none";
}

std::optional<AuthResult> auth_result(std::string_view word) {
  for (const auto& [result, text] : kWords) {
    if (iequals(text, word)) return result;
  }
  return std::nullopt;
}

}  // namespace milter
