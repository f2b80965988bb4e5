// How it works: elements hold the look of the text inside them, made from that of the element
// around when they are opened. The list of formatting elements knows which of them are open by
// their serial number.
//
// Leaves out of the standard's "adoption agency" its counters: all blocks are left, not the first
// eight.
//
// Tested by html_nesting_test.cc and html_hidden_test.cc.
#include "milter/mail/html_stack.h"

#include <algorithm>
#include <array>
#include <utility>

#include "milter/base/limits.h"
#include "milter/base/text.h"

namespace milter {
namespace {

constexpr std::size_t kRemembered = 256;  // style attributes; a newsletter has about 50
constexpr std::size_t kAlike = 3;  // "Noah's Ark": of elements alike only so many are opened again

// Formatting elements outside of it are not opened again inside (13.2.4.3).
bool is_marker(std::string_view name, const HtmlElement& element) {
  return element.scope && name != "html" && name != "table";
}

// Parts of a table that hold no text themselves.
bool is_bare_table(std::string_view name) {
  return name == "table" || name == "tr" || name == "tbody" || name == "thead" || name == "tfoot" ||
         name == "colgroup";
}

// Where SVG and MathML hold HTML again (13.2.6).
bool is_integration(std::string_view name, bool svg) {
  if (svg) return name == "foreignobject" || name == "desc" || name == "title";
  return name == "mi" || name == "mo" || name == "mn" || name == "ms" || name == "mtext" ||
         name == "annotation-xml";
}

bool is_block(const Style& style, const HtmlElement& element) {
  const bool says = style.says(Trait::kInline) && !style.has(Trait::kDisplayNone);
  return says ? style.has(Trait::kOwnLine) : element.block;
}

}  // namespace

std::size_t HtmlStack::count_open(std::string_view name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? 0 : found->second.open;
}

std::size_t HtmlStack::find(std::string_view name, bool HtmlElement::*barrier) const {
  const auto found = names_.find(name);
  if (found == names_.end() || found->second.open == 0) return kNone;
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (open_[i].known == &found->second) return i;
    if (open_[i].element->*barrier || open_[i].integration) return kNone;
  }
  return kNone;
}

std::size_t HtmlStack::find_table() const {
  if (!is_open("table")) return kNone;
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (open_[i].name == "table") return i;
    if (open_[i].name == "template") return kNone;
  }
  return kNone;
}

bool HtmlStack::in_foreign() const { return top_is_foreign() && !open_.back().integration; }

// Of an element to be opened when `size` are open.
const Look& HtmlStack::look_around(std::size_t size, bool table_part) const {
  if (size == 0) return base_;
  if (table_part || !is_bare_table(open_[size - 1].name)) return open_[size - 1].look;
  while (size > 1 && open_[size - 1].name != "table") --size;
  return size > 1 ? open_[size - 2].look : base_;
}

const Look& HtmlStack::landing() const { return look_around(open_.size(), false); }

const Declarations& HtmlStack::read_once(const std::string& style) {
  const auto found = styles_.find(style);
  if (found != styles_.end()) return found->second;
  if (styles_.size() >= kRemembered) styles_.clear();
  return styles_.emplace(style, read_style(style)).first->second;
}

Style HtmlStack::style_of(const HtmlToken& tag) {
  if (sheet_ == nullptr) return {};
  Style style = style_of_attributes(tag);
  const std::string* written = tag.attribute("style");
  if (sheet_->empty() && written == nullptr) return style;
  static const Declarations kNothing;
  const Declarations rules = sheet_->empty() ? kNothing : sheet_->find(tag, tags_);
  const Declarations& own = written == nullptr ? kNothing : read_once(*written);
  style.merge(rules.normal);
  style.merge(own.normal);
  style.merge(rules.important);
  style.merge(own.important);
  return style;
}

Look HtmlStack::look_of(const HtmlToken& tag) {
  return look_inside(landing(), style_of(tag), html_element(tag.name));
}

void HtmlStack::note_break(const Open& element) {
  if (!is_block(element.style, *element.element)) return;
  breaks_.shown = breaks_.shown || !element.look.gone;
  breaks_.hidden = breaks_.hidden || element.look.hidden();
}

void HtmlStack::add(Open element, const HtmlToken& tag) {
  element.look = look_inside(look_around(open_.size(), element.element->table), element.style,
                             *element.element);
  ++element.known->open;
  note_break(element);
  open_.push_back(element);
  if (looks_around()) tags_.push_back(tag);
}

HtmlStack::Space HtmlStack::space_of(std::string_view name) const {
  if (in_foreign()) return open_.back().space;
  if (name == "svg") return Space::kSvg;
  return name == "math" ? Space::kMath : Space::kHtml;
}

void HtmlStack::push(const HtmlToken& tag) {
  if (open_.size() >= limits::kMaxHtmlDepth) {
    too_deep_ = true;
    return;
  }
  Open element;
  const auto found = names_.try_emplace(tag.name).first;
  element.name = found->first;
  element.known = &found->second;
  if (element.known->element == nullptr) element.known->element = &html_element(tag.name);
  element.element = element.known->element;
  element.style = style_of(tag);
  element.space = space_of(tag.name);
  element.integration =
      element.space != Space::kHtml && is_integration(tag.name, element.space == Space::kSvg);
  const bool html = element.space == Space::kHtml;
  const bool formatting = element.element->formatting && html;
  if (formatting) element.serial = ++serial_;
  add(element, tag);
  if (formatting) remember(open_.back(), tag);
  if (is_marker(tag.name, *element.element) && element.space == Space::kHtml)
    formatting_.push_back({{}, {}, false});
}

void HtmlStack::push(std::string_view implied_name) {
  HtmlToken tag;
  tag.name = implied_name;
  push(tag);
}

void HtmlStack::remember(const Open& element, const HtmlToken& tag) {
  std::size_t alike = 0;
  std::size_t oldest = 0;
  for (std::size_t i = formatting_.size(); i-- > 0 && !formatting_[i].element.name.empty();) {
    const Open& other = formatting_[i].element;
    if (other.known != element.known || !(other.style == element.style)) continue;
    ++alike;
    oldest = i;
  }
  if (alike >= kAlike) forget(oldest);
  if (formatting_.size() >= limits::kMaxFormatting) {
    too_deep_ = true;
    return;
  }
  formatting_.push_back({element, looks_around() ? tag : HtmlToken(), true});
  if (element.name == "a") ++links_;
}

void HtmlStack::forget(std::size_t at) {
  if (formatting_[at].element.name == "a") --links_;
  formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(at));
}

void HtmlStack::clear_to_marker() {
  while (!formatting_.empty()) {
    const bool marker = formatting_.back().element.name.empty();
    forget(formatting_.size() - 1);
    if (marker) return;
  }
}

void HtmlStack::pop_to(std::size_t size) {
  while (open_.size() > size) {
    const Open element = open_.back();
    note_break(element);
    --element.known->open;
    open_.pop_back();
    if (!tags_.empty()) tags_.pop_back();
    if (element.serial != 0) {
      for (Formatting& one : formatting_) {
        if (one.element.serial == element.serial) one.open = false;
      }
    } else if (is_marker(element.name, *element.element) && element.space == Space::kHtml) {
      clear_to_marker();
    }
  }
}

void HtmlStack::remove(std::size_t at) {
  --open_[at].known->open;
  open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(at));
  if (!tags_.empty()) tags_.erase(tags_.begin() + static_cast<std::ptrdiff_t>(at));
}

void HtmlStack::look_again(std::size_t from) {
  for (std::size_t i = from; i < open_.size(); ++i) {
    open_[i].look =
        look_inside(look_around(i, open_[i].element->table), open_[i].style, *open_[i].element);
  }
}

std::size_t HtmlStack::find_formatting(std::string_view name) const {
  for (std::size_t i = formatting_.size(); i-- > 0 && !formatting_[i].element.name.empty();) {
    if (formatting_[i].element.name == name) return i;
  }
  return kNone;
}

bool HtmlStack::has_formatting(std::string_view name) const {
  return find_formatting(name) != kNone;
}

bool HtmlStack::is_listed(std::uint32_t serial) const {
  return serial != 0 &&
         std::any_of(formatting_.begin(), formatting_.end(),
                     [&](const Formatting& one) { return one.element.serial == serial; });
}

std::size_t HtmlStack::place_of(std::uint32_t serial) const {
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (open_[i].serial == serial) return i;
  }
  return kNone;
}

std::size_t HtmlStack::count_hidden_blocks(std::size_t from) const {
  return static_cast<std::size_t>(
      std::count_if(open_.begin() + static_cast<std::ptrdiff_t>(from), open_.end(),
                    [](const Open& one) { return one.element->special && one.look.hidden(); }));
}

void HtmlStack::close_formatting(std::string_view name) {
  const std::size_t listed = find_formatting(name);
  const std::size_t at = place_of(formatting_[listed].element.serial);
  if (at == kNone) {
    forget(listed);
    return;
  }
  std::size_t last_block = at;
  for (std::size_t i = at + 1; i < open_.size(); ++i) {
    if (open_[i].element->scope || open_[i].integration) return;
    if (open_[i].element->special) last_block = i;
  }
  forget(listed);
  if (last_block == at) {
    pop_to(at);
    return;
  }
  pop_to(last_block + 1);
  const std::size_t hidden = count_hidden_blocks(at);
  for (std::size_t i = last_block; i > at; --i) {
    if (!open_[i].element->special && !is_listed(open_[i].serial)) remove(i);
  }
  remove(at);
  look_again(at);
  // Blocks leave the elements that hid them, with the text that was read before.
  if (count_hidden_blocks(at) < hidden) too_deep_ = true;
}

void HtmlStack::reopen() {
  std::size_t first = formatting_.size();
  while (first > 0 && !formatting_[first - 1].element.name.empty() &&
         !formatting_[first - 1].open) {
    --first;
  }
  for (; first < formatting_.size(); ++first) {
    if (open_.size() >= limits::kMaxHtmlDepth || reopened_ >= limits::kMaxReopened) {
      too_deep_ = true;
      return;
    }
    ++reopened_;
    add(formatting_[first].element, formatting_[first].tag);
    formatting_[first].open = true;
  }
}

}  // namespace milter
