// The open elements of a page and what they do to the text inside: hidden or shown, as written or
// with its spaces joined.
//
//   HtmlStack stack(sheet);
//   stack.start(token);           // <span style="display:none">
//   stack.look().hidden()         ->  true
//   stack.end("span");
//
// At most limits::kMaxHtmlDepth elements are remembered; too_deep() says that there were more. Each
// call takes time bounded by that depth. Not thread-safe; `sheet` must outlive it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "milter/mail/css_value.h"
#include "milter/mail/html_elements.h"
#include "milter/mail/html_sheet.h"
#include "milter/mail/html_tokenizer.h"

namespace milter {

// How text looks at one place; children start with their parent's.
struct Look {
  bool gone = false;         // no child can undo it: display:none, opacity:0 ...
  bool invisible = false;    // a child can: visibility
  bool tiny = false;         // a child can: font-size
  bool keeps_lines = false;  // white-space: pre
  std::uint32_t color = kUnknownColor;
  std::uint32_t background = kUnknownColor;
  bool hidden() const;
};

class HtmlStack {
 public:
  explicit HtmlStack(const StyleSheet& sheet) : sheet_(&sheet) {}

  // Names of the elements that the call closed, the innermost first.
  using Closed = std::vector<std::string>;
  Closed start(const HtmlToken& tag);  // closes first what the start tag implies
  Closed end(std::string_view name);

  const Look& look() const { return open_.empty() ? base_ : open_.back().look; }
  Look look_of(const HtmlToken& tag) const;  // of an element without end tag
  bool too_deep() const { return too_deep_; }

 private:
  struct Open {
    std::uint32_t id;
    const HtmlElement* element;
    std::string name;
    Style style;
    Look look;
  };

  Style style_of(const HtmlToken& tag) const;
  std::uint32_t id_of(std::string_view name);
  bool is_open(std::string_view name) const;
  void close_implied(const HtmlToken& tag, Closed& closed);
  void close_from(std::size_t index, Closed& closed);
  void close_alone(std::size_t index, Closed& closed);
  std::size_t find_open(std::string_view name, bool HtmlElement::*barrier) const;
  std::size_t find_in_table(std::string_view name) const;
  void close_nearest(std::string_view name, bool HtmlElement::*barrier, Closed& closed);

  const StyleSheet* sheet_;
  Look base_;
  std::vector<Open> open_;
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::vector<std::uint32_t> counts_;  // how many of each id are open
  std::size_t beyond_ = 0;             // open elements past the limit
  bool too_deep_ = false;
};

}  // namespace milter
