// Tested by extraction_test.cc.
#include "milter/extract/extraction.h"

#include <algorithm>
#include <array>
#include <utility>

#include "milter/base/json.h"

namespace milter::extract {
namespace {

constexpr std::array<std::pair<Problem, std::string_view>, 11> kWords = {{
    {Problem::kEncrypted, "encrypted"},
    {Problem::kMacros, "macros"},
    {Problem::kDoubleExtension, "double_extension"},
    {Problem::kTooDeep, "too_deep"},
    {Problem::kTooMany, "too_many"},
    {Problem::kTooLarge, "too_large"},
    {Problem::kBroken, "broken"},
    {Problem::kUnknownKind, "unknown_kind"},
    {Problem::kTimeout, "timeout"},
    {Problem::kMemory, "memory"},
    {Problem::kCrashed, "crashed"},
}};

std::optional<Text> text_from(const Json& json) {
  auto where = json.text("where");
  auto text = json.text("text");
  if (!where || !text) return std::nullopt;
  return Text{std::move(*where), std::move(*text)};
}

std::optional<Trouble> trouble_from(const Json& json) {
  auto where = json.text("where");
  const auto said = json.text("problem");
  const auto problem = said ? problem_of(*said) : std::nullopt;
  if (!where || !problem) return std::nullopt;
  return Trouble{*problem, std::move(*where)};
}

template <class T>
bool read_all(const Json& json, std::string_view key, std::optional<T> (*read)(const Json&),
              std::vector<T>& to) {
  const auto list = json.list(key);
  if (!list) return false;
  for (const Json& each : *list) {
    auto value = read(each);
    if (!value) return false;
    to.push_back(std::move(*value));
  }
  return true;
}

}  // namespace

std::string_view word(Problem problem) {
  const auto* found = std::find_if(kWords.begin(), kWords.end(),
                                   [&](const auto& each) { return each.first == problem; });
  return found->second;
}

std::optional<Problem> problem_of(std::string_view word) {
  const auto* found = std::find_if(kWords.begin(), kWords.end(),
                                   [&](const auto& each) { return each.second == word; });
  if (found == kWords.end()) return std::nullopt;
  return found->first;
}

std::string to_json(const Extraction& extraction) {
  Json texts = Json::array();
  for (const Text& text : extraction.texts) {
    texts.push(Json::object().set("where", text.where).set("text", text.text));
  }
  Json troubles = Json::array();
  for (const Trouble& trouble : extraction.troubles) {
    troubles.push(Json::object().set("problem", word(trouble.problem)).set("where", trouble.where));
  }
  return Json::object().set("texts", std::move(texts)).set("troubles", std::move(troubles)).dump();
}

Result<Extraction> from_json(std::string_view json) {
  const auto parsed = Json::parse(json);
  Extraction extraction;
  if (!parsed || !read_all(*parsed, "texts", text_from, extraction.texts) ||
      !read_all(*parsed, "troubles", trouble_from, extraction.troubles)) {
    return fail(Error::Kind::kMalformed, "not the answer of sekimori-extract");
  }
  return extraction;
}

}  // namespace milter::extract
