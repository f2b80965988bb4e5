#include "lookalike/domain.h"

#include <gtest/gtest.h>

#include "lookalike/unicode.h"

namespace lookalike {
namespace {

struct Row {
  const char *given, *hosts, *label, *suffix;
};

class Parts : public testing::TestWithParam<Row> {};

TEST_P(Parts, AreWhereTheSuffixListSays) {
  const auto domain = read_domain(GetParam().given);
  ASSERT_TRUE(domain);
  EXPECT_EQ(encode(domain->hosts()), GetParam().hosts);
  EXPECT_EQ(encode(domain->label()), GetParam().label);
  EXPECT_EQ(encode(domain->suffix()), GetParam().suffix);
}

INSTANTIATE_TEST_SUITE_P(
    Names, Parts,
    testing::Values(Row{"mirai-kogyo.co.jp", "", "mirai-kogyo", "co.jp"},
                    Row{"www.Mirai-Kogyo.co.jp.", "www.", "mirai-kogyo", "co.jp"},
                    Row{"a.b.example.com", "a.b.", "example", "com"},
                    Row{"asagiri.example", "", "asagiri", "example"},
                    Row{"city.kawasaki.jp", "", "city", "kawasaki.jp"},  // exception rule
                    Row{"x.y.kawasaki.jp", "", "x", "y.kawasaki.jp"},    // wildcard rule
                    Row{"mirai.jp.net", "", "mirai", "jp.net"},          // de-facto registry
                    Row{"mirai.com.de", "", "mirai", "com.de"},
                    Row{"mirai.github.io", "", "mirai", "github.io"},  // private section: hosted
                    Row{"github.io", "", "github", "io"}, Row{"例え工業。jp", "", "例え工業", "jp"},
                    Row{"co.jp", "", "", "co.jp"}, Row{"localhost", "", "", "localhost"}));

TEST(ReadDomain, RefusesWhatIsNoName) {
  for (const std::string& bad :
       {std::string(), std::string("."), std::string(".."), std::string("a..b"),
        std::string(".com"), std::string("a b.com"), std::string("a@b.com"), std::string("a/b.com"),
        std::string("a\0b.com", 7), std::string("\xff.com"), std::string("a\u3000b.com"),
        std::string(254, 'a'), std::string(10'000, 'a'), std::string("\u200B.com"),
        std::string("a\tb.com"), std::string("＠.com")}) {
    EXPECT_FALSE(read_domain(bad)) << bad;
  }
}

TEST(ReadDomain, KeepsInvisibleCharactersAsEvidence) {
  const auto domain = read_domain("Pay\u200Bpal.com");
  ASSERT_TRUE(domain);
  EXPECT_EQ(domain->text, U"pay\u200Bpal.com");
  EXPECT_EQ(domain->ascii, "");
  EXPECT_EQ(domain->suffix(), U"com");
}

TEST(ReadDomain, ManyLabels) {
  std::string name = "com";
  for (int i = 0; i < 125; ++i) name.insert(0, "a.");  // 126 labels, 253 octets
  const auto domain = read_domain(name);
  ASSERT_TRUE(domain);
  EXPECT_EQ(domain->label(), U"a");
  EXPECT_FALSE(read_domain("a." + name));
}

TEST(SameFamily, OfSuffixes) {
  EXPECT_TRUE(same_family(U"co.jp", U"com"));
  EXPECT_TRUE(same_family(U"co.jp", U"or.jp"));
  EXPECT_TRUE(same_family(U"com", U"cm"));
  EXPECT_FALSE(same_family(U"co.jp", U"xyz"));
  EXPECT_FALSE(same_family(U"com", U"de"));
}

}  // namespace
}  // namespace lookalike
