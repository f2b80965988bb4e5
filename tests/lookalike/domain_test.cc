#include "lookalike/domain.h"

#include <gtest/gtest.h>

#include "lookalike/fold.h"
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
  EXPECT_EQ(read_domain("ｐａｙ\u200Bｐａｌ.com")->sight, read_domain("pay\u200Bpal.com")->sight);
}

// Folding makes two letters of one, after the name was measured: no more than kMaxName come out.
TEST(ReadDomain, IsNeverLongerThanAName) {
  for (std::size_t letters = 25; letters <= 60; ++letters) {
    std::string name = "\u200B";
    for (std::size_t i = 0; i < 4 * letters; ++i) name += i % letters == letters - 1 ? "ß." : "ß";
    const std::size_t folded = 1 + 4 * (2 * letters + 1) + 2;
    const auto domain = read_domain(name + "jp");
    EXPECT_EQ(domain.has_value(), folded <= kMaxName) << letters;
    EXPECT_EQ(domain ? domain->text.size() : folded, folded);
  }
}

TEST(ReadDomain, KeepsEvidence) {
  EXPECT_TRUE(read_domain("paypaI.com")->capital_i);
  for (const char* plain : {"paypal.com", "Italia.com", "INFO.COM", "paypai.com"}) {
    EXPECT_FALSE(read_domain(plain)->capital_i) << plain;
  }
  EXPECT_TRUE(read_domain("xn--zzzzzzzz99999.com")->broken_ace);
  EXPECT_TRUE(read_domain("www.xn--.com")->broken_ace);
  for (const char* plain : {"xn--r8jz45g.jp", "例え.jp", "axn--a.com", "example.com"}) {
    EXPECT_FALSE(read_domain(plain)->broken_ace) << plain;
  }
}

TEST(ReadDomain, ServicesThatGiveNamesAway) {
  EXPECT_TRUE(read_domain("mirai.duckdns.org")->hosted);
  EXPECT_EQ(read_domain("www.mirai.duckdns.org")->label(), U"mirai");
  EXPECT_FALSE(read_domain("duckdns.org")->hosted);
  EXPECT_EQ(read_domain("duckdns.org")->label(), U"duckdns");
  EXPECT_FALSE(read_domain("mirai.co.jp")->hosted);
}

TEST(ReadDomain, SightLettersStandBesideTheLetters) {
  for (const char* name : {"Mirai-K0gyo.co.jp", "例え.jp", "a\u200Bb.com", "xn--r8jz45g.jp"}) {
    const auto domain = read_domain(name);
    ASSERT_TRUE(domain) << name;
    ASSERT_EQ(domain->sight.size(), domain->text.size());
    for (std::size_t at = 0; at < domain->text.size(); ++at) {
      EXPECT_EQ(domain->sight[at], sight_letter(domain->text[at])) << name;
    }
  }
}

// What one name left in the buffers is not seen in the next.
TEST(ReadDomain, UsedBuffersChangeNothing) {
  Domain used;
  for (const char* name : {"www.mirai.github.io", "paypaI.com", "例え.jp", "xn--zzzzzzzz99999.com",
                           "a\u200Bb.com", "a.co.jp", "localhost", "jp", "x.com"}) {
    ASSERT_TRUE(read_domain(name, used)) << name;
    const auto fresh = read_domain(name);
    EXPECT_EQ(used.ascii, fresh->ascii);
    EXPECT_EQ(used.text, fresh->text);
    EXPECT_EQ(used.sight, fresh->sight);
    EXPECT_EQ(used.label(), fresh->label());
    EXPECT_EQ(used.suffix(), fresh->suffix());
    EXPECT_EQ(used.hosted, fresh->hosted);
    EXPECT_EQ(used.capital_i, fresh->capital_i);
    EXPECT_EQ(used.broken_ace, fresh->broken_ace);
  }
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
