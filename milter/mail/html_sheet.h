// The style sheets of a page: rules with the simplest selectors, for what hides text.
//
//   StyleSheet sheet;
//   sheet.add(".x { font-size: 0 }");
//   sheet.find("span", "x y", "")   ->   what every rule that fits says, merged
//
// Linear. Not thread-safe while being filled, safe to read afterwards.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "milter/mail/html_style.h"

namespace milter {

class StyleSheet {
 public:
  // The text of one <style> element. Rules under @media count only for "screen" and "all".
  void add(std::string_view css);
  Declarations find(std::string_view tag, std::string_view classes, std::string_view id) const;
  bool empty() const { return rules_.empty(); }

 private:
  void add_rules(std::string_view css, bool inside_media);
  void add_rule(std::string_view selectors, std::string_view body);

  std::map<std::string, Declarations, std::less<>> rules_;  // by selector: "p", ".x", "p.x", "#y"
};

}  // namespace milter
