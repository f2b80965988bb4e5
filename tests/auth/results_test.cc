#include "milter/auth/results.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace milter {
namespace {

struct Row {
  AuthResult result;
  std::string_view text;
};

// RFC 8601 2.7.1 to 2.7.5.
const Row kRows[] = {{AuthResult::kNone, "none"},           {AuthResult::kPass, "pass"},
                     {AuthResult::kFail, "fail"},           {AuthResult::kSoftFail, "softfail"},
                     {AuthResult::kNeutral, "neutral"},     {AuthResult::kPolicy, "policy"},
                     {AuthResult::kTempError, "temperror"}, {AuthResult::kPermError, "permerror"}};

TEST(Results, WordsOfRfc8601BothWays) {
  for (const Row& row : kRows) {
    EXPECT_EQ(word(row.result), row.text);
    EXPECT_EQ(auth_result(row.text), row.result);
  }
}

TEST(Results, WordsAreReadInEitherCase) { EXPECT_EQ(auth_result("PASS"), AuthResult::kPass); }

TEST(Results, OtherWordsAreNoResult) {
  for (const std::string_view text : {"", "passed", "hardfail", "pas", "pass "}) {
    EXPECT_EQ(auth_result(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace milter
