// How it works: a stack that follows the standard's rules on which end tag closes what: blocks
// within their scope (13.2.4.2), formatting elements alone, other elements up to the next special
// one, table parts within their table. Names are numbered, so that looking for one is comparing
// numbers, at most kMaxHtmlDepth of them.
//
// Leaves out: formatting elements that a browser opens again after their block was closed; foster
// parenting.
//
// Tested by html_text_test.cc.
#include "milter/mail/html_stack.h"

#include <algorithm>
#include <cstdlib>

#include "milter/base/limits.h"
#include "milter/base/text.h"

namespace milter {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr int kSameColor = 15;  // sum of the three channels' differences: #fefefe on #fff

int channel_distance(std::uint32_t a, std::uint32_t b) {
  int sum = 0;
  for (int shift = 0; shift < 24; shift += 8) {
    sum += std::abs(static_cast<int>(a >> shift & 255) - static_cast<int>(b >> shift & 255));
  }
  return sum;
}

Look look_inside(const Look& parent, const Style& style, const HtmlElement& element) {
  Look look = parent;
  const bool no_box = style.no_width.value_or(false) || style.no_height.value_or(false);
  look.gone = parent.gone || element.unseen || style.display_none.value_or(false) ||
              style.transparent.value_or(false) || style.off_screen.value_or(false) ||
              (no_box && style.cut_off.value_or(false));
  look.invisible = style.invisible.value_or(parent.invisible);
  look.tiny = style.tiny.value_or(parent.tiny);
  look.keeps_lines = style.keeps_lines.value_or(parent.keeps_lines);
  look.color = style.color.value_or(parent.color);
  look.background = style.background.value_or(parent.background);
  return look;
}

// Attributes that are style by themselves; any real style goes over them.
Style style_of_attributes(const HtmlToken& tag) {
  Style style;
  if (tag.attribute("hidden") != nullptr) style.display_none = true;
  if (const auto* value = tag.attribute("bgcolor"))
    style.background = read_color(ascii_lower(*value));
  if (const auto* value = tag.attribute("background"); value != nullptr && !value->empty()) {
    style.background = kUnknownColor;
  }
  const auto* color = tag.attribute(tag.name == "body" ? "text" : "color");
  if (color != nullptr && (tag.name == "body" || tag.name == "font")) {
    style.color = read_color(ascii_lower(*color));
  }
  if (tag.name == "pre" || tag.name == "textarea" || tag.name == "listing" || tag.name == "xmp" ||
      tag.name == "plaintext") {
    style.keeps_lines = true;
  }
  return style;
}

std::string_view attribute_text(const HtmlToken& tag, std::string_view name) {
  const std::string* value = tag.attribute(name);
  return value == nullptr ? std::string_view() : std::string_view(*value);
}

}  // namespace

bool Look::hidden() const {
  if (gone || invisible || tiny) return true;
  return color != kUnknownColor && background != kUnknownColor &&
         channel_distance(color, background) <= kSameColor;
}

Style HtmlStack::style_of(const HtmlToken& tag) const {
  Style style = style_of_attributes(tag);
  const Declarations rules =
      sheet_->find(tag.name, attribute_text(tag, "class"), attribute_text(tag, "id"));
  const Declarations own = read_style(attribute_text(tag, "style"));
  style.merge(rules.normal);
  style.merge(own.normal);
  style.merge(rules.important);
  style.merge(own.important);
  return style;
}

Look HtmlStack::look_of(const HtmlToken& tag) const {
  return look_inside(look(), style_of(tag), html_element(tag.name));
}

std::uint32_t HtmlStack::id_of(std::string_view name) {
  const auto [found, added] =
      ids_.try_emplace(std::string(name), static_cast<std::uint32_t>(counts_.size()));
  if (added) counts_.push_back(0);
  return found->second;
}

bool HtmlStack::is_open(std::string_view name) const {
  const auto found = ids_.find(std::string(name));
  return found != ids_.end() && counts_[found->second] != 0;
}

// Index of the innermost open `name` that no element with `barrier` stands above.
std::size_t HtmlStack::find_open(std::string_view name, bool HtmlElement::*barrier) const {
  if (!is_open(name)) return kNone;
  const std::uint32_t id = ids_.find(std::string(name))->second;
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (open_[i].id == id) return i;
    if (open_[i].element->*barrier) return kNone;
  }
  return kNone;
}

std::size_t HtmlStack::find_in_table(std::string_view name) const {
  if (!is_open(name)) return kNone;
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (open_[i].name == name) return i;
    if (open_[i].name == "table" || open_[i].name == "template") return kNone;
  }
  return kNone;
}

void HtmlStack::close_from(std::size_t index, Closed& closed) {
  while (open_.size() > index) {
    --counts_[open_.back().id];
    closed.push_back(std::move(open_.back().name));
    open_.pop_back();
  }
}

// What stands inside stays open, without what the closed one did to it.
void HtmlStack::close_alone(std::size_t index, Closed& closed) {
  const bool special_inside =
      std::any_of(open_.begin() + static_cast<std::ptrdiff_t>(index), open_.end(),
                  [](const Open& one) { return one.element->special; });
  if (!special_inside) {
    close_from(index, closed);
    return;
  }
  --counts_[open_[index].id];
  closed.push_back(open_[index].name);
  open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(index));
  for (std::size_t i = index; i < open_.size(); ++i) {
    const Look& parent = i == 0 ? base_ : open_[i - 1].look;
    open_[i].look = look_inside(parent, open_[i].style, *open_[i].element);
  }
}

void HtmlStack::close_nearest(std::string_view name, bool HtmlElement::*barrier, Closed& closed) {
  const std::size_t index = find_open(name, barrier);
  if (index != kNone) close_from(index, closed);
}

// The end tags that may be left out (13.1.2.4).
void HtmlStack::close_implied(const HtmlToken& tag, Closed& closed) {
  const std::string_view name = tag.name;
  if (html_element(name).closes_p) close_nearest("p", &HtmlElement::scope, closed);
  if (name == "li") {
    const std::size_t item = find_open("li", &HtmlElement::scope);
    const std::size_t list = std::max(find_open("ul", &HtmlElement::scope) + 1,
                                      find_open("ol", &HtmlElement::scope) + 1);
    if (item != kNone && item + 1 > list) close_from(item, closed);
  } else if (name == "dt" || name == "dd") {
    close_nearest("dt", &HtmlElement::scope, closed);
    close_nearest("dd", &HtmlElement::scope, closed);
  } else if (name == "option" || name == "optgroup") {
    close_nearest("option", &HtmlElement::scope, closed);
  } else if (name == "a") {
    const std::size_t index = find_open("a", &HtmlElement::scope);
    if (index != kNone) close_alone(index, closed);
  }
  if (!html_element(name).table || name == "table") return;
  for (const std::string_view part : {"td", "th", "caption", "tr", "thead", "tbody", "tfoot"}) {
    const bool cell = part == "td" || part == "th" || part == "caption";
    if ((name == "td" || name == "th") && !cell) break;
    if (name == "tr" && !cell && part != "tr") break;
    const std::size_t index = find_in_table(part);
    if (index != kNone) close_from(index, closed);
  }
}

HtmlStack::Closed HtmlStack::start(const HtmlToken& tag) {
  Closed closed;
  close_implied(tag, closed);
  const HtmlElement& element = html_element(tag.name);
  if (element.empty) return closed;
  if (open_.size() >= limits::kMaxHtmlDepth) {
    too_deep_ = true;
    ++beyond_;
    return closed;
  }
  const Style style = style_of(tag);
  const std::uint32_t id = id_of(tag.name);
  ++counts_[id];
  open_.push_back({id, &element, tag.name, style, look_inside(look(), style, element)});
  return closed;
}

HtmlStack::Closed HtmlStack::end(std::string_view name) {
  Closed closed;
  if (name == "body" || name == "html") return closed;  // what follows still belongs to the page
  if (beyond_ > 0) {
    --beyond_;
    return closed;
  }
  const HtmlElement& element = html_element(name);
  if (element.formatting) {
    const std::size_t index = find_open(name, &HtmlElement::scope);
    if (index != kNone) close_alone(index, closed);
  } else if (element.table) {
    const std::size_t index = find_in_table(name);
    if (index != kNone) close_from(index, closed);
  } else {
    close_nearest(name, element.special ? &HtmlElement::scope : &HtmlElement::special, closed);
  }
  return closed;
}

}  // namespace milter
