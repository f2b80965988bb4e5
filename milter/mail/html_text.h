// What a reader sees of an HTML part, apart from what is hidden in it. An own tokenizer on the
// states of the HTML standard (section 13.2.5), linear and bounded: no tree is built.
//
//   HtmlText page = read_html("<p>Hello<span style='display:none'>x</span></p>");
//   page.visible == "Hello\n", page.hidden == "x"
//
// Input and output are UTF-8. Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "milter/base/byte_range.h"

namespace milter {

struct Link {
  std::string text;    // what is shown
  std::string target;  // href, entities decoded, put together with <base>
};

struct HtmlText {
  std::string visible;  // block elements separated by "\n"
  std::string hidden;   // display:none, visibility:hidden, font-size:0, opacity:0, hidden, ...
  std::vector<Link> links;
  std::vector<ByteRange> cites;  // of visible: what a mail program marked as quoted, ascending
  std::size_t images = 0;        // without those of a single dot
  bool too_deep = false;         // or nested so badly that hidden text is uncertain
  bool too_many_styles = false;  // over limits::kMaxStyleRules or kMaxStyleSteps: the same
};
HtmlText read_html(std::string_view utf8);

}  // namespace milter
