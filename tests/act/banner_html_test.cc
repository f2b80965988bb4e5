#include "milter/act/banner_html.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/act/mail_builder.h"

namespace milter {
namespace {

double channel(std::string_view hex) {
  const double value = std::stoi(std::string(hex), nullptr, 16) / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

// WCAG 2.1, relative luminance and contrast ratio.
double luminance(std::string_view colour) {
  return 0.2126 * channel(colour.substr(1, 2)) + 0.7152 * channel(colour.substr(3, 2)) +
         0.0722 * channel(colour.substr(5, 2));
}

double contrast(std::string_view a, std::string_view b) {
  const double high = std::max(luminance(a), luminance(b));
  const double low = std::min(luminance(a), luminance(b));
  return (high + 0.05) / (low + 0.05);
}

TEST(BannerHtml, ContrastIsEnoughAtEveryLevel) {
  EXPECT_NEAR(contrast("#000000", "#ffffff"), 21.0, 0.01);  // the test itself
  for (const char* level : {"red", "amber", "unknown"}) {
    const BannerColours colours = banner_colours(level);
    EXPECT_GE(contrast(colours.text, colours.background), 4.5) << level;
  }
}

TEST(BannerHtml, IsAsciiWithinLineLimitsAndAccessible) {
  BannerText text = testing::japanese_text();
  std::string longer;
  for (int i = 0; i < 390; ++i) longer += "𠮷";
  text.reasons.push_back(longer);
  const std::string html = banner_html(text, "\r\n");
  for (const std::string_view line : split(html, '\n')) EXPECT_LE(line.size(), 997U);
  EXPECT_TRUE(std::all_of(html.begin(), html.end(), [](char c) { return (c & 0x80) == 0; }));
  EXPECT_TRUE(
      html.starts_with("\r\n<table role=\"note\" lang=\"ja\" dir=\"ltr\" "
                       "id=\"sekimori-20261123-abc\" class=\"sekimori-20261123-abc\""));
  EXPECT_TRUE(html.ends_with("</table>\r\n"));
}

TEST(BannerHtml, EveryElementGuardsEveryProperty) {
  const std::string html = banner_html(testing::english_text(), "\n");
  std::size_t elements = 0;
  std::size_t styles = 0;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    if (html[at + 1] == '/' || html.substr(at, 4) == "<wbr") continue;
    ++elements;
    const std::size_t style = html.find("style=\"", at);
    ASSERT_NE(style, std::string::npos);
    const std::size_t begin = style + 7;
    const std::string_view rules =
        std::string_view(html).substr(begin, html.find('"', begin) - begin);
    for (const char* property :
         {"display", "visibility", "opacity", "color", "background", "font-size", "line-height",
          "max-height", "overflow", "position", "transform", "clip", "clip-path", "mso-hide"}) {
      EXPECT_NE(rules.find(std::string(property) + ":"), std::string_view::npos) << property;
    }
    for (const std::string_view rule : split(rules, ';')) {
      EXPECT_TRUE(trim(rule).empty() || rule.ends_with("!important")) << rule;
    }
    ++styles;
  }
  EXPECT_EQ(elements, styles);
  EXPECT_GE(elements, 9U);
}

TEST(BannerHtml, QuotedMailIsEscaped) {
  BannerText text = testing::english_text();
  text.headline = "<script>\"&'";
  text.id = "\"><b>";
  const std::string html = banner_html(text, "\n");
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_NE(html.find("&#60;script&#62;&#34;&#38;&#39;"), std::string::npos);
  EXPECT_NE(html.find("id=\"sekimori-b\""), std::string::npos);
}

}  // namespace
}  // namespace milter
