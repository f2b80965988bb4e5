#include "milter/mail/address.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "milter/base/limits.h"

namespace milter {

void PrintTo(const Mailbox& mailbox, std::ostream* out) {
  *out << "[" << mailbox.display_name << "|" << mailbox.local_part << "|" << mailbox.domain << "]";
}

namespace {

using std::string_literals::operator""s;
using Mailboxes = std::vector<Mailbox>;

struct Row {
  std::string field;
  Mailboxes mailboxes;
  bool well_formed = true;
  std::vector<std::string> also = {};
};

void expect_read(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const AddressList got = read_addresses(row.field);
    EXPECT_EQ(got.mailboxes, row.mailboxes) << row.field;
    EXPECT_EQ(got.well_formed, row.well_formed) << row.field;
    std::vector<std::string> also;
    for (const Mailbox& mailbox : got.also) also.push_back(mailbox.address());
    EXPECT_EQ(also, row.also) << row.field;
    EXPECT_FALSE(got.too_many);
  }
}

TEST(Address, Plain) {
  expect_read({
      {"a@b.example", {{"", "a", "b.example"}}},
      {" <a@b.example>\r\n", {{"", "a", "b.example"}}},
      {"Taro Yamada <taro@b.example>", {{"Taro Yamada", "taro", "b.example"}}},
      {"\"Yamada, Taro\" <taro@B.Example>", {{"Yamada, Taro", "taro", "b.example"}}},
      {"\"a \\\"b\\\" \\\\\" <a@b.example>", {{"a \"b\" \\", "a", "b.example"}}},
      {"山田太郎 <taro@b.example>", {{"山田太郎", "taro", "b.example"}}},
      {"John Q. Public <j@b.example>", {{"John Q. Public", "j", "b.example"}}},
      {"a.b+c@d.example, x@y.example", {{"", "a.b+c", "d.example"}, {"", "x", "y.example"}}},
      {"Taro\r\n Yamada\r\n <taro@b.example>", {{"Taro Yamada", "taro", "b.example"}}},
      {"a@[192.0.2.1]", {{"", "a", "[192.0.2.1]"}}},
      {"\"a b\"@c.example", {{"", "a b", "c.example"}}},
      {"\"<a@b.example>\" <x@y.example>", {{"<a@b.example>", "x", "y.example"}}},
      {"\"ap@good.example\" <x@evil.test>", {{"ap@good.example", "x", "evil.test"}}},
  });
}

TEST(Address, EncodedWords) {
  expect_read({
      {" =?UTF-8?B?5qGc5LqV?= <a@b.example>, c@d.example",
       {{"桜井", "a", "b.example"}, {"", "c", "d.example"}}},
      {"=?UTF-8?B?5qGc?=\r\n =?UTF-8?B?5LqV?= <a@b.example>", {{"桜井", "a", "b.example"}}},
      {"=?UTF-8?B?5qGc5LqV?= Taro <a@b.example>", {{"桜井 Taro", "a", "b.example"}}},
      {"\"=?UTF-8?B?5qGc5LqV?=\" <a@b.example>", {{"桜井", "a", "b.example"}}},
      {"a@b.example (=?UTF-8?B?5qGc5LqV?=)", {{"桜井", "a", "b.example"}}},
      {"=?UTF-8?Q?a=2Cb=40c?= <a@b.example>", {{"a,b@c", "a", "b.example"}}},
      {"=?ISO-2022-JP?B?GyRCOnkwZhsoQg==?=<a@b.example>", {{"桜井", "a", "b.example"}}},
      // Raw ISO-2022-JP and Shift_JIS, as old programs send them.
      {"\x1b$B:y0f\x1b(B <a@b.example>", {{"桜井", "a", "b.example"}}},
      {"\x95\x5C\x8E\xA6\x82\xCC <a@b.example>", {{"表示の", "a", "b.example"}}},
  });
}

TEST(Address, CommentsGroupsAndObsoleteForms) {
  expect_read({
      {"a@b.example (Taro (the boss) Yamada)", {{"Taro (the boss) Yamada", "a", "b.example"}}},
      {"Taro (work) <a@b.example> (note)", {{"Taro", "a", "b.example"}}},
      {"(x) a (y) @ (z) b.example", {{"x y z", "a", "b.example"}}},
      {"a . b @ c . example", {{"", "a.b", "c.example"}}},
      // RFC 5322 A.1.3 and A.5.
      {"A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;",
       {{"Ed Jones", "c", "a.test"}, {"", "joe", "where.test"}, {"John", "jdoe", "one.test"}}},
      {"Undisclosed recipients:;", {}},
      {"Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>",
       {{"Pete", "pete", "silly.test"}}},
      {"Mary Smith <@node.test,@b.test:mary@example.net>, , jdoe@test  . example",
       {{"Mary Smith", "mary", "example.net"}, {"", "jdoe", "test.example"}}},
      {"a:x@y.example;, b@c.example", {{"", "x", "y.example"}, {"", "b", "c.example"}}},
  });
}

TEST(Address, BrokenButReadable) {
  expect_read({
      {"", {}, false},
      {"a:", {}, false},
      {":;", {}, false},
      {"undisclosed-recipients", {{"", "undisclosed-recipients", ""}}, false},
      {"Taro Yamada", {{"Taro Yamada", "", ""}}, false},
      {"=?UTF-8?B?5qGc5LqV?=", {{"桜井", "", ""}}, false},
      {"Taro <>", {{"Taro", "", ""}}, false},
      {"a@b.example; c@d.example", {{"", "a", "b.example"}, {"", "c", "d.example"}}, false},
      {"<a@b.example", {{"", "a", "b.example"}}, false},
      {"a@b.example>", {{"", "a", "b.example"}}, false},
      {"<a@b.example, c@d.example>", {{"", "a", "b.example"}, {"", "c", "d.example"}}, false},
      {"\"Taro <a@b.example>", {{"\"Taro", "a", "b.example"}}, false},
      {"Taro (the <a@b.example>", {{"Taro (the", "a", "b.example"}}, false},
      {"Taro a@b.example", {{"Taro", "a", "b.example"}}, false},
      {"a@b.example.", {{"", "a", "b.example"}}, false},
      {"a..b@c.example", {{"", "a..b", "c.example"}}, false},
      {"@b.example", {{"", "", "b.example"}}, false},
      {"a@", {{"", "a", ""}}, false},
      {"<mailto:a@b.example>", {{"", "a", "b.example"}}, false},
      {"[Sales] <a@b.example>", {{"[Sales]", "a", "b.example"}}, false},
      {"a@[192.0.2.1", {{"", "a", "[192.0.2.1"}}, false},
      {"\"a\"b@c.example", {{"", "ab", "c.example"}}, false},
      {"a@\"b.example\"", {{"", "a", "b.example"}}, false},
      {"<<a@b.example>>", {{"", "", ""}}, false, {"a@b.example"}},
  });
}

TEST(Address, SeveralReadings) {
  expect_read({
      {"<a@good.example> <b@evil.test>", {{"", "a", "good.example"}}, false, {"b@evil.test"}},
      {"Taro <a@good.example> b@evil.test",
       {{"Taro", "a", "good.example"}},
       false,
       {"b@evil.test"}},
      {"a@good.example <b@evil.test>",
       {{"a@good.example", "b", "evil.test"}},
       false,
       {"a@good.example"}},
      {"a@good.example b@evil.test",
       {{"a@good.example", "b", "evil.test"}},
       false,
       {"a@good.example"}},
      {"a@good.example@evil.test",
       {{"", "a@good.example", "evil.test"}},
       false,
       {"a@good.example", "good.example@evil.test"}},
      {"a@good.example\0@evil.test"s,
       {{"", "a@good.example", "evil.test"}},
       false,
       {"a@good.example", "good.example@evil.test"}},
      {"\"a@good.example, b\" <c@evil.test>",
       {{"a@good.example, b", "c", "evil.test"}},
       true,
       {"a@good.example"}},
      // Encoded words in the local part, "a@good.example" NUL, as in the reports of 2017.
      {"=?utf-8?B?YUBnb29kLmV4YW1wbGU=?==?utf-8?Q?=00?=@evil.test",
       {{"", "=?utf-8?B?YUBnb29kLmV4YW1wbGU=?==?utf-8?Q?=00?=", "evil.test"}},
       false,
       {"a@good.example"}},
      // An encoded word that is none by RFC 2047 5 (3).
      {"=?utf-8?Q?<a@good.example>?= <b@evil.test>",
       {{"<a@good.example>", "b", "evil.test"}},
       false,
       {"a@good.example"}},
      // The same address twice is one reading.
      {"a@good.example <a@good.example>", {{"a@good.example", "a", "good.example"}}, false},
  });
}

TEST(Address, LimitOfAddresses) {
  std::string field = "a0@b.example";
  for (std::size_t i = 1; i < limits::kMaxAddresses; ++i) {
    field += ", a" + std::to_string(i) + "@b.example";
  }
  EXPECT_EQ(read_addresses(field).mailboxes.size(), limits::kMaxAddresses);
  EXPECT_FALSE(read_addresses(field).too_many);
  const AddressList beyond = read_addresses(field + ", last@b.example");
  EXPECT_EQ(beyond.mailboxes.size(), limits::kMaxAddresses);
  EXPECT_TRUE(beyond.too_many);
}

TEST(Address, LimitOfCommentDepth) {
  const std::size_t depth = limits::kMaxCommentDepth;
  const auto nested = [](std::size_t levels) {
    return "a@b.example " + std::string(levels, '(') + "x" + std::string(levels, ')');
  };
  EXPECT_TRUE(read_addresses(nested(depth)).well_formed);
  const AddressList deeper = read_addresses(nested(depth + 1));
  EXPECT_FALSE(deeper.well_formed);
  ASSERT_EQ(deeper.mailboxes.size(), 1U);
  EXPECT_EQ(deeper.mailboxes[0].address(), "a@b.example");
}

TEST(Address, StaysLinear) {
  // A quadratic reader takes minutes for these under the sanitizers.
  for (const std::string unit : {"(", "\"", "[", "<", "a@", "=?a?Q?", "(\\", "a@b<", "a.", ":"}) {
    std::string field;
    while (field.size() < limits::kMaxHeaderBytes / 4) field += unit;
    const AddressList got = read_addresses(field);
    EXPECT_FALSE(got.well_formed) << unit;
    EXPECT_LE(got.also.size(), limits::kMaxAddresses);
  }
}

TEST(ReadPath, EnvelopeAddresses) {
  struct Path {
    const char* text;
    const char* local_part;
    const char* domain;
  };
  for (const Path& path : std::vector<Path>{
           {"<a@b.example>", "a", "b.example"},
           {"A.b@B.Example", "A.b", "b.example"},
           {" <a@b.example.> ", "a", "b.example"},
           {"<>", "", ""},
           {"", "", ""},
           {"<postmaster>", "postmaster", ""},
           {"<@x.test,@y.test:a@b.example>", "a", "b.example"},
           {"<\"a b\"@c.example>", "a b", "c.example"},
           {"<\"a\\\"@x\"@c.example>", "a\"@x", "c.example"},
           {"<a@b@c.example>", "a@b", "c.example"},
           {"<SRS0=x=y=b.example=a@c.example>", "SRS0=x=y=b.example=a", "c.example"},
       }) {
    EXPECT_EQ(read_path(path.text), (Mailbox{"", path.local_part, path.domain})) << path.text;
  }
}

}  // namespace
}  // namespace milter
