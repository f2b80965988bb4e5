// The open elements of a page, and the formatting elements that a browser opens again where they
// were closed in passing ("<p><b>x<p>y": y is bold; HTML standard 13.2.4.2 and 13.2.4.3). Says how
// text looks that comes now.
//
//   HtmlStack stack(&sheet);
//   stack.push(token);            // <span style="display:none">
//   stack.landing().hidden()      ->  true
//
// Which tag closes what is html_nesting's. At most limits::kMaxHtmlDepth elements are remembered,
// limits::kMaxFormatting to be opened again, limits::kMaxReopened times in all; too_deep() says
// that there were more. Each call takes time bounded by these. Not thread-safe; `sheet` must
// outlive it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "milter/mail/html_elements.h"
#include "milter/mail/html_look.h"
#include "milter/mail/html_sheet.h"
#include "milter/mail/html_tokenizer.h"

namespace milter {

class HtmlStack {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  // Without a sheet the looks mean nothing.
  explicit HtmlStack(StyleSheet* sheet) : sheet_(sheet) {}

  std::size_t size() const { return open_.size(); }
  std::string_view name(std::size_t at) const { return open_[at].name; }
  std::string_view top() const { return open_.empty() ? std::string_view() : open_.back().name; }
  const HtmlElement& element(std::size_t at) const { return *open_[at].element; }
  std::size_t count_open(std::string_view name) const;
  bool is_open(std::string_view name) const { return count_open(name) != 0; }
  // Index of the innermost open `name` that no element with `barrier` stands above.
  std::size_t find(std::string_view name, bool HtmlElement::*barrier) const;
  // Index of the innermost open table, kNone also within a template inside it.
  std::size_t find_table() const;
  bool is_foreign(std::size_t at) const { return open_[at].space != Space::kHtml; }
  bool top_is_foreign() const { return !open_.empty() && is_foreign(open_.size() - 1); }
  bool in_foreign() const;  // what comes next belongs to SVG or MathML

  void push(const HtmlToken& tag);
  void push(std::string_view implied_name);
  void pop_to(std::size_t size);                 // closes the innermost, down to that many
  void remove(std::size_t at);                   // closes one alone
  void close_formatting(std::string_view name);  // its end tag: 13.2.6.4.7, "adoption agency"
  bool has_formatting(std::string_view name) const;
  void reopen();  // what must be open again before a text

  // Where text lands now: outside of a table that it stands in without a cell (13.2.6.1).
  const Look& landing() const;
  Look look_of(const HtmlToken& tag);  // of an element without end tag
  bool too_deep() const { return too_deep_; }
  std::size_t links() const { return links_; }  // how many <a> text stands in

  // Did boxes begin or end since the last call that end a line of shown, of hidden text?
  struct Breaks {
    bool shown = false, hidden = false;
  };
  Breaks take_breaks() { return std::exchange(breaks_, {}); }

 private:
  enum class Space : std::uint8_t { kHtml, kSvg, kMath };
  struct Known {
    const HtmlElement* element = nullptr;
    std::uint32_t open = 0;  // how many of that name are
  };
  struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const {
      return std::hash<std::string_view>()(name);
    }
  };
  struct Open {
    std::string_view name;  // in names_
    Known* known;
    const HtmlElement* element;
    Style style;
    Look look;
    Space space = Space::kHtml;
    bool integration = false;  // of these, but what is inside is HTML
    std::uint32_t serial = 0;  // of formatting elements
  };
  // A formatting element to be opened again; a marker (no name) keeps cells apart.
  struct Formatting {
    Open element;
    HtmlToken tag;
    bool open = true;
  };

  Space space_of(std::string_view name) const;
  Style style_of(const HtmlToken& tag);
  const Declarations& read_once(const std::string& style);
  const Look& look_around(std::size_t size, bool table_part) const;
  void add(Open element, const HtmlToken& tag);
  void remember(const Open& element, const HtmlToken& tag);
  void forget(std::size_t at);  // of formatting_
  void clear_to_marker();
  void note_break(const Open& element);
  void look_again(std::size_t from);
  std::size_t count_hidden_blocks(std::size_t from) const;
  bool looks_around() const { return sheet_ != nullptr && sheet_->looks_around(); }
  std::size_t find_formatting(std::string_view name) const;
  std::size_t place_of(std::uint32_t serial) const;
  bool is_listed(std::uint32_t serial) const;

  StyleSheet* sheet_;
  Look base_;
  std::vector<Open> open_;
  std::vector<HtmlToken> tags_;  // of open_, if the sheet looks at them
  std::vector<Formatting> formatting_;
  std::unordered_map<std::string, Known, NameHash, std::equal_to<>> names_;
  std::unordered_map<std::string, Declarations> styles_;  // of attributes: most come many times
  std::uint32_t serial_ = 0;
  std::size_t reopened_ = 0;
  std::size_t links_ = 0;
  Breaks breaks_;
  bool too_deep_ = false;
};

}  // namespace milter
