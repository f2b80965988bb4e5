// Quotes count only in attribute values, comments may end early ("<!-->"), raw text ends at its own
// end tag: exactly the points that a mail can use to show a <body> which is none. Elements are not
// built. Tested by html_scan_test.cc.
#include "milter/act/html_scan.h"

#include <algorithm>
#include <array>

#include "milter/base/text.h"

namespace milter {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_letter(char c) { return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'; }

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// noscript is left out: without scripts its content is content.
constexpr std::array<std::string_view, 8> kRawText{"script", "style",   "title",    "textarea",
                                                   "xmp",    "noembed", "noframes", "iframe"};
// May stand before the body without beginning it (HTML 13.2.6.4.4). script is left out: where it
// ends is a matter of its content (13.2.5.18 to 31), so the banner goes before it.
constexpr std::array<std::string_view, 9> kHeadElements{
    "html", "head", "base", "basefont", "bgsound", "link", "meta", "title", "style"};

std::size_t behind(std::string_view html, std::string_view what, std::size_t from) {
  const std::size_t at = html.find(what, from);
  return at == std::string_view::npos ? html.size() : at + what.size();
}

// `at` is behind "<!--". HTML 13.2.5.43: "<!-->" and "<!--->" are whole comments, "--!>" ends one.
std::size_t comment_end(std::string_view html, std::size_t at) {
  if (html.substr(at, 1) == ">") return at + 1;
  if (html.substr(at, 2) == "->") return at + 2;
  return std::min(behind(html, "-->", at), behind(html, "--!>", at));
}

std::size_t skip_spaces(std::string_view html, std::size_t at) {
  while (at < html.size() && is_space(html[at])) ++at;
  return at;
}

// `at` is behind the "=": behind the value. npos if a quote is not closed.
std::size_t value_end(std::string_view html, std::size_t at) {
  at = skip_spaces(html, at);
  if (at < html.size() && (html[at] == '"' || html[at] == '\'')) {
    const std::size_t quote = html.find(html[at], at + 1);
    return quote == std::string_view::npos ? quote : quote + 1;
  }
  return std::min(html.find_first_of(" \t\r\n\f>", at), html.size());
}

// Behind the '>' of the tag whose name ends at `at`; npos if it never comes. HTML 13.2.5.32 to 40:
// a first '=' belongs to the attribute's name, a quote counts only where a value begins.
std::size_t tag_end(std::string_view html, std::size_t at) {
  while (at < html.size()) {
    if (html[at] == '>') return at + 1;
    if (is_space(html[at]) || html[at] == '/') {
      ++at;
      continue;
    }
    at = skip_spaces(html, std::min(html.find_first_of(" \t\r\n\f/>=", at + 1), html.size()));
    if (at < html.size() && html[at] == '=') at = value_end(html, at + 1);
  }
  return std::string_view::npos;
}

std::size_t find_end_tag(std::string_view html, std::size_t from, std::string_view name) {
  for (std::size_t at = html.find("</", from); at != std::string_view::npos;
       at = html.find("</", at + 2)) {
    const std::string_view rest = html.substr(at + 2);
    if (!istarts_with(rest, name) || rest.size() == name.size()) continue;
    const char behind_name = rest[name.size()];
    if (is_space(behind_name) || behind_name == '/' || behind_name == '>') return at;
  }
  return html.size();
}

bool is_blank(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // a byte order mark is no content
  return std::all_of(text.begin(), text.end(), is_space);
}

enum class Escape : std::uint8_t { kNone, kAscii, kOther };

// ISO-2022-JP: ESC ( B and ESC ( J are ASCII or nearly, every other designation is not.
Escape escape_at(std::string_view bytes, std::size_t at) {
  if (bytes[at] != '\x1b' || at + 2 >= bytes.size()) return Escape::kNone;
  const char kind = bytes[at + 1];
  if (kind != '(' && kind != '$') return Escape::kNone;
  const bool ascii = kind == '(' && (bytes[at + 2] == 'B' || bytes[at + 2] == 'J');
  return ascii ? Escape::kAscii : Escape::kOther;
}

// Inside <template> nothing is shown; `scan` stands behind the opening tag.
void skip_template(MarkupScan& scan) {
  std::size_t open = 1;
  while (open != 0) {
    const std::optional<MarkupToken> token = scan.next();
    if (!token) return;
    if (token->name != "template") continue;
    if (token->kind == MarkupToken::Kind::kOpen) {
      ++open;
    } else {
      --open;
    }
  }
}

bool begins_content(const MarkupToken& token) {
  if (token.kind == MarkupToken::Kind::kOpen) return !is_one_of(token.name, kHeadElements);
  return token.kind == MarkupToken::Kind::kClose &&
         (token.name == "body" || token.name == "html" || token.name == "br");
}

}  // namespace

MarkupToken MarkupScan::token(MarkupToken::Kind kind, std::size_t end) {
  MarkupToken made{kind, {at_, std::min(end, html_.size())}, ""};
  at_ = made.range.end;
  return made;
}

std::optional<MarkupToken> MarkupScan::next() {
  if (!raw_name_.empty()) {
    MarkupToken inside = raw_text();
    if (inside.range.size() != 0) return inside;
  }
  if (at_ >= html_.size()) return std::nullopt;
  const char following = at_ + 1 < html_.size() ? html_[at_ + 1] : '\0';
  if (html_[at_] == '<') {
    if (is_letter(following)) return tag(false);
    if (following == '!' || following == '?') return declaration();
    if (following == '/') {
      const char name = at_ + 2 < html_.size() ? html_[at_ + 2] : '\0';
      return is_letter(name) ? tag(true)
                             : token(MarkupToken::Kind::kHidden, behind(html_, ">", at_));
    }
  }
  return token(MarkupToken::Kind::kText, html_.find('<', at_ + 1));
}

MarkupToken MarkupScan::declaration() {
  if (html_.substr(at_, 4) == "<!--") {
    return token(MarkupToken::Kind::kHidden, comment_end(html_, at_ + 4));
  }
  const bool is_doctype = istarts_with(html_.substr(at_), "<!doctype");
  return token(is_doctype ? MarkupToken::Kind::kDoctype : MarkupToken::Kind::kHidden,
               behind(html_, ">", at_));
}

MarkupToken MarkupScan::tag(bool closing) {
  const std::size_t name_begin = at_ + (closing ? 2 : 1);
  const std::size_t name_end =
      std::min(html_.find_first_of(" \t\r\n\f/>", name_begin), html_.size());
  const std::size_t end = tag_end(html_, name_end);
  if (end == std::string_view::npos) return token(MarkupToken::Kind::kHidden, html_.size());
  MarkupToken made = token(closing ? MarkupToken::Kind::kClose : MarkupToken::Kind::kOpen, end);
  made.name = ascii_lower(html_.substr(name_begin, name_end - name_begin));
  if (!closing && is_one_of(made.name, kRawText)) raw_name_ = made.name;
  return made;
}

MarkupToken MarkupScan::raw_text() {
  const std::size_t end = find_end_tag(html_, at_, raw_name_);
  raw_name_.clear();
  return token(MarkupToken::Kind::kHidden, end);
}

std::string mask_html(std::string_view html, std::string_view charset) {
  std::string masked(html);
  if (!charset.empty() && !charset.starts_with("iso-2022")) return masked;
  bool in_ascii = true;
  for (std::size_t at = 0; at < masked.size(); ++at) {
    const Escape escape = escape_at(html, at);
    if (escape != Escape::kNone) in_ascii = escape == Escape::kAscii;
    if (!in_ascii && html[at] != '\r' && html[at] != '\n') masked[at] = 'x';
  }
  return masked;
}

std::size_t content_begin(std::string_view masked_html) {
  MarkupScan scan(masked_html);
  std::size_t behind_root = 0;  // used when no content comes: all is head, or an unclosed comment
  while (const std::optional<MarkupToken> token = scan.next()) {
    const bool is_open = token->kind == MarkupToken::Kind::kOpen;
    if (token->kind == MarkupToken::Kind::kText) {
      if (is_blank(masked_html.substr(token->range.begin, token->range.size()))) continue;
      return token->range.begin;
    }
    if (is_open && token->name == "body") return token->range.end;
    if (is_open && token->name == "template") {
      skip_template(scan);
      continue;
    }
    if (begins_content(*token)) return token->range.begin;
    const bool is_root =
        (is_open && token->name == "html") || token->kind == MarkupToken::Kind::kDoctype;
    if (is_root) behind_root = token->range.end;
  }
  return behind_root;
}

}  // namespace milter
