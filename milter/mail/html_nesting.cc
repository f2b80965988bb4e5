// How it works: a start tag closes what it implies, an end tag what it names, each within the scope
// that the standard gives it (13.2.4.2). Parts of a table go by their place in the table.
//
// Tested by html_nesting_test.cc, and beside html5lib by html_differential_test.py.
#include "milter/mail/html_nesting.h"

#include <algorithm>
#include <array>

namespace milter {
namespace {

constexpr std::size_t kNone = HtmlStack::kNone;

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool is_heading(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}

// Tags that end SVG and MathML (13.2.6.5).
bool breaks_out(const HtmlToken& tag) {
  static constexpr std::array<std::string_view, 37> kNames = {
      "b",   "big",   "blockquote", "body",  "br",    "center", "code",   "dd",
      "div", "dl",    "dt",         "em",    "embed", "head",   "hr",     "i",
      "img", "li",    "listing",    "menu",  "meta",  "nobr",   "ol",     "p",
      "pre", "ruby",  "s",          "small", "span",  "strike", "strong", "sub",
      "sup", "table", "tt",         "u",     "ul"};
  if (is_heading(tag.name) || tag.name == "var") return true;
  if (tag.name == "font") {
    return tag.attribute("color") != nullptr || tag.attribute("face") != nullptr ||
           tag.attribute("size") != nullptr;
  }
  return is_one_of(tag.name, kNames);
}

// Does a browser open formatting elements again before this one? Not before blocks.
bool reopens(std::string_view name, const HtmlElement& element) {
  static constexpr std::array<std::string_view, 10> kNever = {
      "base", "link", "meta", "param", "source", "track", "textarea", "rp", "rt", "summary"};
  return name == "xmp" ||
         (!element.closes_p && !element.table && !element.unseen && !is_one_of(name, kNever));
}

bool is_section(std::string_view name) {
  return name == "tbody" || name == "thead" || name == "tfoot";
}

}  // namespace

bool HtmlNesting::in_select() const {
  const std::string_view top = stack_.top();
  return top == "select" || ((top == "option" || top == "optgroup") && stack_.is_open("select"));
}

void HtmlNesting::close_nearest(std::string_view name, bool HtmlElement::*barrier) {
  const std::size_t at = stack_.find(name, barrier);
  if (at != kNone) stack_.pop_to(at);
}

// "Has a p element in button scope": a button keeps it apart, too.
bool HtmlNesting::close_paragraph() {
  const std::size_t at = stack_.find("p", &HtmlElement::scope);
  if (at == kNone) return false;
  const std::size_t button = stack_.find("button", &HtmlElement::scope);
  if (button != kNone && button > at) return false;
  stack_.pop_to(at);
  return true;
}

// What "</p>" alone makes: no text, but the line ends.
void HtmlNesting::make_empty_paragraph() {
  const std::size_t around = stack_.size();
  stack_.push("p");
  stack_.pop_to(around);
}

void HtmlNesting::close_list_item(std::string_view a, std::string_view b) {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const std::string_view name = stack_.name(i);
    if (name == a || name == b) {
      stack_.pop_to(i);
      return;
    }
    if (stack_.element(i).special && name != "address" && name != "div" && name != "p") return;
  }
}

void HtmlNesting::close_link_or_nobr(std::string_view name) {
  if (name == "nobr" && stack_.find(name, &HtmlElement::scope) == kNone) return;
  if (stack_.has_formatting(name)) stack_.close_formatting(name);
}

void HtmlNesting::close_implied(std::string_view name) {
  if (name == "li") close_list_item("li", "li");
  if (name == "dd" || name == "dt") close_list_item("dd", "dt");
  const HtmlElement& element = html_element(name);
  if (element.closes_p) close_paragraph();
  if (is_heading(name) && is_heading(stack_.top())) stack_.pop_to(stack_.size() - 1);
  if (name == "button") close_nearest("button", &HtmlElement::scope);
  if (name == "a" || name == "nobr") close_link_or_nobr(name);
  if ((name == "option" || name == "optgroup") && stack_.top() == "option") {
    stack_.pop_to(stack_.size() - 1);
  }
  if (name == "optgroup" && in_select() && stack_.top() == "optgroup") {
    stack_.pop_to(stack_.size() - 1);
  }
  if ((name == "rt" || name == "rp") && (stack_.top() == "rt" || stack_.top() == "rp")) {
    stack_.pop_to(stack_.size() - 1);
  }
}

// Tags that the standard takes for a mistake.
bool HtmlNesting::may_start(std::string_view name) {
  if (name == "head" || name == "frameset" || name == "frame") return false;
  if (name == "html") return stack_.size() == 0;
  if (name == "body") return stack_.size() == 0 || (stack_.size() == 1 && stack_.top() == "html");
  if (name != "form") return true;
  return !stack_.is_open("form") && !in_bare_table();  // in a table a form holds nothing
}

// In a table, and not in a cell of it (the insertion modes "in table", "in table body", "in row").
bool HtmlNesting::in_bare_table() const {
  if (!stack_.is_open("table")) return false;
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const std::string_view name = stack_.name(i);
    if (name == "td" || name == "th" || name == "caption" || name == "template") return false;
    if (name == "table") return true;
  }
  return false;
}

bool HtmlNesting::start_foreign(const HtmlToken& tag) {
  if (breaks_out(tag)) {
    while (stack_.in_foreign()) stack_.pop_to(stack_.size() - 1);
    return start(tag);
  }
  const std::size_t around = stack_.size();
  stack_.push(tag);
  if (tag.closes_itself) stack_.pop_to(around);
  return true;
}

// What a <select> passes over (13.2.6.4.16); some tags end it and go on as elsewhere.
bool HtmlNesting::passed_over_in_select(const HtmlToken& tag) {
  static constexpr std::array<std::string_view, 4> kEnding = {"select", "input", "keygen",
                                                              "textarea"};
  static constexpr std::array<std::string_view, 4> kAllowed = {"option", "optgroup", "script",
                                                               "template"};
  const std::string_view name = tag.name;
  const bool part = html_element(name).table && name != "colgroup";
  if (is_one_of(name, kEnding) || (part && stack_.find_table() != kNone)) {
    close_nearest("select", &HtmlElement::scope);
    return name == "select";
  }
  return !is_one_of(name, kAllowed);
}

// 13.2.6.4.9 to 15: rows close cells, and cells make the row they need.
bool HtmlNesting::start_table_part(const HtmlToken& tag) {
  const std::size_t table = stack_.find_table();
  if (table == kNone) {
    if (!stack_.is_open("template")) return false;
    stack_.push(tag);
    return true;
  }
  const bool cell = tag.name == "td" || tag.name == "th";
  std::size_t keep = table;
  for (std::size_t i = table + 1; i < stack_.size(); ++i) {
    const std::string_view name = stack_.name(i);
    if ((cell || tag.name == "tr") && keep == table && is_section(name)) keep = i;
    if (cell && name == "tr") keep = i;
    if (stack_.element(i).scope) break;
  }
  stack_.pop_to(keep + 1);
  if ((cell || tag.name == "tr") && keep == table) stack_.push("tbody");
  if (cell && stack_.top() != "tr") stack_.push("tr");
  if (tag.name != "col") stack_.push(tag);
  return true;
}

bool HtmlNesting::start(const HtmlToken& tag) {
  if (stack_.in_foreign()) return start_foreign(tag);
  const std::string_view name = tag.name;
  if (in_select() && passed_over_in_select(tag)) return false;
  if (!may_start(name)) return false;
  const HtmlElement& element = html_element(name);
  if ((element.table && name != "table") || name == "col") return start_table_part(tag);
  if (name == "table" && in_bare_table()) stack_.pop_to(stack_.find_table());
  close_implied(name);
  if (reopens(name, element)) stack_.reopen();
  if (element.empty) return true;
  const std::size_t around = stack_.size();
  stack_.push(tag);
  if (tag.closes_itself && (name == "svg" || name == "math")) stack_.pop_to(around);
  return true;
}

void HtmlNesting::before_text(std::string_view text) {
  if (stack_.in_foreign() || in_select()) return;
  if (!std::all_of(text.begin(), text.end(), is_space)) stack_.reopen();
}

bool HtmlNesting::end_foreign(std::string_view name) {
  for (std::size_t i = stack_.size(); i-- > 0 && stack_.is_foreign(i);) {
    if (stack_.name(i) != name) continue;
    stack_.pop_to(i);
    return true;
  }
  return false;
}

void HtmlNesting::end_table_part(std::string_view name) {
  const std::size_t table = stack_.find_table();
  if (table == kNone) return;
  for (std::size_t i = stack_.size(); i-- > table;) {
    if (stack_.name(i) != name) continue;
    stack_.pop_to(i);
    return;
  }
}

void HtmlNesting::end_heading() {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    if (is_heading(stack_.name(i))) {
      stack_.pop_to(i);
      return;
    }
    if (stack_.element(i).scope) return;
  }
}

// The form is over, but what stands in it stays where it is (13.2.6.4.7).
void HtmlNesting::end_form() {
  static constexpr std::array<std::string_view, 7> kImplied = {"dd",       "dt", "li", "option",
                                                               "optgroup", "p",  "rt"};
  const std::size_t at = stack_.find("form", &HtmlElement::scope);
  if (at == kNone) return;
  while (is_one_of(stack_.top(), kImplied)) stack_.pop_to(stack_.size() - 1);
  if (at + 1 == stack_.size()) {
    stack_.pop_to(at);
  } else {
    stack_.remove(at);
  }
}

void HtmlNesting::end_other(std::string_view name) {
  const HtmlElement& element = html_element(name);
  const bool scoped = element.closes_p || name == "button" || name == "applet" ||
                      name == "marquee" || name == "object";
  close_nearest(name, scoped ? &HtmlElement::scope : &HtmlElement::special);
}

void HtmlNesting::end(std::string_view name) {
  if (name == "body" || name == "html" || name == "head") return;  // what follows is of the page
  if (!stack_.is_open(name) && !is_heading(name) && !stack_.has_formatting(name)) {
    if (name == "p" && !stack_.top_is_foreign() && !in_select()) make_empty_paragraph();
    return;
  }
  if (stack_.top_is_foreign() && end_foreign(name)) return;
  const HtmlElement& element = html_element(name);
  const bool known_in_select = name == "select" || name == "option" || name == "optgroup" ||
                               name == "template" || element.table;
  if (in_select() && !known_in_select) return;
  if (element.table) {
    end_table_part(name);
  } else if (element.formatting && stack_.has_formatting(name)) {
    stack_.close_formatting(name);
  } else if (is_heading(name)) {
    end_heading();
  } else if (name == "p") {
    if (!close_paragraph()) make_empty_paragraph();
  } else if (name == "li") {
    const std::size_t item = stack_.find("li", &HtmlElement::scope);
    const std::size_t list = std::max(stack_.find("ul", &HtmlElement::scope) + 1,
                                      stack_.find("ol", &HtmlElement::scope) + 1);
    if (item != kNone && item + 1 > list) stack_.pop_to(item);
  } else if (name == "form") {
    end_form();
  } else {
    end_other(name);
  }
}

}  // namespace milter
