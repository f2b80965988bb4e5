// How it works: a sheet is cut into selectors and blocks; "tag", ".class", "#id", "*" and a tag
// with one class or id are kept, a later rule over an earlier one of the same selector.
//
// Leaves out: combinators, pseudo classes, attribute selectors, several classes at once; of the
// cascade only that an id beats a class and a class beats a tag.
//
// Tested by html_style_test.cc.
#include "milter/mail/html_sheet.h"

#include <algorithm>

#include "milter/base/text.h"
#include "milter/mail/css_value.h"

namespace milter {
namespace {

// No rule names a longer one; keeps look-ups of a huge tag name with many classes linear.
constexpr std::size_t kLongestTag = 32;

bool is_simple_selector(std::string_view selector) {
  if (selector.empty()) return false;
  return selector.find_first_of(" >+~:[]\t\n,") == selector.npos;
}

}  // namespace

void StyleSheet::add(std::string_view css) { add_rules(without_css_comments(css), false); }

void StyleSheet::add_rules(std::string_view css, bool inside_media) {
  for (std::size_t at = 0; at < css.size();) {
    const std::size_t open = css_piece_end(css, at, '{');
    std::string_view prelude = trim(css.substr(at, open - at));
    const std::size_t statement = prelude.rfind(';');  // "@import ...;" before a rule
    if (statement != prelude.npos) prelude = trim(prelude.substr(statement + 1));
    std::size_t close = open;
    int depth = 0;
    for (; close < css.size(); ++close) {
      if (css[close] == '{') ++depth;
      if (css[close] == '}' && --depth == 0) break;
    }
    const std::size_t body = std::min(open + 1, css.size());
    const std::string_view block = css.substr(body, std::max(close, body) - body);
    if (prelude.substr(0, 1) != "@") {
      add_rule(prelude, block);
    } else if (!inside_media && istarts_with(prelude, "@media")) {
      const std::string media = ascii_lower(trim(prelude.substr(6)));
      if (media == "screen" || media == "all" || media.empty()) add_rules(block, true);
    }
    at = close + 1;
  }
}

void StyleSheet::add_rule(std::string_view selectors, std::string_view body) {
  const Declarations declarations = read_style(body);
  for (std::string_view selector : split(selectors, ',')) {
    selector = trim(selector);
    if (!is_simple_selector(selector)) continue;
    Declarations& rule = rules_[ascii_lower(selector)];
    rule.normal.merge(declarations.normal);
    rule.important.merge(declarations.important);
  }
}

Declarations StyleSheet::find(std::string_view tag, std::string_view classes,
                              std::string_view id) const {
  Declarations found;
  if (rules_.empty() || tag.size() > kLongestTag) return found;
  const auto take = [&](const std::string& selector) {
    const auto rule = rules_.find(selector);
    if (rule == rules_.end()) return;
    found.normal.merge(rule->second.normal);
    found.important.merge(rule->second.important);
  };
  take("*");
  take(std::string(tag));
  const std::string names = ascii_lower(classes);
  for (const std::string_view name : words(names)) {
    take("." + std::string(name));
    take(std::string(tag) + "." + std::string(name));
  }
  if (!id.empty()) {
    take("#" + ascii_lower(id));
    take(std::string(tag) + "#" + ascii_lower(id));
  }
  return found;
}

}  // namespace milter
