// Tests of providers.cc and words.cc: static data.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "lookalike/domain.h"
#include "lookalike/providers.h"
#include "lookalike/words.h"

namespace lookalike {
namespace {

TEST(Providers, AreReadableAndNamedOnce) {
  std::set<std::string_view> seen;
  for (const Provider& one : mail_providers()) {
    const auto domain = read_domain(one.domain);
    ASSERT_TRUE(domain && domain->registrable()) << one.domain;
    EXPECT_EQ(domain->ascii, one.domain);
    EXPECT_TRUE(seen.insert(one.domain).second) << one.domain;
    EXPECT_FALSE(one.owner.empty());
  }
  for (const char* name : {"gmail.com", "yahoo.co.jp", "docomo.ne.jp", "i.softbank.jp"}) {
    EXPECT_TRUE(seen.contains(name)) << name;
  }
}

TEST(Words, CommonAndNot) {
  for (const char* word : {"global", "kogyo", "tokyo", "shop", "zzz"}) {
    EXPECT_EQ(is_common_word(word), std::string_view(word) != "zzz") << word;
  }
  for (const char* word : {"", "mirai-kogyo", "asagiri", "kogy", "kogyos"}) {
    EXPECT_FALSE(is_common_word(word)) << word;
  }
}

}  // namespace
}  // namespace lookalike
