// How it works: the style sheets are gathered first, as they count for what stands before them too;
// then the tokens are walked with a stack of open elements, and each text goes to what is shown or
// to what is hidden. Words are joined as a browser would, blocks and rows end with a line end,
// cells with a space.
//
// What Outlook alone is shown, in conditional comments, counts as hidden: most readers never see
// it, and some do. Leaves out: scripts, layout.
//
// Tested by html_text_test.cc and html_hidden_test.cc.
#include "milter/mail/html_text.h"

#include <algorithm>
#include <optional>

#include "milter/base/text.h"
#include "milter/mail/html_cites.h"
#include "milter/mail/html_nesting.h"
#include "milter/mail/html_sheet.h"
#include "milter/mail/html_tokenizer.h"
#include "milter/mail/link_target.h"

namespace milter {
namespace {

constexpr std::size_t kNoLink = static_cast<std::size_t>(-1);

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// Text with its spaces joined and no space beside a line end.
class Lines {
 public:
  void add(std::string_view text, bool keeps_lines) {
    for (const char c : text) {
      if (!is_space(c)) {
        if (space_ && !at_line_begin()) text_ += ' ';
        space_ = false;
        text_ += c;
      } else if (keeps_lines && c == '\n') {
        end_line();
      } else {
        space_ = true;
      }
    }
  }
  void end_line() {
    text_ += '\n';
    space_ = false;
  }
  void end_block() {
    space_ = false;
    if (!at_line_begin()) text_ += '\n';
  }
  std::size_t size() const { return text_.size(); }
  const std::string& text() const { return text_; }

 private:
  bool at_line_begin() const { return text_.empty() || text_.back() == '\n'; }
  std::string text_;
  bool space_ = false;
};

// Tells the tokenizer what only the open elements tell; `passed_over` is a start tag that opened
// none.
void follow(const HtmlStack& stack, bool passed_over, HtmlTokenizer& tokenizer) {
  tokenizer.set_foreign(stack.top_is_foreign());
  if (passed_over || stack.top_is_foreign()) tokenizer.go_on_as_data();
}

class Reader {
 public:
  Reader(StyleSheet& sheet, bool inside_comment)
      : sheet_(&sheet), nesting_(&sheet), inside_comment_(inside_comment) {}
  HtmlText read(std::string_view html);

 private:
  const Look& look() const { return nesting_.stack().landing(); }
  Lines& target() { return look().hidden() ? hidden_ : visible_; }
  void on_text(const HtmlToken& token);
  bool on_start(const HtmlToken& token);
  void on_end(const HtmlToken& token);
  void on_comment(std::string_view comment);
  void break_line();
  void end_lines();
  void close_what_ended();
  void show(const HtmlToken& token, std::string_view attribute);
  void count_image(const HtmlToken& token);
  void open_link(const HtmlToken& token);
  void close_links(std::size_t open);
  void resolve_links();

  // A link whose text is being read, kNoLink for an <a> that leads nowhere.
  struct OpenLink {
    std::size_t index = kNoLink;
    std::size_t begin = 0;  // of its text in visible_
  };

  StyleSheet* sheet_;
  HtmlNesting nesting_;
  bool inside_comment_;
  HtmlText page_;
  Lines visible_;
  Lines hidden_;
  HtmlCites cites_;
  std::string raw_parent_;
  std::vector<OpenLink> open_links_;
  std::optional<std::string> base_;
};

void Reader::on_text(const HtmlToken& token) {
  if (token.raw && (raw_parent_ == "style" || raw_parent_ == "script")) return;
  nesting_.before_text(token.text);
  target().add(token.text, look().keeps_lines);
}

void Reader::open_link(const HtmlToken& token) {
  const std::string* href = token.attribute(token.name == "form" ? "action" : "href");
  if (href == nullptr) href = token.attribute("xlink:href");
  if (href != nullptr) page_.links.push_back({"", clean_target(*href)});
  if (token.name != "a" || nesting_.stack().top_is_foreign()) return;
  close_links(nesting_.stack().links() - 1);
  open_links_.push_back({href == nullptr ? kNoLink : page_.links.size() - 1, visible_.size()});
}

void Reader::close_links(std::size_t open) {
  while (open_links_.size() > open) {
    const OpenLink link = open_links_.back();
    open_links_.pop_back();
    if (link.index == kNoLink) continue;
    page_.links[link.index].text =
        trim(std::string_view(visible_.text()).substr(std::min(link.begin, visible_.size())));
  }
}

// The first <base> counts, for links before it, too.
void Reader::resolve_links() {
  if (!base_) return;
  for (Link& link : page_.links) link.target = resolve_target(*base_, link.target);
}

// Text that stands in an attribute.
void Reader::show(const HtmlToken& token, std::string_view attribute) {
  const std::string* text = token.attribute(attribute);
  if (text == nullptr) return;
  (nesting_.stack().look_of(token).hidden() ? hidden_ : visible_).add(*text, false);
}

void Reader::break_line() {
  if (!look().gone) visible_.end_line();
  if (look().hidden()) hidden_.end_line();
}

void Reader::end_lines() {
  const HtmlStack::Breaks breaks = nesting_.stack().take_breaks();
  if (breaks.shown) visible_.end_block();
  if (breaks.hidden) hidden_.end_block();
}

void Reader::close_what_ended() {
  end_lines();
  close_links(nesting_.stack().links());
  cites_.keep(nesting_.stack().count_open("blockquote"), visible_.size());
}

// Of one dot none is read, but that the mail was opened.
void Reader::count_image(const HtmlToken& token) {
  for (const std::string_view side : {"width", "height"}) {
    const std::string* size = token.attribute(side);
    if (size != nullptr && (trim(*size) == "1" || trim(*size) == "0")) return;
  }
  ++page_.images;
}

// False: the tag is passed over.
bool Reader::on_start(const HtmlToken& token) {
  raw_parent_ = token.name;
  if (!nesting_.start(token)) return false;
  close_what_ended();
  const std::string_view name = token.name;
  cites_.start(token, nesting_.stack().count_open("blockquote"), visible_.size());
  if (name == "td" || name == "th") target().add(" ", false);
  if (name == "br") break_line();
  if (name == "hr") target().end_block();
  if (name == "img" || name == "image" || name == "area") show(token, "alt");
  if (name == "img" || name == "image") count_image(token);
  if (name == "input") {
    const std::string* type = token.attribute("type");
    if (type == nullptr || !iequals(*type, "hidden")) show(token, "value");
  }
  if (name == "a" || name == "area" || name == "form") open_link(token);
  const std::string* base = name == "base" ? token.attribute("href") : nullptr;
  if (base != nullptr && !base_) base_ = clean_target(*base);
  return true;
}

void Reader::on_end(const HtmlToken& token) {
  if (token.name == "br") break_line();
  nesting_.end(token.name);
  close_what_ended();
}

// "<!--[if mso]> ... <![endif]-->". Only one level: a comment holds no comment.
void Reader::on_comment(std::string_view comment) {
  comment = trim(comment);
  const std::size_t begin = comment.find("]>");
  if (inside_comment_ || !istarts_with(comment, "[if") || begin == comment.npos) return;
  const std::size_t end = comment.rfind("<![");
  if (end == comment.npos || end < begin) return;
  HtmlText inner = Reader(*sheet_, true).read(comment.substr(begin + 2, end - begin - 2));
  for (const std::string* text : {&inner.visible, &inner.hidden}) hidden_.add(*text, true);
  page_.links.insert(page_.links.end(), inner.links.begin(), inner.links.end());
  page_.too_deep = page_.too_deep || inner.too_deep;
}

HtmlText Reader::read(std::string_view html) {
  HtmlTokenizer tokenizer(html);
  HtmlToken token;
  while (tokenizer.next(&token)) {
    if (token.kind == HtmlToken::Kind::kText) on_text(token);
    if (token.kind == HtmlToken::Kind::kComment) on_comment(token.text);
    if (token.kind == HtmlToken::Kind::kEndTag) on_end(token);
    const bool start = token.kind == HtmlToken::Kind::kStartTag;
    follow(nesting_.stack(), start && !on_start(token), tokenizer);
  }
  close_links(0);
  resolve_links();
  page_.visible = visible_.text();
  page_.hidden = hidden_.text();
  page_.too_deep = page_.too_deep || nesting_.stack().too_deep();
  page_.too_many_styles = sheet_->too_many();
  if (!page_.too_deep) page_.cites = cites_.take(page_.visible.size());
  return std::move(page_);
}

// What may hold style sheets: nothing, all, or up to the last end tag of one.
std::string_view with_styles(std::string_view html) {
  std::size_t end = 0;
  for (std::size_t at = html.find('<'); at != html.npos; at = html.find('<', at + 1)) {
    const std::string_view rest = html.substr(at + 1);
    if (istarts_with(rest, "style")) end = html.size();
    const bool ends = istarts_with(rest, "/style") && rest.size() > 6 &&
                      (is_space(rest[6]) || rest[6] == '/' || rest[6] == '>');
    if (end > 0 && ends) end = at;
  }
  return html.substr(0, end);
}

bool is_sheet(const HtmlToken& tag) {
  const std::string* media = tag.attribute("media");
  return tag.name == "style" && (media == nullptr || is_for_screen(*media));
}

// Sheets in a <select> or a <template> are none.
StyleSheet gather_styles(std::string_view html) {
  StyleSheet sheet;
  HtmlNesting nesting(nullptr);
  HtmlTokenizer tokenizer(with_styles(html));
  HtmlToken token;
  bool in_style = false;
  while (tokenizer.next(&token)) {
    if (token.kind == HtmlToken::Kind::kText && in_style) sheet.add(token.text);
    if (token.kind == HtmlToken::Kind::kText) nesting.before_text(token.text);
    if (token.kind == HtmlToken::Kind::kEndTag) nesting.end(token.name);
    const bool start = token.kind == HtmlToken::Kind::kStartTag;
    const bool passed_over = start && !nesting.start(token);
    in_style = start && !passed_over && is_sheet(token) && !nesting.stack().is_open("template");
    follow(nesting.stack(), passed_over, tokenizer);
  }
  return sheet;
}

}  // namespace

HtmlText read_html(std::string_view utf8) {
  StyleSheet sheet = gather_styles(utf8);
  return Reader(sheet, false).read(utf8);
}

}  // namespace milter
