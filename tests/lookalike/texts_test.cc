#include "lookalike/texts.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace lookalike {
namespace {

std::set<std::string> places(std::string_view frame) {
  std::set<std::string> out;
  for (std::size_t at = frame.find('{'); at != std::string_view::npos;
       at = frame.find('{', at + 1)) {
    out.emplace(frame.substr(at, frame.find('}', at) - at));
  }
  return out;
}

TEST(Catalogue, BothLanguagesHaveTheSamePlaces) {
  std::set<std::string_view> keys;
  for (const Phrase& phrase : catalogue()) {
    EXPECT_EQ(places(phrase.ja), places(phrase.en)) << phrase.key;
    EXPECT_TRUE(keys.insert(phrase.key).second) << phrase.key;
  }
}

TEST(Catalogue, HasAFrameForEveryKindThatIsReported) {
  std::set<std::string_view> keys;
  for (const Phrase& phrase : catalogue()) keys.insert(phrase.key);
  for (int kind = static_cast<int>(Kind::kExact); kind <= static_cast<int>(Kind::kCombined);
       ++kind) {
    EXPECT_TRUE(keys.contains(word(static_cast<Kind>(kind)))) << kind;
  }
}

Text text_of(const char* guarded, const char* seen, bool own = false) {
  return examine(seen, Watchlist::build({{guarded, "p", own}})).text;
}

TEST(Explain, OneSentenceAKind) {
  EXPECT_EQ(
      text_of("mirai-kogyo.co.jp", "mirai-koqyo.co.jp").en,
      "“mirai-koqyo.co.jp” is not the partner “mirai-kogyo.co.jp”: letter 9 is [q], not [g].");
  EXPECT_EQ(text_of("mirai-kogyo.co.jp", "mirai-koqyo.co.jp").ja,
            "「mirai-koqyo.co.jp」は取引先のドメイン「mirai-kogyo.co.jp」と1文字だけ違う"
            "別のドメインです：9文字目が[g]ではなく[q]。");
  EXPECT_EQ(text_of("asagiri.example", "asagirl.example", true).en,
            "“asagirl.example” looks like our own domain “asagiri.example” but is another domain: "
            "letter 7 is [l], not [i].");
  EXPECT_EQ(text_of("mirai-kogyo.co.jp", "mirai-kogyo-pay.com").en,
            "“mirai-kogyo-pay.com” puts other words beside the name of the partner "
            "“mirai-kogyo.co.jp”: mirai-kogyo[-pay.com]");
  EXPECT_EQ(text_of("paypal.com", "pаypal.com").en,
            "“pаypal.com” looks like the partner “paypal.com” but is another domain: "
            "letter 2 is [а U+0430], not [a].");
}

TEST(Explain, ShowsInvisibleCharactersAsCodePoints) {
  const Text text = text_of("paypal.com", "pay\u202Epal.com");
  EXPECT_EQ(text.en.find("\u202E"), std::string::npos);
  EXPECT_NE(text.en.find("[U+202E]"), std::string::npos);
  EXPECT_EQ(text.ja.find("\u202E"), std::string::npos);
}

TEST(Explain, CountsWhatItDoesNotSpell) {
  EXPECT_NE(text_of("mirai-kogyo.co.jp", "rn1ra1-k0gy0.co.jp").en.find("; 2 more."),
            std::string::npos);
}

}  // namespace
}  // namespace lookalike
