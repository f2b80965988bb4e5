// A banner is known by its visible text; what is removed is the outermost element that shows
// nothing else (ours by its id if it is still there), or, where programs have melted it into other
// elements, its text alone. An id is never enough: a sender could wrap his own text in one. Tested
// by strip_test.cc.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "milter/act/banner_html.h"
#include "milter/act/html_scan.h"
#include "milter/act/recognise.h"
#include "milter/act/strip_text.h"
#include "milter/base/text.h"
#include "milter/mail/charset.h"
#include "milter/mail/html_entities.h"

namespace milter {
namespace {

constexpr std::size_t kMaxOpenElements = 512;  // as browsers

constexpr std::array<std::string_view, 6> kVoid{"br", "hr", "wbr", "meta", "link", "base"};
constexpr std::array<std::string_view, 9> kObjects{"img",   "input",  "video",  "object", "embed",
                                                   "audio", "iframe", "canvas", "svg"};
// Never taken out whole, even when they show nothing but the banner.
constexpr std::array<std::string_view, 3> kRoots{"html", "head", "body"};

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

struct Element {
  std::string name;
  ByteRange range;
  std::size_t glyphs_begin = 0;
  std::size_t glyphs_end = 0;
  bool ours = false;  // carries our id
};

class Reader {
 public:
  Reader(std::string_view bytes, std::string_view charset)
      : bytes_(bytes), charset_(charset), masked_(mask_html(bytes, charset)) {
    MarkupScan scan(masked_);
    while (const std::optional<MarkupToken> token = scan.next()) take(*token);
    // In order of what they show, outermost first.
    std::stable_sort(closed_.begin(), closed_.end(), [](const Element& a, const Element& b) {
      if (a.glyphs_begin != b.glyphs_begin) return a.glyphs_begin < b.glyphs_begin;
      return a.range.begin < b.range.begin;
    });
  }

  const VisibleText& text() const { return text_; }

  // The element that shows exactly this, or nullptr.
  const Element* element_of(const GlyphSpan& span) const {
    auto at = std::lower_bound(
        closed_.begin(), closed_.end(), span.begin,
        [](const Element& element, std::size_t begin) { return element.glyphs_begin < begin; });
    const Element* outermost = nullptr;
    for (; at != closed_.end() && at->glyphs_begin == span.begin; ++at) {
      if (at->glyphs_end != span.end || is_one_of(at->name, kRoots)) continue;
      if (at->ours) return &*at;
      if (outermost == nullptr) outermost = &*at;
    }
    return outermost;
  }

  // Each stretch of text of the span, tags left standing; empty if other text shares its stretches.
  std::vector<Splice> text_of(const GlyphSpan& span) const {
    const std::size_t last = text_.glyphs[span.end - 1].unit;
    const bool shares = span.end < text_.glyphs.size() && text_.glyphs[span.end].unit == last;
    std::vector<Splice> splices;
    if (shares) return splices;
    for (std::size_t i = span.begin; i < span.end; ++i) {
      if (text_.glyphs[i].first) splices.push_back({units_[text_.glyphs[i].unit], ""});
    }
    return splices;
  }

 private:
  void take(const MarkupToken& token) {
    if (token.kind == MarkupToken::Kind::kText) {
      const std::string text = decode_text(token.range.of(bytes_), charset_).text;
      text_.add(decode_references(text, false), units_.size());
      units_.push_back(token.range);
    } else if (token.kind == MarkupToken::Kind::kOpen) {
      open(token);
    } else if (token.kind == MarkupToken::Kind::kClose) {
      close(token);
    }
  }

  void open(const MarkupToken& token) {
    if (is_one_of(token.name, kObjects)) {
      text_.add_object(units_.size());
      units_.push_back(token.range);
    } else if (!is_one_of(token.name, kVoid) && open_.size() < kMaxOpenElements) {
      const bool ours = token.range.of(bytes_).find(kBannerIdPrefix) != std::string_view::npos;
      open_.push_back({token.name, token.range, text_.glyphs.size(), 0, ours});
    }
  }

  void close(const MarkupToken& token) {
    const auto match = std::find_if(open_.rbegin(), open_.rend(), [&](const Element& element) {
      return element.name == token.name;
    });
    if (match == open_.rend()) return;
    Element element = *match;
    element.range.end = token.range.end;
    element.glyphs_end = text_.glyphs.size();
    closed_.push_back(std::move(element));
    open_.erase(std::prev(match.base()), open_.end());
  }

  std::string_view bytes_;
  std::string_view charset_;
  std::string masked_;
  VisibleText text_;
  std::vector<ByteRange> units_;
  std::vector<Element> open_, closed_;
};

// The line endings that banner_html() puts around itself.
ByteRange with_line_endings(std::string_view bytes, ByteRange range) {
  const std::string_view before = bytes.substr(0, range.begin);
  if (before.ends_with('\n')) range.begin -= before.ends_with("\r\n") ? 2 : 1;
  const std::string_view after = bytes.substr(range.end);
  if (after.starts_with("\r\n")) {
    range.end += 2;
  } else if (after.starts_with('\n')) {
    ++range.end;
  }
  return range;
}

}  // namespace

std::vector<Splice> html_banners(std::string_view decoded, std::string_view charset) {
  std::vector<Splice> splices;
  if (!may_hold_banner(decoded)) return splices;
  const Reader reader(decoded, charset);
  for (const GlyphSpan& span : find_banners(reader.text())) {
    if (const Element* element = reader.element_of(span)) {
      const ByteRange range =
          element->ours ? with_line_endings(decoded, element->range) : element->range;
      splices.push_back({range, ""});
      continue;
    }
    for (Splice& splice : reader.text_of(span)) splices.push_back(std::move(splice));
  }
  return splices;
}

}  // namespace milter
