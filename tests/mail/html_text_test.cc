// What is shown of a page, its links and its lines. Expectations by hand, as browsers show it.
#include "milter/mail/html_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "milter/base/limits.h"

namespace milter {
namespace {

struct Row {
  const char* html;
  const char* visible;
};

class Shown : public testing::TestWithParam<Row> {};

TEST_P(Shown, IsWhatABrowserShows) {
  EXPECT_EQ(read_html(GetParam().html).visible, GetParam().visible);
  EXPECT_EQ(read_html(GetParam().html).hidden, "");
}

INSTANTIATE_TEST_SUITE_P(
    Table, Shown,
    testing::ValuesIn(std::vector<Row>{
        {"", ""},
        {"plain", "plain"},
        {"  two \n words ", "two words"},
        {"<p>Hello</p>", "Hello\n"},
        {"<p>one<p>two", "one\ntwo"},
        {"a<br>b<br/>c", "a\nb\nc"},
        {"a<br><br>b", "a\n\nb"},
        {"<div>a</div><div>b</div>", "a\nb\n"},
        {"<div><div>a</div></div>b", "a\nb"},
        {"x<b>y</b>z", "xyz"},
        {"x <b>y</b> z", "x y z"},
        {"<ul><li>a<li>b</ul>", "a\nb\n"},
        {"<table><tr><td>bank<td>1234567<tr><td>name</td><td>x</td></tr></table>",
         "bank 1234567\nname x\n"},
        {"<pre>a\n  b</pre>", "a\nb\n"},  // lines are kept, not how far in they begin
        {"<script>alert('<p>')</script>a<style>p{}</style>b", "ab"},
        {"<!-- no -->a<!--> b", "a b"},
        {"<![CDATA[x]]>y", "y"},
        {"<?xml version='1.0'?>y", "y"},
        {"<!DOCTYPE html><html><body>y</body></html> z", "y z"},
        {"<img alt='total: 5'>", "total: 5"},
        {"<input type=submit value=Login><input type=hidden value=token>", "Login"},
        {"<noscript>shown in mail</noscript>", "shown in mail"},
        {"<textarea>a</textarea>", "a"},
        {"<xmp><b></xmp>", "<b>\n"},
        {"<plaintext><b></plaintext>", "<b></plaintext>"},
        {"1 < 2 &amp;&amp; 3 > 2", "1 < 2 && 3 > 2"},
        {"</p>x</nosuch>y</br>z", "xy\nz"},
        {"<select><option>a<option>b</select>", "a\nb\n"},
        {"\xe6\xa0\xaa\xe5\xbc\x8f<wbr>\xe4\xbc\x9a\xe7\xa4\xbe",
         "\xe6\xa0\xaa\xe5\xbc\x8f\xe4\xbc\x9a\xe7\xa4\xbe"}}));

struct LinkRow {
  const char* html;
  std::vector<Link> links;
};

class Links : public testing::TestWithParam<LinkRow> {};

TEST_P(Links, AreFound) {
  const auto links = read_html(GetParam().html).links;
  ASSERT_EQ(links.size(), GetParam().links.size());
  for (std::size_t i = 0; i < links.size(); ++i) {
    EXPECT_EQ(links[i].text, GetParam().links[i].text);
    EXPECT_EQ(links[i].target, GetParam().links[i].target);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, Links,
    testing::ValuesIn(std::vector<LinkRow>{
        {"<p>none</p><a name=x>anchor</a>", {}},
        {"<a href='https://a.example/'>text</a>", {{"text", "https://a.example/"}}},
        {"see <a href=https://a.example>the <b>bold</b> one</a>.",
         {{"the bold one", "https://a.example"}}},
        {"<A/HREF=https://a.example>x</A>", {{"x", "https://a.example"}}},
        {"<!--><a href=https://a.example>x</a>", {{"x", "https://a.example"}}},
        {"<a href='https&colon;//a&period;example'>x</a>", {{"x", "https://a.example"}}},
        {"<a href=' ht\ntps://a.example\t'>x</a>", {{"x", "https://a.example"}}},
        {"<a href='?a=1&copy=2'>x</a>", {{"x", "?a=1&copy=2"}}},
        {"<a href=1 href=2>x</a>", {{"x", "1"}}},
        {"<a href=1>x<a href=2>y</a>", {{"x", "1"}, {"y", "2"}}},
        {"<a href=1>x", {{"x", "1"}}},
        {"<a href=1><img alt=picture></a>", {{"picture", "1"}}},
        {"<a href=1>x<span hidden>y</span></a>", {{"x", "1"}}},
        {"<map><area href=1 alt=x></map>", {{"", "1"}}},
        {"<form action=https://a.example/login></form>", {{"", "https://a.example/login"}}},
        {"<table><td><a href=1>x<td>y</table>", {{"x", "1"}}},
        {"<p><a href=1>x</p>y</a>z", {{"x\ny", "1"}}},
        {"<a href=1><table><td><a href=2>y</a></table>x</a>", {{"y\nx", "1"}, {"y", "2"}}},
        {"<a name=n><b>x</a><a href=1>y", {{"y", "1"}}},
        {"<a href=x>y</a><base href=https://a.example/b/><base href=https://c.example>",
         {{"y", "https://a.example/b/x"}}},
        {"<base target=_top><base href=https://a.example><a href=//b.example>y</a>",
         {{"y", "https://b.example"}}},
        {"<base href=https://a.example><form action=/login>", {{"", "https://a.example/login"}}},
        {"<svg><a xlink:href=1>x</a></svg>", {{"", "1"}}}}));

TEST(HtmlText, CountsImages) {
  EXPECT_EQ(read_html("<img src=1><IMG src=2><image>").images, 3U);
  EXPECT_EQ(read_html("<img width=1 height=1><img height=0>").images, 0U);
  EXPECT_EQ(read_html("no picture").images, 0U);
}

TEST(HtmlText, SaysWhenItIsTooDeep) {
  std::string fits, deep;
  for (std::size_t i = 0; i < limits::kMaxHtmlDepth; ++i) fits += "<div>";
  deep = fits + "<div>";
  EXPECT_FALSE(read_html(fits + "x").too_deep);
  EXPECT_TRUE(read_html(deep + "x").too_deep);
  EXPECT_THAT(read_html(deep + "x").visible, testing::EndsWith("x"));
}

}  // namespace
}  // namespace milter
