// How it works: the style sheets are gathered first, as they count for what stands before them too;
// then the tokens are walked with a stack of open elements, and each text goes to what is shown or
// to what is hidden. Words are joined as a browser would, blocks and rows end with a line end,
// cells with a space.
//
// What Outlook alone is shown, in conditional comments, counts as hidden: most readers never see
// it, and some do. Leaves out: scripts, <base>, layout.
//
// Tested by html_text_test.cc and html_hidden_test.cc.
#include "milter/mail/html_text.h"

#include <algorithm>

#include "milter/base/text.h"
#include "milter/mail/html_cites.h"
#include "milter/mail/html_sheet.h"
#include "milter/mail/html_stack.h"
#include "milter/mail/html_tokenizer.h"

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

// As the URL standard takes an address out of an attribute.
std::string clean_target(std::string_view target) {
  std::string out;
  for (const char c : target) {
    if (c != '\t' && c != '\n' && c != '\r') out += c;
  }
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!out.empty() && is_control(out.back())) out.pop_back();
  out.erase(out.begin(), std::find_if_not(out.begin(), out.end(), is_control));
  return out;
}

class Reader {
 public:
  Reader(const StyleSheet& sheet, bool inside_comment)
      : sheet_(&sheet), stack_(sheet), inside_comment_(inside_comment) {}
  HtmlText read(std::string_view html);

 private:
  Lines& target() { return stack_.look().hidden() ? hidden_ : visible_; }
  void on_text(const HtmlToken& token);
  void on_start(const HtmlToken& token);
  void on_end(const HtmlToken& token);
  void on_comment(std::string_view comment);
  void show(const HtmlToken& token, std::string_view attribute);
  void open_link(const HtmlToken& token);
  void close_link();
  void on_closed(const HtmlStack::Closed& closed);

  const StyleSheet* sheet_;
  HtmlStack stack_;
  bool inside_comment_;
  HtmlText page_;
  Lines visible_;
  Lines hidden_;
  HtmlCites cites_;
  std::string raw_parent_;
  std::size_t link_ = kNoLink;  // index of the link whose text is being read
  std::size_t link_begin_ = 0;
};

void Reader::on_text(const HtmlToken& token) {
  if (token.raw && (raw_parent_ == "style" || raw_parent_ == "script")) return;
  target().add(token.text, stack_.look().keeps_lines);
}

void Reader::open_link(const HtmlToken& token) {
  const std::string* href = token.attribute(token.name == "form" ? "action" : "href");
  if (href == nullptr) return;
  page_.links.push_back({"", clean_target(*href)});
  if (token.name != "a") return;
  link_ = page_.links.size() - 1;
  link_begin_ = visible_.size();
}

void Reader::close_link() {
  if (link_ == kNoLink) return;
  page_.links[link_].text = trim(std::string_view(visible_.text()).substr(link_begin_));
  link_ = kNoLink;
}

void Reader::on_closed(const HtmlStack::Closed& closed) {
  for (const std::string& name : closed) {
    if (name == "a") close_link();
    cites_.close(name, visible_.size());
  }
}

// Text that stands in an attribute.
void Reader::show(const HtmlToken& token, std::string_view attribute) {
  const std::string* text = token.attribute(attribute);
  if (text == nullptr) return;
  (stack_.look_of(token).hidden() ? hidden_ : visible_).add(*text, false);
}

void Reader::on_start(const HtmlToken& token) {
  raw_parent_ = token.name;
  const HtmlElement& element = html_element(token.name);
  Lines& around = target();
  on_closed(stack_.start(token));
  if (element.block) {
    if (!stack_.look().gone) around.end_block();  // a box that is not there parts no words
    target().end_block();
  }
  cites_.open(token, visible_.size());
  if (token.name == "td" || token.name == "th") target().add(" ", false);
  if (token.name == "br") target().end_line();
  if (token.name == "img" || token.name == "area") show(token, "alt");
  if (token.name == "img") ++page_.images;
  if (token.name == "input") {
    const std::string* type = token.attribute("type");
    if (type == nullptr || !iequals(*type, "hidden")) show(token, "value");
  }
  if (token.name == "a" || token.name == "area" || token.name == "form") open_link(token);
}

void Reader::on_end(const HtmlToken& token) {
  if (token.name == "br") target().end_line();
  const bool block = html_element(token.name).block;
  if (block) target().end_block();
  on_closed(stack_.end(token.name));
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
}

HtmlText Reader::read(std::string_view html) {
  HtmlTokenizer tokenizer(html);
  HtmlToken token;
  while (tokenizer.next(&token)) {
    switch (token.kind) {
      case HtmlToken::Kind::kText:
        on_text(token);
        break;
      case HtmlToken::Kind::kStartTag:
        on_start(token);
        break;
      case HtmlToken::Kind::kEndTag:
        on_end(token);
        break;
      case HtmlToken::Kind::kComment:
        on_comment(token.text);
        break;
      case HtmlToken::Kind::kDoctype:
        break;
    }
  }
  close_link();
  page_.visible = visible_.text();
  page_.hidden = hidden_.text();
  page_.too_deep = stack_.too_deep();
  if (!page_.too_deep) page_.cites = cites_.take(page_.visible.size());
  return std::move(page_);
}

bool may_have_styles(std::string_view html) {
  for (std::size_t at = html.find('<'); at != html.npos; at = html.find('<', at + 1)) {
    if (istarts_with(html.substr(at + 1), "style")) return true;
  }
  return false;
}

StyleSheet gather_styles(std::string_view html) {
  StyleSheet sheet;
  if (!may_have_styles(html)) return sheet;
  HtmlTokenizer tokenizer(html);
  HtmlToken token;
  bool in_style = false;
  while (tokenizer.next(&token)) {
    if (token.kind == HtmlToken::Kind::kText && in_style) sheet.add(token.text);
    in_style = token.kind == HtmlToken::Kind::kStartTag && token.name == "style";
  }
  return sheet;
}

}  // namespace

HtmlText read_html(std::string_view utf8) {
  const StyleSheet sheet = gather_styles(utf8);
  return Reader(sheet, false).read(utf8);
}

}  // namespace milter
