// Selectors of CSS as mail programs apply them: tag, .class, #id, [attribute], any of them at once,
// and elements inside (" ") or directly inside (">") others.
//
//   parse_selector("td.note > b")->compounds.size() == 2
//   fits(*selector, tag, around, steps)
//
// Leaves out, so that they fit nothing: siblings ("+", "~"), pseudo classes but :link, pseudo
// elements. Class names and ids in their case, as in a page that is not in quirks mode: webmail
// shows mail inside its own pages. Pure and thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "milter/mail/html_tokenizer.h"

namespace milter {

struct AttributeTest {
  std::string name;
  char how = ' ';  // of [a=x] "=", of [a~=x] "~" and so on; " " if it need only be there
  std::string value;
};

struct Compound {
  std::string tag;  // "" for any
  std::string id;
  std::vector<std::string> classes;
  std::vector<AttributeTest> attributes;
  char relation = '\0';  // to the compound before it: " " or ">"
};

struct Selector {
  std::vector<Compound> compounds;  // as written; the last one is the element itself
  unsigned specificity = 0;
};
std::optional<Selector> parse_selector(std::string_view text);  // without comments

// `around`: the start tags of the open elements, the outermost first. Each comparison takes one of
// `steps`; without any left nothing fits.
bool fits(const Selector& selector, const HtmlToken& tag, const std::vector<HtmlToken>& around,
          std::size_t& steps);

}  // namespace milter
