// HTML written so that a value can never become markup, nor hide what it is.
//
//   element("p", {{"class", "why"}}, text("1 < 2"))   ->  <p class="why">1 &lt; 2</p>
//   text("a\u202Eb")                                  ->  a<span class="cp">U+202E</span>b
//
// An Html is made by these functions alone: values are escaped, tags and attribute names are
// literals of the program. Characters that cannot be seen or turn the direction of writing are
// shown as code points (UTS #39 3.1.1 asks for as much); variation selectors, which belong to the
// letter before them, are not. Ill-formed UTF-8 becomes U+FFFD. Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace milter {

// A string of the program's own text, known when it is compiled.
class Literal {
 public:
  template <std::size_t kSize>
  consteval Literal(const char (&text)[kSize])  // NOLINT(google-explicit-constructor)
      : text_(text, kSize - 1) {}
  std::string_view str() const { return text_; }

 private:
  std::string_view text_;
};

struct Attribute {
  Literal name;
  std::string value;  // escaped when written; "" for a boolean attribute
};
using Attributes = std::vector<Attribute>;

class Html {
 public:
  Html() = default;
  Html& operator+=(const Html& more) {
    markup_ += more.markup_;
    return *this;
  }
  friend Html operator+(Html left, const Html& right) { return left += right; }
  const std::string& str() const { return markup_; }
  bool empty() const { return markup_.empty(); }

 private:
  explicit Html(std::string markup) : markup_(std::move(markup)) {}
  friend Html text(std::string_view utf8);
  friend Html bare_text(std::string_view utf8);
  friend Html element(Literal tag, const Attributes& attributes, const Html& inner);
  friend Html void_element(Literal tag, const Attributes& attributes);
  std::string markup_;
};

Html text(std::string_view utf8);
// Without any element inside, as <title> and attributes need it.
Html bare_text(std::string_view utf8);
Html element(Literal tag, const Attributes& attributes, const Html& inner);
Html element(Literal tag, const Html& inner);
Html void_element(Literal tag, const Attributes& attributes);  // no end tag: input, meta, link

// `frame` as text(), each {name} in it replaced; an unknown {name} stays as it is.
using Places = std::vector<std::pair<std::string_view, Html>>;
Html fill(std::string_view frame, const Places& places);

}  // namespace milter
