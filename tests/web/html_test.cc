#include "milter/web/html.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

struct Row {
  const char* given;
  const char* shown;
};

TEST(Html, TextShowsEveryCharacterAsItself) {
  const Row rows[] = {
      {"", ""},
      {"お見積書（10月分）", "お見積書（10月分）"},
      {"line\nline\ttab", "line\nline\ttab"},
      {"{name} 100%", "{name} 100%"},
      {"葛\U000E0100城", "葛\U000E0100城"},  // a variation selector belongs to its letter
      {"<script>", "&lt;script&gt;"},
      {"&amp;", "&amp;amp;"},
      {"\"'", "&quot;&#39;"},
      {"a\u202Eb", "a<span class=\"cp\">U+202E</span>b"},  // right-to-left override
      {"a\u200Bb", "a<span class=\"cp\">U+200B</span>b"},  // zero-width space
      {"\u2066x\u2069", "<span class=\"cp\">U+2066</span>x<span class=\"cp\">U+2069</span>"},
      {"\uFEFF", "<span class=\"cp\">U+FEFF</span>"},
      {"\u00AD", "<span class=\"cp\">U+00AD</span>"},
      {"\U000E0041", "<span class=\"cp\">U+E0041</span>"},  // a tag character
      {"\u2028", "<span class=\"cp\">U+2028</span>"},
      {"\x01\x7F", "<span class=\"cp\">U+0001</span><span class=\"cp\">U+007F</span>"},
      {"\xFF<", "\uFFFD&lt;"},
  };
  for (const Row& row : rows) EXPECT_EQ(text(row.given).str(), row.shown) << row.given;
}

TEST(Html, BareTextHasNoElement) {
  EXPECT_EQ(bare_text("a\u202E<b>").str(), "a[U+202E]&lt;b&gt;");
  EXPECT_EQ(bare_text("件名").str(), "件名");
}

TEST(Html, ElementsAndAttributes) {
  EXPECT_EQ(element("p", text("a")).str(), "<p>a</p>");
  EXPECT_EQ(element("p", {{"class", "why"}, {"id", "r0"}}, text("")).str(),
            "<p class=\"why\" id=\"r0\"></p>");
  EXPECT_EQ(void_element("input", {{"name", "r0"}, {"required", ""}}).str(),
            "<input name=\"r0\" required=\"\">");
  EXPECT_EQ(void_element("input", {{"value", "\" onfocus='x' <\u202E"}}).str(),
            "<input value=\"&quot; onfocus=&#39;x&#39; &lt;[U+202E]\">");
  EXPECT_EQ((text("a") + element("b", text("c"))).str(), "a<b>c</b>");
}

TEST(Html, FillPutsMarkupIntoPlacesAndEscapesTheFrame) {
  const Html bold = element("b", text("x"));
  EXPECT_EQ(fill("to {who} < all", {{"who", bold}}).str(), "to <b>x</b> &lt; all");
  EXPECT_EQ(fill("{who}{who}", {{"who", bold}}).str(), "<b>x</b><b>x</b>");
  EXPECT_EQ(fill("{other} {", {{"who", bold}}).str(), "{other} {");
  EXPECT_EQ(fill("{a}", {{"a", text("{b}")}, {"b", bold}}).str(), "{b}");
  EXPECT_EQ(fill("", {}).str(), "");
}

}  // namespace
}  // namespace milter
