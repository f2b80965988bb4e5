// How text looks at one place of a page: can a reader see it?
//
//   Look inside = look_inside(page, style, html_element("span"));   inside.hidden()
//
// Hidden is what every mail program hides; where in doubt (a background that is a picture, a box
// that another may be laid over) text counts as shown, or an attacker could have it passed over.
// Pure and thread-safe.
#pragma once

#include <cstdint>

#include "milter/mail/css_value.h"
#include "milter/mail/html_elements.h"
#include "milter/mail/html_style.h"
#include "milter/mail/html_tokenizer.h"

namespace milter {

// Children start with their parent's; a page starts black on white.
struct Look {
  bool gone = false;         // no child can undo it: display:none, opacity:0 ...
  bool cut_off = false;      // a child out of the flow can: a box of no size
  bool far_away = false;     // a child that is moved back can
  bool indented = false;     // a child can: text-indent
  bool invisible = false;    // a child can: visibility
  bool keeps_lines = false;  // white-space: pre
  double font_size = 16;     // px
  std::uint32_t color = 0x000000;
  std::uint32_t background = 0xFFFFFF;
  bool hidden() const;
};
Look look_inside(const Look& around, const Style& style, const HtmlElement& element);

// Attributes that are style by themselves (hidden, bgcolor ...), and what browsers add to some
// elements; any real style goes over them.
Style style_of_attributes(const HtmlToken& tag);

}  // namespace milter
