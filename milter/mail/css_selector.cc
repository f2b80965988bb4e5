// How it works: a selector is read from left to right and compared from right to left, going back
// to the next element outwards where a guess did not lead to the end.
//
// Tested by html_sheet_test.cc.
#include "milter/mail/css_selector.h"

#include <algorithm>
#include <utility>

#include "milter/base/text.h"
#include "milter/mail/css_value.h"

namespace milter {
namespace {

constexpr unsigned kIdWeight = 1U << 20;  // Selectors 4, 17: ids, then classes, then tags
constexpr unsigned kClassWeight = 1U << 10;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '\\' || (static_cast<unsigned char>(c) & 0x80) != 0;
}

class SelectorParser {
 public:
  explicit SelectorParser(std::string_view text) : text_(text) {}
  std::optional<Selector> parse();

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_space() {
    while (is_space(peek())) ++at_;
  }
  std::string read_name();
  bool read_simple(Compound& compound);
  bool read_attribute(Compound& compound);
  bool read_pseudo(Compound& compound);
  bool read_compound(Compound& compound);

  std::string_view text_;
  std::size_t at_ = 0;
  Selector selector_;
};

std::string SelectorParser::read_name() {
  const std::size_t begin = at_;
  while (at_ < text_.size() && is_name(peek())) {
    const std::size_t escape = peek() == '\\' ? 1 : 0;
    at_ = std::min(text_.size(), at_ + 1 + escape);
  }
  return without_css_escapes(std::string(text_.substr(begin, at_ - begin)));
}

// After "[": name="value" and "]".
bool SelectorParser::read_attribute(Compound& compound) {
  const std::size_t end = css_piece_end(text_, at_, ']');
  std::string_view inside = trim(text_.substr(at_, end - at_));
  if (end >= text_.size() || inside.empty()) return false;
  at_ = end + 1;
  AttributeTest test;
  const std::size_t equals = inside.find('=');
  if (equals != inside.npos) {
    std::string_view value = trim(inside.substr(equals + 1));
    const char quote = value.empty() ? '\0' : value.front();
    if (quote == '"' || quote == '\'') {
      const std::size_t close = value.find(quote, 1);
      if (close == value.npos || close + 1 != value.size()) return false;  // "i" after it, too
      value = value.substr(1, close - 1);
    }
    test.value = without_css_escapes(std::string(value));
    inside = inside.substr(0, equals);
    const bool marked = !inside.empty() && !is_name(inside.back()) && !is_space(inside.back());
    test.how = marked ? inside.back() : '=';
    if (marked) inside.remove_suffix(1);
  }
  test.name = ascii_lower(trim(inside));
  compound.attributes.push_back(std::move(test));
  selector_.specificity += kClassWeight;
  return true;
}

bool SelectorParser::read_pseudo(Compound& compound) {
  if (!iequals(read_name(), "link")) return false;
  compound.attributes.push_back({"href", ' ', ""});
  selector_.specificity += kClassWeight;
  return true;
}

bool SelectorParser::read_simple(Compound& compound) {
  const char kind = peek();
  ++at_;
  if (kind == '[') return read_attribute(compound);
  if (kind == ':') return read_pseudo(compound);
  std::string name = read_name();
  if (name.empty()) return false;
  if (kind == '.') {
    compound.classes.push_back(std::move(name));
    selector_.specificity += kClassWeight;
    return true;
  }
  if (kind != '#' || (!compound.id.empty() && compound.id != name)) return false;
  compound.id = std::move(name);
  selector_.specificity += kIdWeight;
  return true;
}

bool SelectorParser::read_compound(Compound& compound) {
  const std::size_t begin = at_;
  if (peek() == '*') {
    ++at_;
  } else if (is_name(peek())) {
    compound.tag = ascii_lower(read_name());
    ++selector_.specificity;
  }
  while (at_ < text_.size() && !is_space(peek()) && peek() != '>') {
    if (!read_simple(compound)) return false;
  }
  return at_ > begin;
}

std::optional<Selector> SelectorParser::parse() {
  skip_space();
  char relation = '\0';
  while (at_ < text_.size()) {
    Compound compound;
    compound.relation = relation;
    if (!read_compound(compound)) return std::nullopt;
    selector_.compounds.push_back(std::move(compound));
    skip_space();
    relation = ' ';
    if (peek() == '>') {
      relation = '>';
      ++at_;
      skip_space();
      if (at_ >= text_.size()) return std::nullopt;
    }
  }
  if (selector_.compounds.empty()) return std::nullopt;
  return std::move(selector_);
}

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || is_space(text[at - 1])) && (end == text.size() || is_space(text[end]))) {
      return true;
    }
  }
  return false;
}

bool passes(const AttributeTest& test, std::string_view value) {
  const std::string_view wanted = test.value;
  switch (test.how) {
    case ' ':
      return true;
    case '=':
      return value == wanted;
    case '~':
      return !wanted.empty() && has_word(value, wanted);
    case '|':
      return value == wanted || value.substr(0, wanted.size() + 1) == std::string(wanted) + "-";
    case '^':
      return !wanted.empty() && value.substr(0, wanted.size()) == wanted;
    case '$':
      return !wanted.empty() && value.size() >= wanted.size() &&
             value.substr(value.size() - wanted.size()) == wanted;
    case '*':
      return !wanted.empty() && value.find(wanted) != value.npos;
    default:
      return false;
  }
}

bool fits_one(const Compound& compound, const HtmlToken& tag) {
  if (!compound.tag.empty() && compound.tag != tag.name) return false;
  if (!compound.id.empty()) {
    const std::string* id = tag.attribute("id");
    if (id == nullptr || *id != compound.id) return false;
  }
  if (!compound.classes.empty()) {
    const std::string* classes = tag.attribute("class");
    if (classes == nullptr) return false;
    for (const std::string& name : compound.classes) {
      if (!has_word(*classes, name)) return false;
    }
  }
  return std::all_of(compound.attributes.begin(), compound.attributes.end(),
                     [&](const AttributeTest& test) {
                       const std::string* value = tag.attribute(test.name);
                       return value != nullptr && passes(test, *value);
                     });
}

// Comparing takes time by what the start tag holds, so that a huge one costs more steps.
void pay(const HtmlToken& tag, std::size_t& steps) {
  std::size_t cost = 1;
  for (const auto& [name, value] : tag.attributes) cost += 1 + value.size() / 64;
  steps -= std::min(steps, cost);
}

// The compounds before `last` fit elements among the first `count` of `around`.
bool fits_around(const Selector& selector, std::size_t last, const std::vector<HtmlToken>& around,
                 std::size_t count, std::size_t& steps) {
  if (last == 0) return true;
  const bool parent_only = selector.compounds[last].relation == '>';
  while (count-- > 0 && steps > 0) {
    pay(around[count], steps);
    if (fits_one(selector.compounds[last - 1], around[count]) &&
        fits_around(selector, last - 1, around, count, steps)) {
      return true;
    }
    if (parent_only) return false;
  }
  return false;
}

}  // namespace

std::optional<Selector> parse_selector(std::string_view text) {
  return SelectorParser(text).parse();
}

bool fits(const Selector& selector, const HtmlToken& tag, const std::vector<HtmlToken>& around,
          std::size_t& steps) {
  if (steps == 0) return false;
  pay(tag, steps);
  const std::size_t last = selector.compounds.size() - 1;
  return fits_one(selector.compounds[last], tag) &&
         fits_around(selector, last, around, around.size(), steps);
}

}  // namespace milter
