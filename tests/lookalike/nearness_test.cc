#include "lookalike/nearness.h"

#include <gtest/gtest.h>

#include "lookalike/unicode.h"

namespace lookalike {
namespace {

// Damerau's four errors written out the slow way, to check one_step and the pigeonhole against.
bool one_error_apart(const std::u32string& a, const std::u32string& b) {
  if (a == b) return false;
  if (a.size() == b.size()) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      std::u32string c = a;
      c[i] = b[i];
      if (c == b) return true;
      if (i + 1 < a.size()) {
        c = a;
        std::swap(c[i], c[i + 1]);
        if (c == b) return true;
      }
    }
    return false;
  }
  const auto& longer = a.size() > b.size() ? a : b;
  const auto& shorter = a.size() > b.size() ? b : a;
  for (std::size_t i = 0; i < longer.size(); ++i) {
    std::u32string c = longer;
    if (c.erase(i, 1) == shorter) return true;
  }
  return false;
}

// Every word of one to five letters out of a, b, c.
std::vector<std::u32string> small_words() {
  std::vector<std::u32string> words{U""};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].size() == 5) break;
    for (const char32_t c : {U'a', U'b', U'c'}) words.push_back(words[i] + c);
  }
  words.erase(words.begin());
  return words;
}

TEST(OneStep, AgreesWithTheDefinitionOnAllSmallWords) {
  const auto words = small_words();
  ASSERT_EQ(words.size(), 363U);
  for (const auto& a : words) {
    for (const auto& b : words) {
      ASSERT_EQ(one_step(a, b).has_value(), one_error_apart(a, b)) << encode(a) << " " << encode(b);
    }
  }
}

TEST(FindNear, FindsEveryNeighbourAmongAllSmallWords) {
  const auto words = small_words();
  std::vector<Guarded> guarded;
  for (const auto& word : words) guarded.push_back({encode(word) + ".example", "o", false});
  const Watchlist list = Watchlist::build(guarded);
  ASSERT_EQ(list.size(), words.size());
  for (const auto& seen : words) {
    std::vector<Hit> hits;
    find_near(list.index(), *read_domain(encode(seen) + ".example"), hits);
    std::size_t expected = 0;
    for (const auto& word : words) expected += one_error_apart(word, seen) ? 1 : 0;
    std::size_t found = 0;
    for (const Hit& hit : hits) found += hit.kind == Kind::kSuffix ? 0 : 1;
    ASSERT_EQ(found, expected) << encode(seen);
  }
}

Kind kind_of(const char* guarded, const char* seen) {
  const Watchlist list = Watchlist::build({{guarded, "p", false}});
  std::vector<Hit> hits;
  find_near(list.index(), *read_domain(seen), hits);
  return hits.empty() ? Kind::kNone : hits[0].kind;
}

TEST(FindNear, Kinds) {
  struct Row {
    const char *guarded, *seen;
    Kind kind;
  };
  for (const Row& row :
       {Row{"mirai-kogyo.co.jp", "mirai-koqyo.co.jp", Kind::kOneEdit},
        Row{"mirai-kogyo.co.jp", "mirai-koqyo.com", Kind::kOneEdit},
        Row{"mirai-kogyo.co.jp", "mial.mirai-kogoy.co.jp", Kind::kSwap},
        Row{"mirai-kogyo.co.jp", "mira-ikogyo.co.jp", Kind::kSwap},
        Row{"mirai-kogyo.co.jp", "rnirai-kogyo.co.jp", Kind::kSkeleton},
        Row{"mirai-kogyo.co.jp", "rnlra1-k0gy0.xyz", Kind::kSkeleton},
        Row{"mirai-kogyo.co.jp", "mirаi-koqyo.co.jp", Kind::kOneEdit},  // Cyrillic а and q
        Row{"mirai-kogyo.co.jp", "mirai-kogyo.xyz", Kind::kSuffix},
        Row{"mirai-kogyo.co.jp", "mirai-kogyo.co.jp", Kind::kNone},
        Row{"mail.mirai.co.jp", "web.mirai.co.jp", Kind::kNone},
        Row{"mirai-kogyo.co.jp", "mirai-kensetsu.co.jp", Kind::kNone},
        Row{"mirai-kogyo.co.jp", "mirei-koqyo.co.jp", Kind::kNone},
        Row{"mirai-kogyo.co.jp", "co.jp", Kind::kNone},
        Row{"例え工業.jp", "例え工集.jp", Kind::kOneEdit},
        Row{"例え工業.jp", "例え工務店.jp", Kind::kNone}}) {
    EXPECT_EQ(kind_of(row.guarded, row.seen), row.kind) << row.guarded << " " << row.seen;
  }
}

}  // namespace
}  // namespace lookalike
