// The mail's own style sheet can reach our elements, so each one carries every property that could
// hide it inline with !important, which no style sheet overrides (CSS Cascade 6.4). A table,
// because Outlook lays out nothing else reliably. What an ancestor does (opacity on body) cannot be
// undone from inside; the text part, the subject tag and the header field remain. Tested by
// banner_html_test.cc.
#include "milter/act/banner_html.h"

#include "milter/act/banner_plain.h"
#include "milter/act/texts.h"
#include "milter/base/unicode.h"

namespace milter {
namespace {

constexpr std::size_t kLongestLine = 700;  // of 998 (RFC 5322 2.1.1), a reference needs up to 10

class Markup {
 public:
  Markup(const BannerText& text, std::string_view eol)
      : eol_(eol), colours_(banner_colours(text.level)) {}

  void open(std::string_view tag, std::string_view display, std::string_view attributes) {
    html_.append("<").append(tag).append(attributes).append(eol_).append(" style=\"display:");
    html_.append(display).append("!important;").append(eol_);
    add_guard();
    html_.append("\">");
  }
  void close(std::string_view tag) { html_.append("</").append(tag).append(">").append(eol_); }
  void newline() { html_.append(eol_); }

  // Mail-derived text: everything but letters, digits and spaces becomes a character reference.
  void text(std::string_view utf8) {
    std::size_t length = 0;
    for (const char32_t c : code_points(utf8)) {
      const std::string written = reference(c);
      length += written.size();
      if (length > kLongestLine) {  // a line ending inside a tag is not seen
        html_.append("<wbr").append(eol_).append(">");
        length = written.size();
      }
      html_ += written;
    }
  }

  std::string take() { return std::move(html_); }

 private:
  static std::string reference(char32_t c) {
    const bool plain = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
                       (c >= U'0' && c <= U'9') || c == U' ' || c == U'.' || c == U'-';
    if (plain) return {static_cast<char>(c)};
    return "&#" + std::to_string(static_cast<unsigned long>(c)) + ";";
  }

  void add_guard() {
    html_.append("visibility:visible!important;opacity:1!important;color:").append(colours_.text);
    html_.append("!important;background:").append(colours_.background).append("!important;");
    html_.append("font:normal 15px/1.6 sans-serif!important;").append(eol_);
    html_.append("font-size:15px!important;line-height:1.6!important;height:auto!important;")
        .append("max-height:none!important;min-height:0!important;")
        .append("max-width:none!important;overflow:visible!important;")
        .append(eol_);
    html_.append("position:relative!important;top:auto!important;left:auto!important;")
        .append("z-index:2147483647!important;float:none!important;clear:both!important;")
        .append("transform:none!important;")
        .append(eol_);
    html_.append("clip:auto!important;clip-path:none!important;filter:none!important;")
        .append("margin:0!important;text-indent:0!important;letter-spacing:normal!important;")
        .append("text-align:left!important;direction:ltr!important;mso-hide:none!important;");
  }

  std::string_view eol_;
  BannerColours colours_;
  std::string html_;
};

std::string table_attributes(const BannerText& text, std::string_view eol) {
  const std::string id = std::string(kBannerIdPrefix) + banner_id(text);
  const BannerColours colours = banner_colours(text.level);
  std::string attributes = " role=\"note\" lang=\"";
  attributes.append(banner_words(text.language).language).append("\" dir=\"ltr\" id=\"");
  attributes.append(id).append("\" class=\"").append(id).append("\"").append(eol);
  attributes.append(
      " width=\"100%\" border=\"1\" cellspacing=\"0\" cellpadding=\"12\" bordercolor=\"");
  attributes.append(colours.border).append("\" bgcolor=\"").append(colours.background);
  return attributes.append("\"");
}

}  // namespace

BannerColours banner_colours(std::string_view level) {
  if (level == "red") return {"#7a0010", "#ffe9ea", "#b00020"};
  if (level == "amber") return {"#4a3200", "#fff4d6", "#b27700"};
  return {"#222222", "#eeeeee", "#555555"};
}

std::string banner_html(const BannerText& text, std::string_view eol) {
  Markup markup(text, eol);
  markup.newline();
  markup.open("table", "table", table_attributes(text, eol));
  markup.open("tbody", "table-row-group", "");
  markup.open("tr", "table-row", "");
  markup.open("td", "table-cell", "");
  markup.newline();
  bool is_headline = true;
  for (const std::string& line : banner_lines(text)) {
    markup.open("div", "block", "");
    if (is_headline) markup.open("b", "inline", "");
    markup.text(line);
    if (is_headline) markup.close("b");
    markup.close("div");
    is_headline = false;
  }
  markup.close("td");
  markup.close("tr");
  markup.close("tbody");
  markup.close("table");
  return markup.take();
}

}  // namespace milter
