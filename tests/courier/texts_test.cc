#include "milter/courier/texts.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <stdexcept>

namespace milter {
namespace {

std::set<std::string> placeholders(std::string_view text) {
  static const std::regex kName("\\{([a-z_]+)\\}");
  const std::string whole(text);
  std::set<std::string> found;
  for (std::sregex_iterator at(whole.begin(), whole.end(), kName), end; at != end; ++at) {
    found.insert((*at)[1].str());
  }
  return found;
}

TEST(NoticeTexts, EveryKeyOnceInBothLanguagesWithTheSamePlaceholders) {
  std::set<std::string_view> keys;
  for (const NoticeText& text : notice_texts()) {
    EXPECT_TRUE(keys.insert(text.key).second) << text.key;
    EXPECT_FALSE(text.ja.empty()) << text.key;
    EXPECT_FALSE(text.en.empty()) << text.key;
    EXPECT_NE(text.ja, text.en) << text.key;
    EXPECT_EQ(placeholders(text.ja), placeholders(text.en)) << text.key;
  }
}

TEST(NoticeTexts, ValuesAreFilledInOnce) {
  EXPECT_EQ(say(Language::kEnglish, "fact.subject", {{"subject", "{subject} {x}"}}),
            "Subject: {subject} {x}");
  EXPECT_EQ(say(Language::kJapanese, "left.hours", {{"count", "3"}}), "3時間");
  EXPECT_EQ(say(Language::kEnglish, "fact.subject", {{"subject", "a\r\nBcc: b"}}),
            "Subject: a\\x0D\\x0ABcc: b");
  EXPECT_THROW(say(Language::kEnglish, "no.such.key"), std::logic_error);
}

}  // namespace
}  // namespace milter
