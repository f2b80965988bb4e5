#include "milter/web/texts.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <stdexcept>

namespace milter {
namespace {

std::set<std::string> matches(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  std::set<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at) {
    found.insert((*at)[1].str());
  }
  return found;
}

std::set<std::string> keys() {
  std::set<std::string> all;
  for (const PageText& entry : page_texts()) all.emplace(entry.key);
  return all;
}

TEST(PageTexts, EveryKeyOnceInBothLanguagesWithTheSamePlaces) {
  EXPECT_EQ(keys().size(), page_texts().size());
  for (const PageText& entry : page_texts()) {
    EXPECT_FALSE(entry.ja.empty()) << entry.key;
    EXPECT_FALSE(entry.en.empty()) << entry.key;
    EXPECT_EQ(matches(std::string(entry.ja), "\\{([a-z_]+)\\}"),
              matches(std::string(entry.en), "\\{([a-z_]+)\\}"))
        << entry.key;
  }
}

TEST(PageTexts, EveryKeyInTheSourcesHasAText) {
  std::set<std::string> used;
  const std::filesystem::path room =
      std::filesystem::path(SEKIMORI_TESTS).parent_path() / "milter/web";
  for (const auto& entry : std::filesystem::directory_iterator(room)) {
    std::ifstream file(entry.path());
    const std::string source{std::istreambuf_iterator<char>(file), {}};
    used.merge(matches(source, "say\\((?:reader\\.)?language,\\s*\"([a-z_]+)\""));
  }
  EXPECT_GT(used.size(), 30U);
  for (const std::string& key : used) EXPECT_EQ(keys().count(key), 1U) << key;
}

TEST(PageTexts, UnknownKeyThrows) {
  EXPECT_THROW(say(Language::kEnglish, "no_such_text"), std::logic_error);
  EXPECT_NO_THROW(say(Language::kEnglish, "send"));
}

TEST(PageTexts, PlacesAreFilledInBothLanguages) {
  const Places count{{"count", text("2")}};
  EXPECT_EQ(say(Language::kJapanese, "files", count).str(), "添付ファイル 2件");
  EXPECT_EQ(say(Language::kEnglish, "files", count).str(), "Attachments: 2");
}

TEST(PreferredLanguage, Table) {
  struct Row {
    const char* accept;
    bool english;  // else Japanese, which is also the organisation's
  };
  const Row rows[] = {
      {"", false},
      {"ja", false},
      {"ja-JP,ja;q=0.9,en;q=0.8", false},
      {"en;q=0.8, ja;q=0.9", false},
      {"de-DE,de;q=0.9", false},
      {"*", false},
      {"en;q=0", false},
      {"en;q=x", false},
      {"jazz, english", false},
      {"en", true},
      {"EN-us,en;q=0.9", true},
      {"en-GB,en;q=0.9,ja;q=0.5", true},
      {"ja;q=0.5, en;q=0.501", true},
      {"ja;q=0,en;q=0.1", true},
      {"fr, en;q=1.0", true},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(preferred_language(row.accept, Language::kJapanese),
              row.english ? Language::kEnglish : Language::kJapanese)
        << row.accept;
  }
  EXPECT_EQ(preferred_language("de", Language::kEnglish), Language::kEnglish);
  EXPECT_EQ(preferred_language("ja", Language::kEnglish), Language::kJapanese);
}

}  // namespace
}  // namespace milter
