// The style sheets of a page, for what hides text.
//
//   StyleSheet sheet;
//   sheet.add("td .x { font-size: 0 }");
//   sheet.find(tag, around)   ->   what every rule that fits says, merged as the cascade has it
//
// Of @media what a wide screen is shown counts. Bounded: at most limits::kMaxStyleRules rules are
// kept and limits::kMaxStyleSteps comparisons made; too_many() says that there were more. Not
// thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "milter/base/limits.h"
#include "milter/mail/css_selector.h"
#include "milter/mail/html_style.h"

namespace milter {

class StyleSheet {
 public:
  void add(std::string_view css);  // the text of one <style> element
  // `around`: the start tags of the open elements, the outermost first.
  Declarations find(const HtmlToken& tag, const std::vector<HtmlToken>& around);
  bool empty() const { return rules_.empty(); }
  bool looks_around() const { return looks_around_; }  // else `around` may be left empty
  bool too_many() const { return too_many_ || steps_ == 0; }

 private:
  struct Rule {
    Selector selector;
    std::size_t declarations;
  };

  void add_rules(std::string_view css, bool inside_media);
  void add_rule(std::string_view selectors, std::string_view body);
  void gather(std::string_view key, const HtmlToken& tag, const std::vector<HtmlToken>& around,
              std::vector<std::size_t>& found);

  std::vector<Rule> rules_;  // in the order of the sheet
  std::vector<Declarations> declarations_;
  std::unordered_map<std::string, std::vector<std::size_t>> keys_;  // ".class", "#id", "tag", "*"
  std::size_t steps_ = limits::kMaxStyleSteps;
  bool looks_around_ = false;
  bool too_many_ = false;
};

// "screen and (min-width: 600px)": do these rules count on a wide screen? What we do not know does
// not.
bool is_for_screen(std::string_view media);

}  // namespace milter
