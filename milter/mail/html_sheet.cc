// How it works: a sheet is cut into selectors and blocks. Each rule is found by one word that its
// element must have (its id, else a class, else its tag), then compared as a whole. Those that fit
// are put in the order of the cascade (CSS Cascade 6.4.3: specificity, then place) and merged.
//
// Leaves out: @import, @supports, @layer, nested rules.
//
// Tested by html_sheet_test.cc.
#include "milter/mail/html_sheet.h"

#include <algorithm>
#include <utility>

#include "milter/base/text.h"
#include "milter/mail/css_value.h"

namespace milter {
namespace {

constexpr double kScreenWidth = 1000;  // px; between a phone and the widest sheet of a newsletter

std::string key_of(const Compound& compound) {
  if (!compound.id.empty()) return "#" + compound.id;
  if (!compound.classes.empty()) return "." + compound.classes.front();
  return compound.tag.empty() ? "*" : compound.tag;
}

bool is_wide_enough(std::string_view feature) {
  const std::size_t colon = feature.find(':');
  if (colon == feature.npos) return false;
  const auto length = read_length(feature.substr(colon + 1));
  const double width = length ? to_pixels(*length, 16).value_or(-1) : -1;
  const std::string_view name = trim(feature.substr(0, colon));
  if (width < 0) return false;
  if (name == "min-width" || name == "min-device-width") return width <= kScreenWidth;
  return (name == "max-width" || name == "max-device-width") && width >= kScreenWidth;
}

bool query_holds(std::string_view query) {
  bool holds = true;
  bool inverted = false;
  for (std::size_t at = 0; at < query.size();) {
    if (query[at] == '(') {
      const std::size_t end = std::min(query.find(')', at), query.size());
      holds = holds && is_wide_enough(query.substr(at + 1, end - at - 1));
      at = std::min(end + 1, query.size());
    } else {
      const std::size_t end = std::min(query.find('(', at), query.size());
      for (const std::string_view word : words(query.substr(at, end - at))) {
        inverted = inverted || word == "not";
        if (word != "only" && word != "and" && word != "not" && word != "screen" && word != "all") {
          holds = false;
        }
      }
      at = end;
    }
  }
  return holds && !inverted;
}

// The end of the block that opens at `open`: its "}" or the end.
std::size_t block_end(std::string_view css, std::size_t open) {
  int depth = 0;
  std::size_t at = open;
  for (; at < css.size(); ++at) {
    if (css[at] == '{') ++depth;
    if (css[at] == '}' && --depth == 0) break;
  }
  return at;
}

}  // namespace

bool is_for_screen(std::string_view media) {
  const std::string lower = ascii_lower(media);
  for (const std::string_view query : split(lower, ',')) {
    if (query_holds(query)) return true;
  }
  return false;
}

void StyleSheet::add(std::string_view css) { add_rules(without_css_comments(css), false); }

void StyleSheet::add_rules(std::string_view css, bool inside_media) {
  for (std::size_t at = 0; at < css.size();) {
    const std::size_t open = css_piece_end(css, at, '{');
    std::string_view prelude = trim(css.substr(at, open - at));
    const std::size_t statement = prelude.rfind(';');  // "@import ...;" before a rule
    if (statement != prelude.npos) prelude = trim(prelude.substr(statement + 1));
    const std::size_t close = block_end(css, open);
    const std::size_t body = std::min(open + 1, css.size());
    const std::string_view block = css.substr(body, std::max(close, body) - body);
    if (prelude.substr(0, 1) != "@") {
      add_rule(prelude, block);
    } else if (!inside_media && istarts_with(prelude, "@media")) {
      if (is_for_screen(prelude.substr(6))) add_rules(block, true);
    }
    at = close + 1;
  }
}

void StyleSheet::add_rule(std::string_view selectors, std::string_view body) {
  bool kept = false;
  for (const std::string_view text : split(selectors, ',')) {
    auto selector = parse_selector(text);
    if (!selector) continue;
    if (rules_.size() >= limits::kMaxStyleRules) {
      too_many_ = true;
      return;
    }
    if (!kept) declarations_.push_back(read_style(body));
    kept = true;
    looks_around_ = looks_around_ || selector->compounds.size() > 1;
    keys_[key_of(selector->compounds.back())].push_back(rules_.size());
    rules_.push_back({std::move(*selector), declarations_.size() - 1});
  }
}

void StyleSheet::gather(std::string_view key, const HtmlToken& tag,
                        const std::vector<HtmlToken>& around, std::vector<std::size_t>& found) {
  const auto rules = keys_.find(std::string(key));
  if (rules == keys_.end()) return;
  for (const std::size_t rule : rules->second) {
    if (fits(rules_[rule].selector, tag, around, steps_)) found.push_back(rule);
  }
}

Declarations StyleSheet::find(const HtmlToken& tag, const std::vector<HtmlToken>& around) {
  std::vector<std::size_t> found;
  gather("*", tag, around, found);
  gather(tag.name, tag, around, found);
  if (const std::string* classes = tag.attribute("class")) {
    std::vector<std::string_view> names = words(*classes);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const std::string_view name : names) {
      gather("." + std::string(name), tag, around, found);
    }
  }
  if (const std::string* id = tag.attribute("id")) gather("#" + *id, tag, around, found);
  std::sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(rules_[a].selector.specificity, a) <
           std::pair(rules_[b].selector.specificity, b);
  });
  Declarations merged;
  for (const std::size_t rule : found) {
    const Declarations& says = declarations_[rules_[rule].declarations];
    merged.normal.merge(says.normal);
    merged.important.merge(says.important);
  }
  return merged;
}

}  // namespace milter
