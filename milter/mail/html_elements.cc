// How it works: the standard's lists (13.1.2, 13.2.4.2, 13.2.4.3, 15.3) as words, put together once
// into one table.
//
// Tested by html_text_test.cc.
#include "milter/mail/html_elements.h"

#include <unordered_map>

#include "milter/base/text.h"

namespace milter {
namespace {

constexpr std::string_view kEmpty =
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track "
    "wbr";
constexpr std::string_view kBlock =
    "address article aside blockquote caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu "
    "nav ol optgroup option p plaintext pre search section summary table tbody tfoot thead tr ul "
    "xmp";
constexpr std::string_view kFormatting = "a b big code em font i nobr s small strike strong tt u";
constexpr std::string_view kSpecial =
    "address applet area article aside base basefont bgsound blockquote body br button caption "
    "center col colgroup dd details dir div dl dt embed fieldset figcaption figure footer form "
    "frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input keygen li link "
    "listing main marquee menu meta nav noembed noframes noscript object ol p param plaintext pre "
    "script search section select source style summary table tbody td template textarea tfoot th "
    "thead title tr track ul wbr xmp";
constexpr std::string_view kScope = "applet caption html marquee object table td template th";
constexpr std::string_view kTable = "caption colgroup table tbody td tfoot th thead tr";
constexpr std::string_view kClosesP =
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext "
    "pre search section summary table ul xmp";
constexpr std::string_view kUnseen = "datalist iframe noembed noframes script style template title";

using Table = std::unordered_map<std::string_view, HtmlElement>;

void mark(Table& table, std::string_view names, bool HtmlElement::*flag) {
  for (const std::string_view name : words(names)) table[name].*flag = true;
}

Table make_table() {
  Table table;
  mark(table, kEmpty, &HtmlElement::empty);
  mark(table, kBlock, &HtmlElement::block);
  mark(table, kFormatting, &HtmlElement::formatting);
  mark(table, kSpecial, &HtmlElement::special);
  mark(table, kScope, &HtmlElement::scope);
  mark(table, kTable, &HtmlElement::table);
  mark(table, kClosesP, &HtmlElement::closes_p);
  mark(table, kUnseen, &HtmlElement::unseen);
  return table;
}

}  // namespace

const HtmlElement& html_element(std::string_view name) {
  static const Table kElements = make_table();
  static const HtmlElement kUnknown;
  const auto found = kElements.find(name);
  return found == kElements.end() ? kUnknown : found->second;
}

}  // namespace milter
