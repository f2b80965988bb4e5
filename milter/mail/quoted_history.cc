// How it works: line by line, with the depth of quoting (">" marks, and one for HTML's own quote)
// and the author that a header named for each depth. Below a header the quote is what stands deeper
// than the header, if the next line does; answers between such lines are current. Else all to the
// end is quoted, as Outlook leaves it. Below a forwarding header all is forwarded.
//
// ">" without any header is a quote where two such lines follow each other; one alone may be an
// arrow or an item of a list.
//
// Tested by quoted_history_test.cc.
#include "milter/mail/quoted_history.h"

#include <algorithm>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/mail/quote_header.h"

namespace milter {
namespace {

struct Line {
  ByteRange bytes;           // with its line end
  std::size_t marks = 0;     // quote marks in front
  std::size_t depth = 0;     // marks, and one if HTML says that it is quoted
  std::string_view content;  // without the marks, trimmed
};

// The line that begins there; HTML is not looked at.
Line read_marks(std::string_view text, std::size_t begin) {
  constexpr std::string_view kWideMark = "＞";
  constexpr std::size_t kMaxIndent = 2;
  Line line;
  line.bytes = {begin, std::min(text.find('\n', begin), text.size() - 1) + 1};
  std::string_view rest = line.bytes.of(text);
  while (line.marks < limits::kMaxQuoteDepth) {
    const std::size_t indent = std::min(rest.find_first_not_of(" \t"), rest.size());
    const std::string_view at_mark = rest.substr(indent);
    const std::size_t wide = at_mark.starts_with(kWideMark) ? kWideMark.size() : 0;
    const std::size_t mark = at_mark.starts_with('>') ? 1 : wide;
    if (indent > kMaxIndent || mark == 0) break;
    rest = at_mark.substr(mark);
    ++line.marks;
  }
  line.depth = line.marks;
  line.content = trim(rest);
  return line;
}

class Splitter {
 public:
  Splitter(std::string_view text, const std::vector<ByteRange>& cites)
      : text_(text), cites_(cites) {}
  std::vector<TextRange> split();

 private:
  Line line_at(std::size_t begin) const;
  std::size_t cite_depth(std::size_t at) const;
  bool next_is_marked(const Line& line) const;
  Line as_shown(Line line);
  std::vector<std::string_view> lines_from(const Line& line, std::size_t most) const;
  bool deeper_follows(std::size_t at, std::size_t depth) const;
  bool take_header(const Line& line);
  void set_author(std::size_t depth, const std::string& author);
  Origin origin_of(const Line& line);
  void add(std::size_t end, Origin origin, const std::string& author);

  std::string_view text_;
  const std::vector<ByteRange>& cites_;
  std::vector<TextRange> ranges_;
  std::vector<std::string> authors_ = {""};  // by depth
  std::size_t signature_lines_ = 0;          // that may still follow
  bool forwarded_ = false;                   // all that follows
  bool quoted_to_end_ = false;               // all that follows
  bool marks_are_quotes_ = false;
  bool after_marked_ = false;
};

std::size_t Splitter::cite_depth(std::size_t at) const {
  const auto next =
      std::upper_bound(cites_.begin(), cites_.end(), at,
                       [](std::size_t value, const ByteRange& cite) { return value < cite.begin; });
  return next != cites_.begin() && at < std::prev(next)->end ? 1 : 0;
}

Line Splitter::line_at(std::size_t begin) const {
  Line line = read_marks(text_, begin);
  line.depth += cite_depth(begin);
  return line;
}

bool Splitter::next_is_marked(const Line& line) const {
  return line.bytes.end < text_.size() && line_at(line.bytes.end).marks > 0;
}

// Marks that are none taken back.
Line Splitter::as_shown(Line line) {
  if (line.marks > 0 && (after_marked_ || next_is_marked(line))) marks_are_quotes_ = true;
  after_marked_ = line.marks > 0;
  if (!marks_are_quotes_) line.depth -= line.marks;
  return line;
}

// The content of the line and of those below it that are quoted as deep, at most `most`.
std::vector<std::string_view> Splitter::lines_from(const Line& line, std::size_t most) const {
  std::vector<std::string_view> lines = {line.content};
  std::size_t at = line.bytes.end;
  while (at < text_.size() && lines.size() < most) {
    const Line next = line_at(at);
    if (next.depth != line.depth || next.content.empty()) break;
    lines.push_back(next.content);
    at = next.bytes.end;
  }
  return lines;
}

// Whether what stands below, perhaps after an empty line, is quoted deeper.
bool Splitter::deeper_follows(std::size_t at, std::size_t depth) const {
  for (int tries = 0; tries < 2 && at < text_.size(); ++tries) {
    const Line line = line_at(at);
    if (line.depth > depth) return true;
    if (!line.content.empty()) return false;
    at = line.bytes.end;
  }
  return false;
}

void Splitter::set_author(std::size_t depth, const std::string& author) {
  authors_.resize(depth + 1);  // what was known of deeper ones was of another mail
  authors_[depth] = author;
}

bool Splitter::take_header(const Line& line) {
  const std::size_t lines = forwarded_ ? 0 : lines_to_tell_quote_header(line.content);
  if (lines == 0) return false;
  const auto header = read_quote_header(lines_from(line, lines));
  if (!header) return false;
  std::size_t end = line.bytes.end;
  for (std::size_t count = 1; count < header->lines; ++count) end = line_at(end).bytes.end;
  const bool deeper = deeper_follows(end, line.depth);
  if (header->needs_quote && !deeper) return false;
  forwarded_ = header->forwarded;
  marks_are_quotes_ = true;
  signature_lines_ = 0;
  if (!deeper && line.depth == 0) quoted_to_end_ = true;
  set_author(deeper ? line.depth + 1 : line.depth, header->author);
  add(end, forwarded_ ? Origin::kForwarded : Origin::kQuoted, forwarded_ ? "" : header->author);
  return true;
}

Origin Splitter::origin_of(const Line& line) {
  if (forwarded_) return Origin::kForwarded;
  if (line.depth > 0 || quoted_to_end_) {
    signature_lines_ = 0;
    return Origin::kQuoted;
  }
  if (is_signature_line(line.content)) signature_lines_ = limits::kMaxSignatureLines + 1;
  if (signature_lines_ > 0) {
    --signature_lines_;
    return Origin::kSignature;
  }
  return is_device_line(line.content) ? Origin::kSignature : Origin::kCurrent;
}

void Splitter::add(std::size_t end, Origin origin, const std::string& author) {
  const std::size_t begin = ranges_.empty() ? 0 : ranges_.back().bytes.end;
  if (!ranges_.empty() && ranges_.back().origin == origin && ranges_.back().author == author) {
    ranges_.back().bytes.end = end;
  } else {
    ranges_.push_back({origin, {begin, end}, author});
  }
}

std::vector<TextRange> Splitter::split() {
  for (std::size_t at = 0; at < text_.size(); at = ranges_.back().bytes.end) {
    const Line line = as_shown(line_at(at));
    if (line.content.empty() && line.depth == 0 && !ranges_.empty()) {
      add(line.bytes.end, ranges_.back().origin, ranges_.back().author);
      continue;
    }
    if (take_header(line)) continue;
    const Origin origin = origin_of(line);
    const bool known = origin == Origin::kQuoted && line.depth < authors_.size();
    add(line.bytes.end, origin, known ? authors_[line.depth] : "");
  }
  return std::move(ranges_);
}

}  // namespace

std::vector<TextRange> split_history(std::string_view text, const std::vector<ByteRange>& cites) {
  return Splitter(text, cites).split();
}

std::string without_quote_marks(std::string_view text) {
  std::string out;
  std::size_t marks = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Line line = read_marks(text, at);
    if (line.marks != marks) out += '\n';
    out.append(line.content).append("\n");
    marks = line.marks;
    at = line.bytes.end;
  }
  return out;
}

}  // namespace milter
