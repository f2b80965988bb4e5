// Line by line: a line of mail begins and ends in ASCII in every charset mail uses (RFC 1468), so
// each can be decoded alone and byte offsets stay true. Tested by strip_test.cc.
#include "milter/act/strip_text.h"

#include <algorithm>
#include <optional>

#include "milter/act/recognise.h"
#include "milter/base/text.h"
#include "milter/base/unicode.h"
#include "milter/mail/charset.h"

namespace milter {
namespace {

struct Line {
  ByteRange range;          // with its line ending
  std::size_t content_end;  // before its line ending
  std::string quote;        // "> " and the like
  std::string text;         // UTF-8, without quote and line ending
};

Line read_line(std::string_view bytes, ByteRange range, std::string_view charset) {
  std::string_view content = range.of(bytes);
  while (content.ends_with('\n') || content.ends_with('\r')) content.remove_suffix(1);
  const std::string text = decode_text(content, charset).text;
  const std::size_t quote = std::min(text.find_first_not_of(">| \t"), text.size());
  return {range, range.begin + content.size(), text.substr(0, quote), text.substr(quote)};
}

std::vector<Line> read_lines(std::string_view bytes, std::string_view charset) {
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t newline = bytes.find('\n', begin);
    const std::size_t end = newline == std::string_view::npos ? bytes.size() : newline + 1;
    lines.push_back(read_line(bytes, {begin, end}, charset));
    begin = end;
  }
  return lines;
}

// The line's text behind its first `glyphs` glyphs.
std::string text_behind(const std::string& text, std::size_t glyphs) {
  std::u32string rest = code_points(text);
  std::size_t at = 0;
  for (VisibleText seen; at < rest.size() && seen.glyphs.size() < glyphs; ++at) {
    seen.add(to_utf8(std::u32string_view(rest).substr(at, 1)), 0);
  }
  return std::string(trim(to_utf8(std::u32string_view(rest).substr(at))));
}

// What a mail program that refills paragraphs has joined to the closing line, or "".
std::string joined_text(const Line& line, const VisibleText& text, const GlyphSpan& span) {
  const std::size_t last = text.glyphs[span.end - 1].unit;
  std::size_t begin = span.end - 1;
  while (begin > 0 && text.glyphs[begin - 1].unit == last) --begin;
  const std::string rest = text_behind(line.text, span.end - begin);
  return rest.empty() ? "" : line.quote + rest;
}

std::optional<Splice> removal(const std::vector<Line>& lines, const VisibleText& text,
                              const GlyphSpan& span, std::string_view charset) {
  const std::size_t first = text.glyphs[span.begin].unit;
  std::size_t last = text.glyphs[span.end - 1].unit;
  const std::string joined = joined_text(lines[last], text, span);
  if (!joined.empty()) {
    std::optional<std::string> kept = encode_text(joined, charset);
    if (!kept) return std::nullopt;
    return Splice{{lines[first].range.begin, lines[last].content_end}, *kept};
  }
  // The empty line that belongs to the banner.
  if (last + 1 < lines.size() && lines[last + 1].text.empty()) ++last;
  return Splice{{lines[first].range.begin, lines[last].range.end}, ""};
}

}  // namespace

std::vector<Splice> text_banners(std::string_view decoded, std::string_view charset) {
  std::vector<Splice> splices;
  if (!may_hold_banner(decoded)) return splices;
  const std::vector<Line> lines = read_lines(decoded, charset);
  VisibleText text;
  for (std::size_t i = 0; i < lines.size(); ++i) text.add(lines[i].text, i);
  for (const GlyphSpan& span : find_banners(text)) {
    if (const auto splice = removal(lines, text, span, charset)) splices.push_back(*splice);
  }
  return splices;
}

}  // namespace milter
