#include "milter/extract/extraction.h"

#include <gtest/gtest.h>

#include <set>

#include "milter/base/json.h"
#include "milter/base/limits.h"

namespace milter::extract {
namespace {

constexpr Problem kProblems[] = {
    Problem::kEncrypted, Problem::kMacros,   Problem::kDoubleExtension, Problem::kTooDeep,
    Problem::kTooMany,   Problem::kTooLarge, Problem::kBroken,          Problem::kUnknownKind,
    Problem::kTimeout,   Problem::kMemory,   Problem::kCrashed};

TEST(Extraction, EachProblemHasAWordOfItsOwn) {
  std::set<std::string_view> words;
  for (const Problem problem : kProblems) {
    EXPECT_EQ(problem_of(word(problem)), problem);
    words.insert(word(problem));
  }
  EXPECT_EQ(words.size(), std::size(kProblems));
  EXPECT_EQ(problem_of("Encrypted"), std::nullopt);
  EXPECT_EQ(problem_of(""), std::nullopt);
}

TEST(Extraction, JsonIsAsTheHeaderSays) {
  const Extraction one{{{"invoice.zip/請求書.xlsx", "振込先\t\"みなと\"\n"}},
                       {{Problem::kEncrypted, "invoice.zip/secret.zip"}}};
  EXPECT_EQ(to_json(one),
            R"({"texts":[{"where":"invoice.zip/請求書.xlsx","text":"振込先\t\"みなと\"\n"}],)"
            R"("troubles":[{"problem":"encrypted","where":"invoice.zip/secret.zip"}]})");
  EXPECT_EQ(to_json({}), R"({"texts":[],"troubles":[]})");
}

TEST(Extraction, ComesBackFromJson) {
  const Extraction all[] = {
      {},
      {{{"", ""}}, {}},
      {{{"a", "x"}, {"b\\c\x01", "日本語\U0001F600"}}, {{Problem::kTooDeep, "c"}}},
  };
  for (const Extraction& one : all) EXPECT_EQ(from_json(to_json(one)), one);
}

TEST(Extraction, NothingElseIsRead) {
  const char* const bad[] = {
      "",
      "null",
      "[]",
      "{}",
      "\"texts\"",
      R"({"texts":[]})",
      R"({"texts":{},"troubles":[]})",
      R"({"texts":[],"troubles":[)",
      R"({"texts":["a"],"troubles":[]})",
      R"({"texts":[{"where":"a"}],"troubles":[]})",
      R"({"texts":[{"where":"a","text":7}],"troubles":[]})",
      R"({"texts":[],"troubles":[{"problem":"no such","where":"a"}]})",
      R"({"texts":[],"troubles":[{"problem":"broken"}]})",
      R"({"texts":[],"troubles":[]}{"texts":[],"troubles":[]})",
      "{\"texts\":[{\"where\":\"\xff\",\"text\":\"\"}],\"troubles\":[]}",
  };
  for (const char* const json : bad) {
    const auto read = from_json(json);
    ASSERT_FALSE(read) << json;
    EXPECT_EQ(read.error().kind, Error::Kind::kMalformed);
  }
}

TEST(Json, NestingIsLimited) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(Json::parse(nested(limits::kMaxJsonDepth)));
  EXPECT_FALSE(Json::parse(nested(limits::kMaxJsonDepth + 1)));
  EXPECT_FALSE(Json::parse(std::string(4'000'000, '[')));
  EXPECT_TRUE(Json::parse("\"" + std::string(100, '[') + "\\\"" + std::string(100, '{') + "\""));
}

}  // namespace
}  // namespace milter::extract
