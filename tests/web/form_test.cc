#include "milter/web/form.h"

#include <gtest/gtest.h>

#include <optional>

namespace milter {
namespace {

struct Row {
  const char* body;
  std::optional<Form> form;  // nullopt: refused
};

TEST(Form, Table) {
  const Row rows[] = {
      {"", Form{}},
      {"do=send", Form{{"do", "send"}}},
      {"r0=correct&r1=keep&do=send", Form{{"r0", "correct"}, {"r1", "keep"}, {"do", "send"}}},
      {"a=", Form{{"a", ""}}},
      {"a=b%20c+d", Form{{"a", "b c d"}}},
      {"%61=%E9%96%A2", Form{{"a", "関"}}},
      {"a=%2b%2B", Form{{"a", "++"}}},
      {"a=b=c", Form{{"a", "b=c"}}},
      {"a=%26%3D", Form{{"a", "&="}}},
      {"a=1&a=2", std::nullopt},
      {"a=1&%61=2", std::nullopt},
      {"a", std::nullopt},
      {"a=1&", std::nullopt},
      {"&a=1", std::nullopt},
      {"a=%", std::nullopt},
      {"a=%2", std::nullopt},
      {"a=%zz", std::nullopt},
      {"a=%2&b=1", std::nullopt},
      {"%g1=a", std::nullopt},
  };
  for (const Row& row : rows) {
    const auto form = parse_form(row.body);
    ASSERT_EQ(form.has_value(), row.form.has_value()) << row.body;
    if (form) {
      EXPECT_EQ(*form, *row.form) << row.body;
    }
  }
}

TEST(Form, TakesNoMoreThanKMaxFormFields) {
  std::string body = "f0=";
  for (std::size_t at = 1; at < kMaxFormFields; ++at) body += "&f" + std::to_string(at) + "=";
  ASSERT_TRUE(parse_form(body));
  EXPECT_EQ(parse_form(body)->size(), kMaxFormFields);
  const auto over = parse_form(body + "&more=");
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().kind, Error::Kind::kLimit);
}

}  // namespace
}  // namespace milter
