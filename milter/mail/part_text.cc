// How it works: each leaf in document order, decoded from its transfer encoding, its charset and
// its HTML in turn. A message inside the message that the outline did not go into (encoded, or by
// default of multipart/digest) is parsed like one of its own, down to limits::kMaxMimeDepth in all.
//
// Leaves out: text/enriched and text/calendar are shown as the plain text that they are made of.
//
// Tested by message_test.cc.
#include "milter/mail/part_text.h"

#include <algorithm>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/mail/charset.h"
#include "milter/mail/normalise.h"

namespace milter {
namespace {

std::string with_lf(std::string_view text) { return replace_all(text, "\r\n", "\n"); }

// The longest beginning of at most `most` bytes that cuts no character.
std::string_view utf8_prefix(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return text.substr(0, most);
}

constexpr std::ptrdiff_t kFewLetters = 20;  // a greeting; what is asked for is longer

// Characters other than white space and the invisible ones that newsletters fill their first line
// with. Mostly the first few bytes tell.
bool has_letters(std::string_view utf8, std::ptrdiff_t wanted) {
  for (const std::size_t most : {256U, 4096U}) {
    const std::string seen = normalise_name(utf8_prefix(utf8, most));
    const auto letters = std::count_if(seen.begin(), seen.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    });
    if (letters >= wanted) return true;
  }
  return false;
}

class Gatherer {
 public:
  void read(const RawMessage& mail, const MimeTree& tree, std::size_t depth);
  PartText take();

 private:
  void read_part(const Part& part, std::size_t depth);
  void read_message(std::string bytes, std::size_t depth);
  void read_others(const RawMessage& mail, const Part& part, std::size_t depth);
  void show(const Part& part);
  void show(std::string_view text, const std::vector<ByteRange>& cites);
  std::size_t append(std::string& to, std::string_view text);

  PartText text_;
  std::size_t other_readings_ = 0;
  std::size_t images_ = 0;
};

PartText Gatherer::take() {
  if (has_letters(text_.hidden, 1)) text_.flaws.push_back(Flaw::kHiddenText);
  if (images_ > 0 && !has_letters(text_.shown, kFewLetters)) {
    text_.flaws.push_back(Flaw::kImageOnly);
  }
  return std::move(text_);
}

// The text begins at the index returned: after what was there, and the line end that parts them.
std::size_t Gatherer::append(std::string& to, std::string_view text) {
  if (text.empty()) return to.size();
  if (!to.empty() && to.back() != '\n' && to.size() < limits::kMaxTextBytes) to += '\n';
  const std::string_view kept = utf8_prefix(text, limits::kMaxTextBytes - to.size());
  if (kept.size() < text.size()) text_.flaws.push_back(Flaw::kTextTooLong);
  const std::size_t begin = to.size();
  to += kept;
  return begin;
}

void Gatherer::show(std::string_view text, const std::vector<ByteRange>& cites) {
  const std::size_t begin = append(text_.shown, text);
  if (!text_.origins.empty()) text_.origins.back().bytes.end = begin;
  for (TextRange& range : split_history(std::string_view(text_.shown).substr(begin), cites)) {
    range.bytes.begin += begin;
    range.bytes.end += begin;
    text_.origins.push_back(std::move(range));
  }
}

void Gatherer::show(const Part& part) {
  const DecodedText decoded = decode_text(decode_body(part), part.charset);
  if (!decoded.exact) text_.flaws.push_back(Flaw::kUndecodable);
  if (decoded.charset == "utf-7") text_.flaws.push_back(Flaw::kUtf7);
  if (part.is("text/html") || part.is("text/x-amp-html")) {
    HtmlText page = read_html(decoded.text);
    show(page.visible, page.cites);
    append(text_.hidden, page.hidden);
    if (page.too_many_styles) text_.flaws.push_back(Flaw::kTooManyStyles);
    images_ += page.images;
    if (page.too_deep) text_.flaws.push_back(Flaw::kHtmlTooDeep);
    for (Link& link : page.links) text_.links.push_back(std::move(link));
  } else if (part.is("text/plain") && part.format == "flowed") {
    show(join_flowed(with_lf(decoded.text), part.delete_space), {});
  } else {
    show(with_lf(decoded.text), {});
  }
}

void Gatherer::read_message(std::string bytes, std::size_t depth) {
  if (depth >= limits::kMaxMimeDepth) {
    text_.flaws.push_back(Flaw::kTooDeep);
    return;
  }
  const RawMessage mail = RawMessage::parse(std::move(bytes));
  read(mail, read_mime(mail, mime_guard(mail)), depth + 1);
}

void Gatherer::read_others(const RawMessage& mail, const Part& part, std::size_t depth) {
  Part whole = part;
  if (part.body) whole.encoded = part.body->of(mail.bytes());
  for (const OtherReading& other : part.others) {
    if (++other_readings_ > limits::kMaxOtherReadings) {
      text_.flaws.push_back(Flaw::kTooManyReadings);
      return;
    }
    read_message(other.header + (other.decode_before ? decode_body(whole) : whole.encoded),
                 depth + part.depth);
  }
}

void Gatherer::read_part(const Part& part, std::size_t depth) {
  if (part.is_attachment() && !part.filename.empty()) text_.attachments.push_back(part.filename);
  text_.attachments.insert(text_.attachments.end(), part.other_names.begin(),
                           part.other_names.end());
  if (part.encoded.empty()) return;
  if (part.is("message/rfc822")) {
    read_message(decode_body(part), depth + part.depth);
  } else if ((part.type == "text" || part.type == "multipart") &&
             part.disposition != "attachment") {
    show(part);  // a multipart that could not be split is shown as text
  }
}

void Gatherer::read(const RawMessage& mail, const MimeTree& tree, std::size_t depth) {
  text_.flaws.insert(text_.flaws.end(), tree.flaws.begin(), tree.flaws.end());
  for (const Part& part : tree.parts) read_part(part, depth);
  for (const Part& part : tree.parts) read_others(mail, part, depth);
}

// One line of flowed text.
struct FlowedLine {
  std::size_t quotes = 0;
  std::string_view text;
  bool goes_on = false;
};

FlowedLine read_flowed_line(std::string_view line) {
  FlowedLine flowed;
  while (flowed.quotes < line.size() && line[flowed.quotes] == '>') ++flowed.quotes;
  flowed.text = line.substr(flowed.quotes);
  if (flowed.text.substr(0, 1) == " ") flowed.text.remove_prefix(1);
  const bool signature = flowed.text == "-- ";
  flowed.goes_on = !signature && !flowed.text.empty() && flowed.text.back() == ' ';
  return flowed;
}

}  // namespace

std::string join_flowed(std::string_view text, bool delete_space) {
  std::string out;
  bool going_on = false;
  std::size_t quotes = 0;
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  for (const std::string_view raw : split(text, '\n')) {
    FlowedLine line = read_flowed_line(raw);
    if (going_on && (line.quotes != quotes || line.text == "-- ")) {
      out += '\n';
      going_on = false;
    }
    if (!going_on && line.quotes > 0) out += std::string(line.quotes, '>') + " ";
    if (line.goes_on && delete_space) line.text.remove_suffix(1);
    out += line.text;
    if (!line.goes_on) out += '\n';
    going_on = line.goes_on;
    quotes = line.quotes;
  }
  if (going_on) out += '\n';
  return out;
}

PartText read_parts(const RawMessage& mail, const MimeTree& tree) {
  Gatherer gatherer;
  gatherer.read(mail, tree, 0);
  return gatherer.take();
}

}  // namespace milter
