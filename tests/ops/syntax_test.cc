#include "milter/ops/syntax.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

struct Good {
  std::string written, read;
};

TEST(CheckedDomain, TakesWhatADomainCanBe) {
  const Good kRows[] = {
      {"asagiri.example", "asagiri.example"},
      {"Asagiri.EXAMPLE", "asagiri.example"},
      {" asagiri.example ", "asagiri.example"},
      {"mail-1.tokyo.asagiri.co.jp", "mail-1.tokyo.asagiri.co.jp"},
      {"3com.example", "3com.example"},
      {"xn--wgv71a119e.jp", "xn--wgv71a119e.jp"},
      {"日本語.jp", "日本語.jp"},
      {"朝霧製作所.example", "朝霧製作所.example"},
      {"ａｓａｇｉｒｉ．ｅｘａｍｐｌｅ", "asagiri.example"},  // UTS #46 maps full width
      {"bücher.example", "bücher.example"},
      {std::string(63, 'a') + ".example", std::string(63, 'a') + ".example"},
  };
  for (const Good& row : kRows) {
    const Result<std::string> read = checked_domain(row.written);
    ASSERT_TRUE(read) << read.error().what;
    EXPECT_EQ(*read, row.read);
  }
}

TEST(CheckedDomain, RefusesWhatNoMailCanComeFrom) {
  const std::string kRows[] = {
      "",
      " ",
      "localhost",
      ".example",
      "asagiri.",
      "asagiri..example",
      "-a.example",
      "a-.example",
      "foo_bar.example",
      "a b.example",
      "a,b.example",
      "a@b.example",
      "http://a.example",
      "a.example/",
      "192.0.2.1",
      "a.123",
      "asa\u200Bgiri.example",
      "朝霧。example",
      "asagiri\u3000.example",
      "\x82\xA0.example",
      std::string(64, 'a') + ".example",
      "*.example.jp",
      "a\n.example",
  };
  for (const std::string& row : kRows) {
    const Result<std::string> read = checked_domain(row);
    ASSERT_FALSE(read) << row;
    EXPECT_EQ(read.error().kind, Error::Kind::kMalformed);
    EXPECT_EQ(read.error().what.find('\n'), std::string::npos);
  }
}

TEST(CheckedDomain, IsNotLongerThanTheDnsAllows) {
  std::string domain;
  for (int i = 0; i < 126; ++i) domain += "a.";
  EXPECT_TRUE(checked_domain(domain + "b"));  // 253 bytes
  EXPECT_FALSE(checked_domain(domain + "bc"));
}

TEST(CheckedAddress, TakesWhatAnAddressCanBe) {
  const Good kRows[] = {
      {"keiri@asagiri.example", "keiri@asagiri.example"},
      {"I.Sakurai@Asagiri.Example", "i.sakurai@asagiri.example"},
      {"taro..yamada.@mobile.example", "taro..yamada.@mobile.example"},
      {"a+b=c_d'e@x.example", "a+b=c_d'e@x.example"},
      {"経理@朝霧.example", "経理@朝霧.example"},
      {"ｋｅｉｒｉ＠asagiri.example", "keiri@asagiri.example"},
  };
  for (const Good& row : kRows) {
    const Result<std::string> read = checked_address(row.written);
    ASSERT_TRUE(read) << read.error().what;
    EXPECT_EQ(*read, row.read);
  }
}

TEST(CheckedAddress, RefusesTheRest) {
  const std::string kRows[] = {
      "",
      "keiri",
      "@asagiri.example",
      "keiri@",
      "keiri@localhost",
      "a b@x.example",
      "a@b@x.example",
      "\"a b\"@x.example",
      "<a@x.example>",
      "a@x.example,b@x.example",
      "a@x.example;",
      "a\u200B@x.example",
      "a\r\n@x.example",
      std::string(65, 'a') + "@x.example",
      "a@[192.0.2.1]",
  };
  for (const std::string& row : kRows) EXPECT_FALSE(checked_address(row)) << row;
}

TEST(InQuotes, IsOneShortLine) {
  EXPECT_EQ(in_quotes("a\nb"), "\"a\\x0Ab\"");
  EXPECT_EQ(in_quotes(std::string(1000, 'a')), "\"" + std::string(80, 'a') + "…\"");
}

}  // namespace
}  // namespace milter
