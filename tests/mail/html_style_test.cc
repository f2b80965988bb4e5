// Expectations from CSS Values, CSS Color and the syntax of style attributes.
#include "milter/mail/html_style.h"

#include <gtest/gtest.h>

#include "milter/mail/css_value.h"
#include "milter/mail/html_sheet.h"

namespace milter {
namespace {

TEST(CssValue, ReadsLengths) {
  EXPECT_EQ(read_length("12px")->number, 12);
  EXPECT_EQ(read_length("12px")->unit, "px");
  EXPECT_EQ(read_length(" -0.5em ")->number, -0.5);
  EXPECT_EQ(read_length(".25")->number, 0.25);
  EXPECT_EQ(read_length("+3%")->unit, "%");
  EXPECT_FALSE(read_length("auto"));
  EXPECT_FALSE(read_length(""));
  EXPECT_FALSE(read_length("-"));
  EXPECT_GT(read_length(std::string(10000, '9'))->number, 1e9);
  EXPECT_LT(read_length("0." + std::string(10000, '1'))->number, 0.2);
}

TEST(CssValue, ReadsColors) {
  struct Row {
    const char* text;
    std::uint32_t color;
  };
  for (const Row& row : std::vector<Row>{{"#fff", 0xFFFFFF},
                                         {"#005bac", 0x005BAC},
                                         {"#005bacff", 0x005BAC},
                                         {"005bac", 0x005BAC},
                                         {" white ", 0xFFFFFF},
                                         {"rgb(1,2,3)", 0x010203},
                                         {"rgba(255 255 255 / 50%)", 0xFFFFFF},
                                         {"rgb(100%, 0%, 300)", 0xFF00FF},
                                         {"#ff", kUnknownColor},
                                         {"#ggg", kUnknownColor},
                                         {"inherit", kUnknownColor},
                                         {"rgb(1,2)", kUnknownColor},
                                         {"", kUnknownColor}}) {
    EXPECT_EQ(read_color(row.text), row.color) << row.text;
  }
}

TEST(CssValue, EndsPiecesOutsideOfQuotesAndBrackets) {
  EXPECT_EQ(css_piece_end("a;b", 0, ';'), 1U);
  EXPECT_EQ(css_piece_end("u(;);b", 0, ';'), 4U);
  EXPECT_EQ(css_piece_end("';';b", 0, ';'), 3U);
  EXPECT_EQ(css_piece_end("');", 0, ';'), 3U);
  EXPECT_EQ(css_piece_end("", 0, ';'), 0U);
}

TEST(Style, LetsImportantBeApart) {
  const Declarations both = read_style("display:none; visibility:hidden !important");
  EXPECT_EQ(both.normal.display_none, true);
  EXPECT_FALSE(both.normal.invisible);
  EXPECT_EQ(both.important.invisible, true);
}

TEST(Style, LaterOnesWin) {
  EXPECT_EQ(read_style("display:none;display:block").normal.display_none, false);
  EXPECT_EQ(read_style("display:block;display:none").normal.display_none, true);
  EXPECT_FALSE(read_style("color").normal.color);
}

TEST(StyleSheet, MergesWhatFits) {
  StyleSheet sheet;
  EXPECT_TRUE(sheet.empty());
  sheet.add("* { color: red } P { visibility: hidden } .a { visibility: visible }");
  sheet.add("#one { display: none } p.a { font-size: 0 } a:hover { opacity: 0 }");
  const Style plain = sheet.find("p", "", "").normal;
  EXPECT_EQ(plain.invisible, true);
  EXPECT_EQ(plain.color, 0xFF0000U);
  const Style classed = sheet.find("p", "z A", "").normal;
  EXPECT_EQ(classed.invisible, false);
  EXPECT_EQ(classed.tiny, true);
  EXPECT_EQ(sheet.find("p", "", "one").normal.display_none, true);
  EXPECT_FALSE(sheet.find("a", "", "").normal.transparent);
}

TEST(StyleSheet, StandsUnfinishedSheets) {
  for (const char* css : {"p", "p{", "p{display:none", "}", "@media screen{p{display:none}", "{}{",
                          "/* p{display:none}", "p{a:'", "@"}) {
    StyleSheet sheet;
    sheet.add(css);
    const bool hides = sheet.find("p", "", "").normal.display_none.value_or(false);
    EXPECT_EQ(hides,
              std::string_view(css).find("{display") != std::string_view::npos && css[0] != '/')
        << css;
  }
}

}  // namespace
}  // namespace milter
