// Expectations from CSS Values, CSS Color and the syntax of style attributes.
#include "milter/mail/html_style.h"

#include <gtest/gtest.h>

#include "milter/mail/css_value.h"

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
                                         {"#005bac00", kNoColor},
                                         {"#5bc0", kNoColor},
                                         {"transparent", kNoColor},
                                         {"rgba(1,2,3,0)", kNoColor},
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

TEST(CssValue, ReadsEscapes) {
  EXPECT_EQ(without_css_escapes("n\\6f ne"), "none");
  EXPECT_EQ(without_css_escapes("n\\00006fne"), "none");
  EXPECT_EQ(without_css_escapes("md\\:x"), "md:x");
  EXPECT_EQ(without_css_escapes("\\0\\d800 \\"), "\xef\xbf\xbd\xef\xbf\xbd\\");
  EXPECT_EQ(without_css_escapes("plain"), "plain");
}

TEST(CssValue, TurnsLengthsIntoPixels) {
  EXPECT_EQ(to_pixels(*read_length("12px"), 20), 12);
  EXPECT_EQ(to_pixels(*read_length("3pt"), 20), 4);
  EXPECT_EQ(to_pixels(*read_length("2em"), 20), 40);
  EXPECT_EQ(to_pixels(*read_length("50%"), 20), 10);
  EXPECT_EQ(to_pixels(*read_length("0"), 20), 0);
  EXPECT_FALSE(to_pixels(*read_length("12"), 20));
  EXPECT_FALSE(to_pixels(*read_length("12parsec"), 20));
}

TEST(Style, LetsImportantBeApart) {
  const Declarations both = read_style("display:none; visibility:hidden !important");
  EXPECT_TRUE(both.normal.has(Trait::kDisplayNone));
  EXPECT_FALSE(both.normal.says(Trait::kInvisible));
  EXPECT_TRUE(both.important.has(Trait::kInvisible));
}

TEST(Style, LaterOnesWin) {
  EXPECT_FALSE(read_style("display:none;display:block").normal.has(Trait::kDisplayNone));
  EXPECT_TRUE(read_style("display:block;display:none").normal.has(Trait::kDisplayNone));
  EXPECT_FALSE(read_style("color").normal.color);
}

TEST(Style, PassesOverWhatIsNoValue) {
  for (const char* css : {"display:nothing", "opacity:none", "visibility:gone", "font-size:-1px",
                          "font-size:12", "display", ":none", "display:", "color:inherit"}) {
    EXPECT_EQ(read_style(css).normal, Style()) << css;
  }
}

TEST(Style, ReadsFontSizes) {
  EXPECT_EQ(read_font_size("12px"), (FontSize{12, false}));
  EXPECT_EQ(read_font_size("150%"), (FontSize{1.5, true}));
  EXPECT_EQ(read_font_size("0"), (FontSize{0, false}));
  EXPECT_EQ(read_font_size("0em"), (FontSize{0, false}));
  EXPECT_EQ(read_font_size("medium"), (FontSize{16, false}));
  EXPECT_EQ(read_font_size("auto"), std::nullopt);
}

}  // namespace
}  // namespace milter
