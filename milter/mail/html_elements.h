// What the HTML standard says of each element, as far as it decides where an element ends and
// whether its text stands on a line of its own.
//
//   html_element("td").scope == true
//
// Pure and thread-safe.
#pragma once

#include <string_view>

namespace milter {

struct HtmlElement {
  bool empty = false;       // has no end tag: br, img ...
  bool block = false;       // begins a line of its own
  bool formatting = false;  // closed alone, even when others are open inside (13.2.6.4.7)
  bool special = false;     // other end tags do not reach across it (13.2.4.2)
  bool scope = false;       // end tags of blocks do not reach across it
  bool table = false;       // table, its rows, cells and groups
  bool closes_p = false;    // its start tag ends an open paragraph
  bool unseen = false;      // its content is not shown: title, template ...
};
const HtmlElement& html_element(std::string_view name);  // unknown: all false

}  // namespace milter
