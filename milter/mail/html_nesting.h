// Which tag of a page opens what and closes what: the rules of the HTML standard's tree
// construction (13.2.6) on a stack of open elements, without a tree.
//
//   HtmlNesting nesting(&sheet);
//   nesting.start(token);  nesting.before_text("x");  nesting.end("p");
//   nesting.stack().landing()   ->   how text looks here
//
// What the standard passes over is passed over: a cell outside of a table, a form in a form, what
// stands in a <select>. So is what would be <head>'s alone: its text is shown. Pages are never in
// quirks mode, as webmail shows them inside its own. Linear: see html_stack.h. Not thread-safe.
#pragma once

#include <string_view>

#include "milter/mail/html_stack.h"

namespace milter {

class HtmlNesting {
 public:
  // Without a sheet how text looks is not asked.
  explicit HtmlNesting(StyleSheet* sheet) : stack_(sheet) {}

  // False: the tag is passed over, and so must be what else it says.
  bool start(const HtmlToken& tag);
  void end(std::string_view name);
  void before_text(std::string_view text);

  HtmlStack& stack() { return stack_; }
  const HtmlStack& stack() const { return stack_; }

 private:
  bool start_foreign(const HtmlToken& tag);
  bool passed_over_in_select(const HtmlToken& tag);
  bool start_table_part(const HtmlToken& tag);
  bool may_start(std::string_view name);
  void close_implied(std::string_view name);
  void close_list_item(std::string_view a, std::string_view b);
  void close_link_or_nobr(std::string_view name);
  void close_nearest(std::string_view name, bool HtmlElement::*barrier);
  bool close_paragraph();
  void make_empty_paragraph();
  bool end_foreign(std::string_view name);
  void end_table_part(std::string_view name);
  void end_heading();
  void end_form();
  void end_other(std::string_view name);
  bool in_select() const;
  bool in_bare_table() const;

  HtmlStack stack_;
};

}  // namespace milter
