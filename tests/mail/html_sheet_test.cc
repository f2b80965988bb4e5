// Selectors, the cascade and media queries. Expectations from Selectors 4, CSS Cascade 4 and Media
// Queries 4.
#include "milter/mail/html_sheet.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

HtmlToken tag_of(std::string_view html) {
  HtmlTokenizer tokenizer(html);
  HtmlToken token;
  EXPECT_TRUE(tokenizer.next(&token)) << html;
  return token;
}

// Inside <body><td class="cell dark" id=one>.
bool fits_here(std::string_view selector, std::string_view html) {
  const auto parsed = parse_selector(selector);
  if (!parsed) return false;
  std::size_t steps = 1000;
  const std::vector<HtmlToken> around = {tag_of("<body>"), tag_of("<td class='cell dark' id=one>")};
  return fits(*parsed, tag_of(html), around, steps);
}

TEST(CssSelector, FitsElements) {
  struct Row {
    const char* selector;
    const char* html;
    bool fits;
  };
  const char* const kTag = "<p class='a b' id=x title='one two' lang=ja-JP href=z>";
  for (const Row& row : std::vector<Row>{{"p", kTag, true},
                                         {"P", kTag, true},
                                         {"*", kTag, true},
                                         {"b", kTag, false},
                                         {".a", kTag, true},
                                         {".b.a", kTag, true},
                                         {".A", kTag, false},
                                         {".c", kTag, false},
                                         {".a.c", kTag, false},
                                         {"#x", kTag, true},
                                         {"p#x.b", kTag, true},
                                         {"#y", kTag, false},
                                         {"[title]", kTag, true},
                                         {"[alt]", kTag, false},
                                         {"[lang=ja]", kTag, false},
                                         {"[lang|='ja']", kTag, true},
                                         {"[title~=two]", kTag, true},
                                         {"[title~=o]", kTag, false},
                                         {"p[title^=\"one \"]", kTag, true},
                                         {"[title$=two]", kTag, true},
                                         {"[title*='e t']", kTag, true},
                                         {"[title*='']", kTag, false},
                                         {"td p", kTag, true},
                                         {"body p", kTag, true},
                                         {"body > p", kTag, false},
                                         {"body>td>p", kTag, true},
                                         {"body td.cell.dark p.a", kTag, true},
                                         {"#one .a", kTag, true},
                                         {"p td", kTag, false},
                                         {"body body p", kTag, false},
                                         {"p:link", kTag, true},
                                         {"p:hover", kTag, false},
                                         {"p::before", kTag, false},
                                         {"td + p", kTag, false},
                                         {"\\70", kTag, true},
                                         {"", kTag, false},
                                         {">p", kTag, false},
                                         {"p>", kTag, false},
                                         {"p[", kTag, false},
                                         {"p.", kTag, false},
                                         {"50%", kTag, false}}) {
    EXPECT_EQ(fits_here(row.selector, row.html), row.fits) << row.selector;
  }
}

TEST(CssSelector, StopsWhenItsStepsAreTaken) {
  const auto selector = parse_selector("body p");
  std::size_t steps = 1;
  EXPECT_FALSE(fits(*selector, tag_of("<p>"), {tag_of("<body>")}, steps));
  EXPECT_EQ(steps, 0U);
}

Style found(StyleSheet& sheet, std::string_view html) {
  return sheet.find(tag_of(html), {}).normal;
}

TEST(StyleSheet, MergesWhatFits) {
  StyleSheet sheet;
  EXPECT_TRUE(sheet.empty());
  sheet.add("* { color: red } P { visibility: hidden } .a { visibility: visible }");
  sheet.add("#one { display: none } p.a { font-size: 0 } a:hover { opacity: 0 }");
  EXPECT_TRUE(found(sheet, "<p>").has(Trait::kInvisible));
  EXPECT_EQ(found(sheet, "<p>").color, 0xFF0000U);
  EXPECT_FALSE(found(sheet, "<p class='z a'>").has(Trait::kInvisible));
  EXPECT_EQ(found(sheet, "<p class='z a'>").font_size, (FontSize{0, false}));
  EXPECT_TRUE(found(sheet, "<p id=one>").has(Trait::kDisplayNone));
  EXPECT_FALSE(found(sheet, "<a>").says(Trait::kTransparent));
}

TEST(StyleSheet, PutsRulesInTheOrderOfTheCascade) {
  StyleSheet sheet;
  sheet.add("#x{color:#000001} p.a.b{color:#000002} .a.b{color:#000003} p{color:#000004}");
  sheet.add("p.c{color:#000005} p.c{color:#000006}");
  EXPECT_EQ(found(sheet, "<p class='a b' id=x>").color, 1U);
  EXPECT_EQ(found(sheet, "<p class='a b'>").color, 2U);
  EXPECT_EQ(found(sheet, "<i class='a b'>").color, 3U);
  EXPECT_EQ(found(sheet, "<p class=a>").color, 4U);
  EXPECT_EQ(found(sheet, "<p class=c>").color, 6U);
}

TEST(StyleSheet, StandsUnfinishedSheets) {
  for (const char* css : {"p", "p{", "p{display:none", "}", "@media screen{p{display:none}", "{}{",
                          "/* p{display:none}", "p{a:'", "@", "p{a:\\"}) {
    StyleSheet sheet;
    sheet.add(css);
    EXPECT_EQ(found(sheet, "<p>").has(Trait::kDisplayNone),
              std::string_view(css).find("{display") != std::string_view::npos && css[0] != '/')
        << css;
  }
}

TEST(StyleSheet, IsForAWideScreen) {
  for (const char* media : {"", "all", "screen", "ONLY SCREEN", "screen and (min-width: 600px)",
                            "print, screen", "(max-width: 1200px)", "all and (min-width:1em)"}) {
    EXPECT_TRUE(is_for_screen(media)) << media;
  }
  for (const char* media : {"print", "not", "not screen", "screen and (max-width:600px)", "speech",
                            "(prefers-color-scheme: dark)", "(min-width:2000px)", "("}) {
    EXPECT_FALSE(is_for_screen(media)) << media;
  }
}

}  // namespace
}  // namespace milter
