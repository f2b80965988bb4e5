#include "rules/texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <stdexcept>
#include <string>

#include "rules/phrasebook.h"
#include "rules/verdict.h"

namespace {

using rules::say;

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
  for (const auto& entry : rules::catalogue()) all.emplace(entry.key);
  return all;
}

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Texts, EveryKeyOnceInBothLanguagesWithTheSamePlaceholders) {
  EXPECT_EQ(keys().size(), rules::catalogue().size());
  for (const auto& entry : rules::catalogue()) {
    EXPECT_FALSE(entry.ja.empty()) << entry.key;
    EXPECT_FALSE(entry.en.empty()) << entry.key;
    EXPECT_EQ(matches(std::string(entry.ja), "\\{([a-z_]+)\\}"),
              matches(std::string(entry.en), "\\{([a-z_]+)\\}"))
        << entry.key;
  }
}

// Every code or key written in a source of rules/ or milter/ has its text.
TEST(Texts, EveryCodeInTheSourcesHasAText) {
  const std::set<std::string> known = keys();
  const std::filesystem::path top = std::filesystem::path(SEKIMORI_TESTS).parent_path();
  std::set<std::string> used;
  for (const char* room : {"rules", "milter"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(top / room)) {
      if (entry.path().extension() != ".cc") continue;
      used.merge(matches(content(entry.path()),
                         "\"((?:identity|relationship|intent|account|authentication|reading|"
                         "recipient|headline|advice|tag)\\.[a-z_]+)\""));
    }
  }
  EXPECT_GT(used.size(), 40U);
  for (const std::string& key : used) EXPECT_EQ(known.count(key), 1U) << key;
}

TEST(Texts, EveryPhraseFamilyHasAText) {
  const auto book = rules::Phrasebook::parse(rules::built_in_phrases());
  for (const std::string& family : book->families()) {
    EXPECT_EQ(keys().count("intent." + family), 1U) << family;
  }
}

TEST(Texts, UnknownKeyThrows) {
  EXPECT_THROW(say("identity.no_such_thing"), std::logic_error);
  EXPECT_THROW(say(""), std::logic_error);
  EXPECT_NO_THROW(say("tag.warning"));
}

TEST(Texts, PlaceholdersAreFilled) {
  const rules::Text text =
      say("identity.reply_to_freemail", {{"from", "a@b.example"}, {"address", "c@d.example"}});
  EXPECT_EQ(
      text.en,
      "A reply would go to the free-mail address c@d.example, not to the sender a@b.example.");
  EXPECT_EQ(text.ja,
            "返信すると、差出人 a@b.example ではなくフリーメール c@d.example に届きます。");
}

TEST(Texts, EachLanguageTakesItsOwnValue) {
  const rules::Text text =
      say("identity.imitation", {{"where", "From"}, {"sentence", rules::Text{"日本", "Japan"}}});
  EXPECT_EQ(text.ja, "Fromの日本");
  EXPECT_EQ(text.en, "From: Japan");
}

// Values come from the mail: braces in them are letters, not placeholders.
TEST(Texts, ValuesWithBracesStay) {
  for (const char* value : {"{address}", "{", "}", "{}", "{{name}}", "a{from}b"}) {
    const rules::Text text =
        say("identity.reply_to_differs", {{"from", value}, {"address", "c@d.example"}});
    EXPECT_THAT(text.en, testing::HasSubstr("than the sender " + std::string(value) + "."));
    EXPECT_THAT(text.ja, testing::HasSubstr("差出人 " + std::string(value) + " とは"));
  }
}

TEST(Words, OfLevelsAndAxes) {
  using rules::Axis, rules::Level;
  EXPECT_EQ(rules::word(Level::kClear), "clear");
  EXPECT_EQ(rules::word(Level::kNotice), "notice");
  EXPECT_EQ(rules::word(Level::kAmber), "amber");
  EXPECT_EQ(rules::word(Level::kRed), "red");
  EXPECT_EQ(rules::word(Level::kUnknown), "unknown");
  EXPECT_EQ(rules::word(Axis::kIdentity), "identity");
  EXPECT_EQ(rules::word(Axis::kRelationship), "relationship");
  EXPECT_EQ(rules::word(Axis::kIntent), "intent");
  EXPECT_EQ(rules::word(Axis::kAccount), "account");
  EXPECT_EQ(rules::word(Axis::kAuthentication), "authentication");
  EXPECT_EQ(rules::word(Axis::kReading), "reading");
  EXPECT_EQ(rules::word(Axis::kRecipient), "recipient");
}

}  // namespace
