// Where elements end, by the rules of the HTML standard's tree construction (13.2.6): each page
// hides what is inside of one element, and shows how far that reaches. Expectations by hand.
#include "milter/mail/html_nesting.h"

#include <gtest/gtest.h>

#include "milter/base/text.h"
#include "milter/mail/html_text.h"

namespace milter {
namespace {

struct Row {
  const char* html;  // HIDE stands for style='visibility:hidden', SHOW for its opposite
  const char* visible;
  const char* hidden;
};

class Nesting : public testing::TestWithParam<Row> {};

TEST_P(Nesting, IsTheStandards) {
  std::string html = replace_all(GetParam().html, "HIDE", "style='visibility:hidden'");
  html = replace_all(html, "SHOW", "style='visibility:visible'");
  const HtmlText page = read_html(html);
  EXPECT_EQ(replace_all(page.visible, "\n", ""), GetParam().visible) << html;
  EXPECT_EQ(replace_all(page.hidden, "\n", ""), GetParam().hidden) << html;
}

INSTANTIATE_TEST_SUITE_P(Formatting, Nesting,
                         testing::ValuesIn(std::vector<Row>{
                             {"<p><b HIDE>x</b>y", "y", "x"},
                             {"<p><b HIDE>x<p>x</b>y", "y", "xx"},
                             {"<p><b HIDE>x</p>x", "", "xx"},
                             {"<b HIDE><p>x</b>y</p>", "y", "x"},
                             {"<b><span HIDE><p>x</b>y", "y", "x"},
                             {"<b><i HIDE><p>x</b>x", "", "xx"},
                             {"<b><div><span HIDE>x</b>y", "y", "x"},
                             {"<div HIDE><p><font SHOW></p>y</div>", "y", ""},
                             {"<a HIDE>x<a>y", "y", "x"},
                             {"<nobr HIDE>x<nobr>y", "y", "x"},
                             {"<table><td><b HIDE>x<td>y</table>", "y", "x"},
                             {"<b HIDE><table><td>x</b>x</table>", "", "xx"}}));

INSTANTIATE_TEST_SUITE_P(Tables, Nesting,
                         testing::ValuesIn(std::vector<Row>{
                             // What stands in a table without a cell is laid out before it.
                             {"<table HIDE>y<tr><td>x</table>", "y", "x"},
                             {"<table HIDE><div>y</div><td>x</table>", "y", "x"},
                             {"<table><tr HIDE>y<td>x</table>", "y", "x"},
                             {"<table HIDE><tr><form HIDE>y<td SHOW>y</table>", "y y", ""},
                             // Parts of a table outside of one are none.
                             {"<tr HIDE>y", "y", ""},
                             {"<div><td HIDE>y</div>", "y", ""},
                             {"<table><td HIDE>x<tr><td>y</table>y", "yy", "x"},
                             {"<table><td HIDE>x<table><td>x</table>x</table>y", "y", "xxx"},
                             {"<table HIDE><table>y", "y", ""},
                             {"<table><td HIDE></div>x</p>x</table>y", "y", "xx"},
                             {"<table><td><div HIDE>x</td><td>y</table>", "y", "x"}}));

INSTANTIATE_TEST_SUITE_P(Others, Nesting,
                         testing::ValuesIn(std::vector<Row>{
                             {"<head HIDE><body>y", "y", ""},
                             {"<head HIDE>y", "y", ""},
                             {"y<div><body HIDE>y", "yy", ""},
                             {"<form><form HIDE>y", "y", ""},
                             {"<form HIDE><div></form>x</div>y", "y", "x"},
                             {"<button HIDE>x<button>y", "y", "x"},
                             {"<p HIDE><button><p>x</button>x", "", "xx"},
                             {"<h1 HIDE>x<h2>y</h2>", "y", "x"},
                             {"<h1 HIDE>x</h3>y", "y", "x"},
                             {"<li HIDE>x<div><li>y", "y", "x"},
                             {"<li HIDE>x<ul><li>x</ul><li>y", "y", "xx"},
                             {"<dt HIDE>x<dd>y", "y", "x"},
                             {"<ul><li HIDE></ul>y", "y", ""},
                             {"<select><div HIDE>y</div><option>y</select>", "yy", ""},
                             {"<select HIDE>x<select>y", "y", "x"},
                             {"<select HIDE>x<input>y", "y", "x"},
                             {"<ruby>a<rt HIDE>x<rt>b</ruby>c", "abc", "x"}}));

INSTANTIATE_TEST_SUITE_P(Foreign, Nesting,
                         testing::ValuesIn(std::vector<Row>{
                             {"<svg HIDE/>y", "y", ""},
                             {"<svg><g HIDE/><text>y</text></svg>", "y", ""},
                             {"<svg HIDE><text>x</text><p>y", "y", "x"},
                             {"<svg HIDE><foreignObject><p>x", "", "x"},
                             {"<svg><text><![CDATA[y<b>y]]></text></svg>", "y<b>y", ""},
                             {"<svg><style><img></style></svg>y", "y", ""},
                             {"<svg><title>x</title><desc HIDE>x<p>x</p></desc></svg>y", "y",
                              "xxx"},
                             {"<svg><desc HIDE>x<p>x</desc></svg>x", "", "xxx"},
                             {"<math HIDE><mi>x</mi></math>y", "y", "x"}}));

TEST(Nesting, SaysWhenTextReadBeforeIsShownAfterAll) {
  EXPECT_TRUE(read_html("<b><span style='display:none'><div>y</b>").too_deep);
  EXPECT_TRUE(read_html("<b><span style='color:#fff'><div>y<ol hidden>x</b>").too_deep);
  EXPECT_FALSE(read_html("<b><span style='display:none'>x</b>").too_deep);
  EXPECT_FALSE(read_html("<b><span><div>y</b>").too_deep);
}

TEST(Nesting, ReadsLinksInsideWhatLooksLikeAStyleSheet) {
  const auto links = read_html("<svg><style><a href=https://a.example>x</a></style></svg>").links;
  ASSERT_EQ(links.size(), 1U);
  EXPECT_EQ(links[0].target, "https://a.example");
}

}  // namespace
}  // namespace milter
