// How it works: the standard's states folded into one function per construct. Of what the standard
// does with parse errors everything is kept that changes the tokens. NUL bytes are dropped where a
// browser's tree builder would drop them; a CR counts as the line end it is turned into.
//
// Leaves out: the name and identifiers of a doctype.
//
// Tested by html_tokenizer_test.cc, with the cases of html5lib.
#include "milter/mail/html_tokenizer.h"

#include <algorithm>
#include <array>

#include "milter/base/text.h"
#include "milter/mail/html_entities.h"

namespace milter {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool ends_name(char c) { return is_space(c) || c == '/' || c == '>'; }

HtmlTokenizer::Mode mode_after(std::string_view tag) {
  using Mode = HtmlTokenizer::Mode;
  static constexpr std::array<std::string_view, 5> kRaw = {"style", "xmp", "iframe", "noembed",
                                                           "noframes"};
  if (tag == "title" || tag == "textarea") return Mode::kRcdata;
  if (tag == "script") return Mode::kScript;
  if (tag == "plaintext") return Mode::kPlaintext;
  return std::find(kRaw.begin(), kRaw.end(), tag) != kRaw.end() ? Mode::kRawtext : Mode::kData;
}

// CR LF and CR become LF (13.2.3.5); NUL becomes `nul`.
std::string clean(std::string_view text, std::string_view nul) {
  std::string out;
  if (text.find('\r') == kNowhere && text.find('\0') == kNowhere) return out.assign(text);
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\0') {
      out += nul;
    } else if (text[i] != '\r') {
      out += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      out += '\n';
    }
  }
  return out;
}

// A reference may stand for a CR, which stays one.
std::string decoded(std::string_view text, bool in_attribute, std::string_view nul) {
  if (text.find('&') == kNowhere) return clean(text, nul);
  return decode_references(clean(text, nul), in_attribute);
}

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

}  // namespace

const std::string* HtmlToken::attribute(std::string_view wanted) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](const auto& one) { return one.first == wanted; });
  return found == attributes.end() ? nullptr : &found->second;
}

HtmlTokenizer::HtmlTokenizer(std::string_view html) : html_(html) {}

HtmlTokenizer::HtmlTokenizer(std::string_view html, Mode mode, std::string_view last_start_tag)
    : html_(html), mode_(mode), raw_tag_(last_start_tag) {}

char HtmlTokenizer::peek(std::size_t ahead) const {
  return at_ + ahead < html_.size() ? html_[at_ + ahead] : '\0';
}

void HtmlTokenizer::skip_space() {
  while (at_ < html_.size() && is_space(html_[at_])) ++at_;
}

bool HtmlTokenizer::next(HtmlToken* token) {
  while (at_ < html_.size()) {
    token->text.clear();
    token->name.clear();
    token->attributes.clear();
    token->raw = false;
    token->closes_itself = false;
    if (mode_ == Mode::kData ? read_data(token) : read_raw(token)) return true;
  }
  return false;
}

bool HtmlTokenizer::read_data(HtmlToken* token) {
  if (html_[at_] == '<') {
    const char c = peek(1);
    if (is_letter(c) || c == '!' || c == '/' || c == '?') return read_markup(token);
  }
  const std::size_t end = std::min(html_.find('<', at_ + 1), html_.size());
  token->kind = HtmlToken::Kind::kText;
  token->text = decoded(html_.substr(at_, end - at_), false, "");
  at_ = end;
  return true;
}

bool HtmlTokenizer::read_raw(HtmlToken* token) {
  if (mode_ == Mode::kCdata) return read_cdata(token);
  const std::size_t end = mode_ == Mode::kScript ? script_end() : raw_end();
  const std::string_view text = html_.substr(at_, end - at_);
  token->kind = HtmlToken::Kind::kText;
  token->raw = mode_ != Mode::kRcdata;
  token->text = token->raw ? clean(text, kReplacement) : decoded(text, false, kReplacement);
  at_ = end;
  if (at_ < html_.size()) mode_ = Mode::kData;
  return !token->text.empty();
}

bool HtmlTokenizer::read_markup(HtmlToken* token) {
  if (peek(1) == '!') return read_declaration(token);
  if (peek(1) == '?') return read_bogus_comment(token, at_ + 1);
  if (peek(1) != '/' || is_letter(peek(2))) return read_tag(token);
  if (at_ + 2 >= html_.size()) {
    token->kind = HtmlToken::Kind::kText;
    token->text = "</";
    at_ = html_.size();
    return true;
  }
  if (peek(2) != '>') return read_bogus_comment(token, at_ + 2);
  at_ += 3;  // "</>" is nothing at all
  return false;
}

// A tag that the input ends in is none (eof-in-tag).
bool HtmlTokenizer::read_tag(HtmlToken* token) {
  const bool closing = peek(1) == '/';
  token->kind = closing ? HtmlToken::Kind::kEndTag : HtmlToken::Kind::kStartTag;
  const std::size_t begin = at_ + (closing ? 2 : 1);
  for (at_ = begin; at_ < html_.size() && !ends_name(html_[at_]);) ++at_;
  token->name = ascii_lower(clean(html_.substr(begin, at_ - begin), kReplacement));
  while (at_ < html_.size() && html_[at_] != '>') {
    token->closes_itself = html_[at_] == '/';
    if (is_space(html_[at_]) || html_[at_] == '/') {
      ++at_;
    } else {
      read_attribute(token);
    }
  }
  if (at_ >= html_.size()) return false;
  ++at_;
  if (!closing) {
    mode_ = mode_after(token->name);
    raw_tag_ = token->name;
  }
  return true;
}

void HtmlTokenizer::read_attribute(HtmlToken* token) {
  const std::size_t begin = at_++;  // a "=" in the first place belongs to the name
  while (at_ < html_.size() && !ends_name(html_[at_]) && html_[at_] != '=') ++at_;
  std::string name = ascii_lower(clean(html_.substr(begin, at_ - begin), kReplacement));
  skip_space();
  std::string value;
  if (peek() == '=') {
    ++at_;
    skip_space();
    value = read_value();
  }
  token->attributes.emplace_back(std::move(name), std::move(value));
}

std::string HtmlTokenizer::read_value() {
  const char quote = peek();
  std::size_t begin = at_;
  std::size_t end = at_;
  if (quote == '"' || quote == '\'') {
    ++begin;
    end = std::min(html_.find(quote, begin), html_.size());
    at_ = std::min(end + 1, html_.size());
  } else {
    while (end < html_.size() && !is_space(html_[end]) && html_[end] != '>') ++end;
    at_ = end;
  }
  return decoded(html_.substr(begin, end - begin), true, kReplacement);
}

bool HtmlTokenizer::read_declaration(HtmlToken* token) {
  const std::string_view rest = html_.substr(at_ + 2);
  if (rest.substr(0, 2) == "--") return read_comment(token, at_ + 4);
  if (foreign_ && rest.substr(0, 7) == "[CDATA[") {
    at_ += 9;
    mode_ = Mode::kCdata;
    return false;
  }
  if (!istarts_with(rest, "doctype")) return read_bogus_comment(token, at_ + 2);
  token->kind = HtmlToken::Kind::kDoctype;
  const std::size_t end = html_.find('>', at_);
  at_ = end == kNowhere ? html_.size() : end + 1;
  return true;
}

bool HtmlTokenizer::read_cdata(HtmlToken* token) {
  const std::size_t end = html_.find("]]>", at_);
  token->kind = HtmlToken::Kind::kText;
  token->text = clean(html_.substr(at_, end == kNowhere ? kNowhere : end - at_), "");
  at_ = end == kNowhere ? html_.size() : end + 3;
  mode_ = Mode::kData;
  return !token->text.empty();
}

bool HtmlTokenizer::read_comment(HtmlToken* token, std::size_t begin) {
  token->kind = HtmlToken::Kind::kComment;
  const std::string_view rest = html_.substr(begin);
  if (rest.substr(0, 1) == ">" || rest.substr(0, 2) == "->") {
    at_ = html_.find('>', begin) + 1;
    return true;
  }
  std::size_t end = html_.find("--", begin);
  while (end != kNowhere && html_.substr(end + 2, 1) != ">" && html_.substr(end + 2, 2) != "!>") {
    end = html_.find("--", end + 1);
  }
  std::string_view data = html_.substr(begin, end == kNowhere ? kNowhere : end - begin);
  at_ = end == kNowhere ? html_.size() : html_.find('>', end) + 1;
  if (end == kNowhere) {  // what would have begun the end is no text
    for (const std::string_view tail : {"--!", "--", "-"}) {
      if (data.size() < tail.size() || data.substr(data.size() - tail.size()) != tail) continue;
      data.remove_suffix(tail.size());
      break;
    }
  }
  token->text = clean(data, kReplacement);
  return true;
}

bool HtmlTokenizer::read_bogus_comment(HtmlToken* token, std::size_t begin) {
  const std::size_t end = std::min(html_.find('>', begin), html_.size());
  token->kind = HtmlToken::Kind::kComment;
  token->text = clean(html_.substr(begin, end - begin), kReplacement);
  at_ = std::min(end + 1, html_.size());
  return true;
}

// `open` and `name` stand at `at`, then something that ends a tag's name.
bool HtmlTokenizer::is_tag_at(std::size_t at, std::string_view open, std::string_view name) const {
  const std::size_t end = at + open.size() + name.size();
  return !name.empty() && end < html_.size() && html_.substr(at, open.size()) == open &&
         iequals(html_.substr(at + open.size(), name.size()), name) && ends_name(html_[end]);
}

std::size_t HtmlTokenizer::raw_end() const {
  if (mode_ == Mode::kPlaintext) return html_.size();
  std::size_t end = html_.find("</", at_);
  while (end != kNowhere && !is_tag_at(end, "</", raw_tag_)) end = html_.find("</", end + 2);
  return std::min(end, html_.size());
}

// 13.2.5.15 to 31: inside "<!-- <script>" the end tag ends only the inner script.
std::size_t HtmlTokenizer::script_end() const {
  enum class State : std::uint8_t { kPlain, kEscaped, kDoubleEscaped };
  State state = State::kPlain;
  for (std::size_t at = at_; at < html_.size(); ++at) {
    if (html_[at] == '-' && state != State::kPlain && html_.substr(at, 3) == "-->") {
      state = State::kPlain;
    } else if (html_[at] != '<') {
      continue;
    } else if (is_tag_at(at, "</", raw_tag_) && state != State::kDoubleEscaped) {
      return at;
    } else if (is_tag_at(at, "</", "script") && state == State::kDoubleEscaped) {
      state = State::kEscaped;
    } else if (is_tag_at(at, "<", "script") && state == State::kEscaped) {
      state = State::kDoubleEscaped;
    } else if (state == State::kPlain && html_.substr(at, 4) == "<!--") {
      state = State::kEscaped;
      ++at;  // the dashes may be those of "-->" already
    }
  }
  return html_.size();
}

}  // namespace milter
