// An opening at the beginning of a unit, then a closing within reach; a second opening on the way
// begins anew, so the work stays linear. An unfinished banner is left in the text. Tested by
// strip_test.cc.
#include "milter/act/recognise.h"

#include <algorithm>
#include <optional>

#include "milter/act/texts.h"
#include "milter/base/unicode.h"

namespace milter {
namespace {

bool is_space(char32_t c) { return c <= 0x20 || c == 0xA0 || c == 0x200B || c == 0x3000; }

// The rule's characters, and what converters and mail programs make of them.
bool is_dash(char32_t c) {
  return c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == 0x2501;
}

bool is_id(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') ||
         c == U'-';
}

std::u32string inked(std::string_view phrase) {
  std::u32string glyphs = code_points(phrase);
  std::erase_if(glyphs, is_space);
  return glyphs;
}

// The phrases of one language, without white space.
struct Marks {
  std::u32string opening;
  std::u32string closing;
};

const std::vector<Marks>& all_marks() {
  static const std::vector<Marks> marks = [] {
    std::vector<Marks> made;
    for (const BannerWords& words : all_banner_words()) {
      made.push_back({inked(words.opening), inked(words.closing)});
    }
    return made;
  }();
  return marks;
}

class Finder {
 public:
  explicit Finder(const std::vector<Glyph>& glyphs) : glyphs_(glyphs) {}

  std::vector<GlyphSpan> run() {
    for (std::size_t at = 0; at < glyphs_.size();) at = step(at);
    return std::move(found_);
  }

 private:
  bool matches(std::size_t at, const std::u32string& phrase) const {
    if (glyphs_.size() - at < phrase.size()) return false;
    return std::equal(phrase.begin(), phrase.end(), glyphs_.begin() + static_cast<long>(at),
                      [](char32_t a, const Glyph& b) { return a == b.character; });
  }

  bool opens(std::size_t at) const {
    if (!glyphs_[at].first) return false;
    const auto opens_here = [&](const Marks& marks) { return matches(at, marks.opening); };
    return std::any_of(all_marks().begin(), all_marks().end(), opens_here);
  }

  std::optional<std::size_t> closes(std::size_t at) const {
    for (const Marks& marks : all_marks()) {
      if (matches(at, marks.closing)) return behind_rule(at + marks.closing.size());
    }
    return std::nullopt;
  }

  // Behind the id and the dashes after it. The id ends at white space, the dashes at anything else.
  std::size_t behind_rule(std::size_t at) const {
    const std::size_t begin = at;
    while (at < glyphs_.size() && is_id(glyphs_[at].character)) {
      if (at != begin && glyphs_[at].spaced) break;
      ++at;
    }
    while (at < glyphs_.size() && is_dash(glyphs_[at].character)) ++at;
    return at;
  }

  std::size_t step(std::size_t at) {
    if (glyphs_[at].first) {
      begin_ = opens(at) ? std::optional(at) : begin_;
    }
    if (!begin_) return at + 1;
    if (at - *begin_ > kMaxBannerGlyphs) {
      begin_.reset();
      return at + 1;
    }
    const std::optional<std::size_t> end = closes(at);
    if (!end) return at + 1;
    found_.push_back({*begin_, *end});
    begin_.reset();
    return *end;
  }

  const std::vector<Glyph>& glyphs_;
  std::optional<std::size_t> begin_;
  std::vector<GlyphSpan> found_;
};

}  // namespace

void VisibleText::add(std::string_view utf8, std::size_t unit) {
  bool first = true;
  bool spaced = true;
  for (const char32_t c : code_points(utf8)) {
    if (is_space(c)) {
      spaced = true;
      continue;
    }
    glyphs.push_back({c, unit, first, spaced});
    first = false;
    spaced = false;
  }
}

void VisibleText::add_object(std::size_t unit) { glyphs.push_back({U'\uFFFC', unit, true, true}); }

std::vector<GlyphSpan> find_banners(const VisibleText& text) { return Finder(text.glyphs).run(); }

bool may_hold_banner(std::string_view bytes) {
  return bytes.find("Sekimori") != std::string_view::npos;
}

}  // namespace milter
