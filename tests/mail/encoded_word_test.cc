#include "milter/mail/encoded_word.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "milter/base/limits.h"
#include "milter/base/text.h"

namespace milter {
namespace {

using std::string_literals::operator""s;
using Rows = std::vector<std::pair<std::string, std::string>>;
using Parameters = std::map<std::string, std::string>;

void expect_headers(const Rows& rows) {
  for (const auto& [value, text] : rows) EXPECT_EQ(decode_header(value), text) << value;
}

TEST(DecodeHeader, ExamplesOfRfc2047Section8) {
  expect_headers({
      {"=?ISO-8859-1?Q?a?=", "a"},
      {"=?ISO-8859-1?Q?a?= b", "a b"},
      {"=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab"},
      {"=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=", "ab"},
      {"=?ISO-8859-1?Q?a?=\r\n    =?ISO-8859-1?Q?b?=", "ab"},
      {"=?ISO-8859-1?Q?a_b?=", "a b"},
      {"=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b"},
      {"=?US-ASCII*EN?Q?Keith_Moore?=", "Keith Moore"},  // RFC 2231 5
  });
}

TEST(DecodeHeader, OrdinaryValues) {
  expect_headers({
      {" =?ISO-2022-JP?B?GyRCQEE1YRsoQg==?=", "請求"},
      {"=?utf-8?b?6KuL5rGC5pu4?=", "請求書"},
      {"=?UTF-8?Q?=E8=AB=8B=E6=B1=82?= (2)", "請求 (2)"},
      {"plain subject", "plain subject"},
      {"", ""},
      {"folded\r\n value", "folded value"},
      {"folded\n\tvalue", "folded\tvalue"},
      {"trailing\r\n", "trailing"},
      {"100% =? what?", "100% =? what?"},
      {"a = b ?= c", "a = b ?= c"},
  });
}

TEST(DecodeHeader, FoundInTheWild) {
  expect_headers({
      // E8AB|8B: a character split between two words.
      {"=?utf-8?B?6Ks=?= =?UTF-8?B?i+axgg==?=", "請求"},
      {"=?utf-8?Q?=E8?=\r\n =?utf-8?Q?=AB=8B?=", "請"},
      // 90|BF in Shift_JIS.
      {"=?shift_jis?B?kA==?= =?shift_jis?B?vw==?=", "請"},
      // ISO-2022-JP: the second word goes on in the state of the first.
      {"=?ISO-2022-JP?B?GyRCQEE=?= =?ISO-2022-JP?B?NWEbKEI=?=", "請求"},
      {"=?ISO-2022-JP?B?GyRCQEEbKEI=?= =?ISO-2022-JP?B?GyRCNWEbKEI=?=", "請求"},
      {"abc=?utf-8?Q?d?=ef", "abcdef"},
      {"=?utf-8?Q?a?==?utf-8?Q?b?=", "ab"},
      {"=?utf-8?Q?two words?=", "two words"},
      {"=?utf-8?Q?really?\?=", "really?"},
      {"=?utf-8?Q?50=_=ZZ?=", "50= =ZZ"},
      {"=?utf-8*ja?B?6KuL?=", "請"},
      {"\"=?utf-8?B?6KuL?=\"", "\"請\""},
      {"請求書 raw", "請求書 raw"},
      {"\x90\xBF\x8B\x81\x8F\x91", "請求書"},
      {"Re: \x1b$B@A5a=q\x1b(B", "Re: 請求書"},
      {"=?utf-8?B?6KuL5rGC", "=?utf-8?B?6KuL5rGC"},  // cut by a length limit
      {"=?utf-8?B?6KuL=?utf-8?B?6KuL?=", "=?utf-8?B?6KuL請"},
      {"=?x-unknown?B?6KuL?=", "請"},
  });
}

TEST(DecodeHeader, HostileValues) {
  expect_headers({
      {"=?utf-7?Q?+istsQg-?=", "+istsQg-"},
      {"=?utf-8?B?PT91dGYtOD9RP3g/PQ==?=", "=?utf-8?Q?x?="},  // not decoded twice
      {"=?utf-8?Q?a=0D=0ABcc:_b?=", "a  Bcc: b"},
      {"=?utf-8?Q?a=00b?=", "a\0b"s},
      {"=??Q?a?=", "=??Q?a?="},
      {"=?utf-8?X?a?=", "=?utf-8?X?a?="},
      {"=?utf-8?Q?\?=", ""},
      {"=?", "=?"},
      {"=?utf-8?Q?=", "=?utf-8?Q?="},
      {"=?utf-8?B?****?=", "=?utf-8?B?****?="},
      {"a\nb", "a b"},
  });
  EXPECT_EQ(decode_header("\xFF\xFE"), "ÿþ");
}

TEST(DecodeHeader, StaysLinearOnOpenedWords) {
  std::string value;
  while (value.size() < limits::kMaxHeaderBytes) value += "=?a?Q?x ";
  EXPECT_TRUE(decode_header(value) == trim(value));
}

TEST(EncodeHeader, RoundTripsInShortLines) {
  const std::string longest(300, 'x');
  for (const std::string& text :
       {"plain"s, ""s, "請求書"s,
        "【確認】お振込先の変更につきまして（株式会社桜井商事 経理部より）"s,
        "=?utf-8?Q?literal?="s, "tab\tkept"s, "é"s, "a  b 請  c"s, longest}) {
    const std::string written = encode_header(text, "\r\n");
    EXPECT_EQ(decode_header(written), text);
    if (written == text) continue;
    for (const std::string_view line : split(written, '\n')) EXPECT_LE(trim(line).size(), 75U);
  }
  EXPECT_EQ(encode_header("plain", "\n"), "plain");
  EXPECT_EQ(encode_header("請", "\n"), "=?UTF-8?B?6KuL?=");
}

TEST(EncodeHeader, CannotBeginANewField) {
  EXPECT_EQ(encode_header("a\r\nBcc: b@c.example", "\r\n").find('\n'), std::string::npos);
  EXPECT_EQ(encode_header("a\0b"s, "\n").find('\0'), std::string::npos);
}

void expect_parameters(const std::string& field, const std::string& value,
                       const Parameters& parameters) {
  const Parameterised got = decode_parameters(field);
  EXPECT_EQ(got.value, value) << field;
  EXPECT_EQ(got.parameters, parameters) << field;
  EXPECT_FALSE(got.too_many_parts);
}

TEST(DecodeParameters, OrdinaryFields) {
  expect_parameters("text/plain; charset=utf-8", "text/plain", {{"charset", "utf-8"}});
  expect_parameters("Text / Plain (really);\r\n Charset=\"UTF-8\" ; format=flowed (note)",
                    "text/plain", {{"charset", "UTF-8"}, {"format", "flowed"}});
  expect_parameters("attachment; filename=\"a \\\"b\\\";c.pdf\"", "attachment",
                    {{"filename", "a \"b\";c.pdf"}});
  expect_parameters("", "", {});
  expect_parameters("base64", "base64", {});
  expect_parameters("a/b;", "a/b", {});
  expect_parameters("a/b; (comment; x=1) y=2", "a/b", {{"y", "2"}});
}

TEST(DecodeParameters, Rfc2231) {
  // RFC 2231 4.1.
  expect_parameters(
      "application/x-stuff; title*0*=us-ascii'en'This%20is%20even%20more%20;"
      " title*1*=%2A%2A%2Afun%2A%2A%2A%20; title*2=\"isn't it!\"",
      "application/x-stuff", {{"title", "This is even more ***fun*** isn't it!"}});
  expect_parameters("attachment; filename*=utf-8''%E8%AB%8B%E6%B1%82.pdf", "attachment",
                    {{"filename", "請求.pdf"}});
  expect_parameters("attachment; filename*=iso-2022-jp'ja'%1B%24B%40A5a%1B%28B.pdf", "attachment",
                    {{"filename", "請求.pdf"}});
  // Out of order, and a character split between parts.
  expect_parameters("attachment; filename*1*=%8B.pdf; filename*0*=utf-8''%E8%AB", "attachment",
                    {{"filename", "請.pdf"}});
  expect_parameters("a/b; url*0=\"ftp://\"; url*1=\"x.example/\"", "a/b",
                    {{"url", "ftp://x.example/"}});
}

TEST(DecodeParameters, FoundInTheWild) {
  expect_parameters("application/pdf; name=\"=?utf-8?B?6KuL5rGC?=.pdf\"", "application/pdf",
                    {{"name", "請求.pdf"}});
  expect_parameters("application/pdf; name==?utf-8?B?6KuL?=\r\n =?utf-8?B?5rGC?=",
                    "application/pdf", {{"name", "請求"}});
  expect_parameters("attachment; filename=請求書 2024年.pdf", "attachment",
                    {{"filename", "請求書 2024年.pdf"}});
  expect_parameters("text/plain; charset=utf-8 format=flowed", "text/plain",
                    {{"charset", "utf-8"}, {"format", "flowed"}});
  expect_parameters("attachment filename=a.pdf", "attachmentfilename=a.pdf", {});
  expect_parameters("text/plain; flowed; charset=utf-8", "text/plain", {{"charset", "utf-8"}});
  expect_parameters("text/plain; flowed charset=utf-8", "text/plain", {{"charset", "utf-8"}});
  expect_parameters("attachment; filename=a(1).pdf", "attachment", {{"filename", "a(1).pdf"}});
}

TEST(DecodeParameters, HostileFields) {
  expect_parameters("a/b; x=1; x=2; X=3", "a/b", {{"x", "1"}});
  expect_parameters("a/b; filename=good.pdf; filename*=utf-8''evil.exe", "a/b",
                    {{"filename", "evil.exe"}});
  expect_parameters("a/b; name=\"never closed; x=1", "a/b", {{"name", "never closed; x=1"}});
  expect_parameters("a/b; x=1 (never closed; y=2", "a/b", {{"x", "1 (never closed"}, {"y", "2"}});
  expect_parameters("a/b; x*0=one; x*2=three", "a/b", {{"x", "one"}});  // a gap
  expect_parameters("a/b; x*0=one; x*0=other; x*1=two", "a/b", {{"x", "onetwo"}});
  expect_parameters("a/b; x*=utf-7''%2Bists-", "a/b", {{"x", "+ists-"}});
  expect_parameters("a/b; x*=%E8%AB%8B%ZZ%4", "a/b",
                    {{"x", "請%ZZ%4"}});  // no charset, bad escapes
  expect_parameters("a/b; =; ;; x", "a/b", {});
  expect_parameters("; x=1", "", {{"x", "1"}});
}

TEST(DecodeParameters, PartsBeyondTheLimitAreNotJoined) {
  std::string field = "a/b";
  for (std::size_t i = 0; i <= limits::kMaxParameterParts; ++i) {
    field += "; x*" + std::to_string(i) + "=y";
  }
  const Parameterised got = decode_parameters(field);
  EXPECT_EQ(got.parameters.at("x"), std::string(limits::kMaxParameterParts, 'y'));
  EXPECT_TRUE(got.too_many_parts);
}

}  // namespace
}  // namespace milter
