// How it works: one walk over the lines with a stack of open entities, at most kMaxMimeDepth deep,
// never recursing. Each line is first held against the boundaries that are open, the innermost
// first, in headers too: a delimiter ends whatever it stands in (RFC 2046 5.1.2). Too many parts or
// levels end the walk, so the outline is then a beginning only; a long header does not.
//
// A multipart that names no boundary is a leaf here: there is nothing to split it at. So is a
// message/rfc822 in base64 or quoted-printable: its inside is no text of this message.
//
// Tested by mime_guard_test.cc and hostile_test.cc.
#include "milter/mail/mime_guard.h"

#include <algorithm>
#include <array>

#include "milter/base/limits.h"
#include "milter/mail/content_type.h"

namespace milter {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

struct Line {
  std::size_t begin;
  std::size_t text_end;  // without its line ending
  std::size_t end;
};

class Outliner {
 public:
  explicit Outliner(const RawMessage& mail) : mail_(mail), bytes_(mail.bytes()) {}
  GuardReport run();

 private:
  struct Open {
    std::size_t part;
    std::string boundary;  // "" if not a multipart, or closed already
    std::string blanks;    // at its end, where programs differ
  };

  void note(Flaw flaw);
  void refuse(Flaw flaw);
  void stop(Flaw flaw);
  void check_line_ends();
  Line line_at(std::size_t begin) const;
  bool begin_part(std::size_t begin);
  void end_header(std::size_t header_end);
  void check_fields(const std::vector<HeaderField>& fields);
  void enter_body(const std::vector<HeaderField>& fields);
  bool take_delimiter(const Line& line);
  void finish_parts(std::size_t keep, std::size_t end);
  std::size_t before_delimiter(std::size_t line_begin) const;
  void walk();

  const RawMessage& mail_;
  std::string_view bytes_;
  GuardReport report_;
  std::vector<Open> open_;
  bool in_header_ = true;
};

void Outliner::note(Flaw flaw) {
  auto& flaws = report_.flaws;
  if (std::find(flaws.begin(), flaws.end(), flaw) == flaws.end()) flaws.push_back(flaw);
}

void Outliner::refuse(Flaw flaw) {
  note(flaw);
  report_.safe = false;
}

void Outliner::stop(Flaw flaw) {
  refuse(flaw);
  report_.whole = false;
}

Line Outliner::line_at(std::size_t begin) const {
  const std::size_t lf = bytes_.find('\n', begin);
  if (lf == std::string_view::npos) return {begin, bytes_.size(), bytes_.size()};
  const bool crlf = lf > begin && bytes_[lf - 1] == '\r';
  return {begin, crlf ? lf - 1 : lf, lf + 1};
}

bool Outliner::begin_part(std::size_t begin) {
  OutlinePart part;
  part.depth = open_.size();
  part.parent = open_.empty() ? 0 : open_.back().part;
  part.header = part.body = {begin, begin};
  if (part.depth > limits::kMaxMimeDepth) {
    stop(Flaw::kTooDeep);
  } else if (report_.outline.size() >= limits::kMaxMimeParts) {
    stop(Flaw::kTooManyParts);
  } else {
    open_.push_back({report_.outline.size(), "", ""});
    report_.outline.push_back(part);
  }
  in_header_ = true;
  return report_.whole;
}

// The whole of a folded field counts as one line: mimetic gathers it in one buffer.
void Outliner::check_fields(const std::vector<HeaderField>& fields) {
  for (const HeaderField& field : fields) {
    const std::string_view whole = field.whole.of(bytes_);
    if (whole.size() > limits::kMaxHeaderLine) refuse(Flaw::kHeaderLineTooLong);
    // An mbox separator is no part of the header; every program skips it.
    const bool mbox = field.whole.begin == 0 && whole.substr(0, 5) == "From ";
    if (field.name.size() == 0 && !mbox) note(Flaw::kHeaderEndsEarly);
  }
}

void Outliner::check_line_ends() {
  for (std::size_t cr = bytes_.find('\r'); cr != std::string_view::npos;
       cr = bytes_.find('\r', cr + 1)) {
    if (cr + 1 < bytes_.size() && bytes_[cr + 1] == '\n') continue;
    note(Flaw::kBareCr);
    break;
  }
  if (mail_.eol() == "\n") return;
  for (std::size_t lf = bytes_.find('\n'); lf != std::string_view::npos;
       lf = bytes_.find('\n', lf + 1)) {
    if (lf > 0 && bytes_[lf - 1] == '\r') continue;
    note(Flaw::kBareLf);
    break;
  }
}

// A multipart opens its boundary, a message/rfc822 begins another header at once.
void Outliner::enter_body(const std::vector<HeaderField>& fields) {
  const ContentType type = read_content_type(bytes_, fields);
  if (type.is_multipart()) {
    if (type.boundary.empty()) {
      note(Flaw::kNoBoundary);
    } else {
      open_.back().boundary = type.boundary;
      open_.back().blanks = type.boundary_blanks;
      if (type.encoded) note(Flaw::kEncodedMultipart);
    }
  } else if (type.is_message() && !type.encoded) {
    begin_part(report_.outline[open_.back().part].body.begin);
  }
}

void Outliner::end_header(std::size_t header_end) {
  OutlinePart& part = report_.outline[open_.back().part];
  part.header.end = header_end;
  part.body = {header_end, header_end};
  in_header_ = false;
  if (part.header.size() > limits::kMaxHeaderBytes) refuse(Flaw::kHeaderTooLarge);
  const bool top = open_.back().part == 0;
  const std::vector<HeaderField> fields =
      top ? mail_.fields() : index_header(bytes_, part.header.begin, header_end, nullptr);
  check_fields(fields);
  enter_body(fields);
}

// The line ending before a delimiter is part of the delimiter (RFC 2046 5.1.1).
std::size_t Outliner::before_delimiter(std::size_t line_begin) const {
  std::size_t end = line_begin;
  if (end > 0 && bytes_[end - 1] == '\n') --end;
  if (end > 0 && end < line_begin && bytes_[end - 1] == '\r') --end;
  return end;
}

// All open entities from `keep` on end before `end`, none before what it holds: the empty line that
// ends the header of a message in a message can be the line ending of the delimiter, too.
void Outliner::finish_parts(std::size_t keep, std::size_t end) {
  while (open_.size() > keep) {
    if (in_header_) {  // only the innermost can still be in its header
      const std::size_t part = open_.back().part;
      end_header(std::max(end, report_.outline[part].header.begin));
      if (!report_.whole) return;
      if (open_.back().part != part) continue;  // an empty message/rfc822 got its empty child
    }
    OutlinePart& part = report_.outline[open_.back().part];
    end = std::max(end, part.body.begin);
    part.body.end = end;
    if (!open_.back().boundary.empty()) note(Flaw::kUnclosedMultipart);
    open_.pop_back();
  }
}

// True if the line was a delimiter of an open multipart.
bool Outliner::take_delimiter(const Line& line) {
  std::string_view text = bytes_.substr(line.begin, line.text_end - line.begin);
  if (text.substr(0, 2) != "--") return false;
  while (text.back() == ' ' || text.back() == '\t') text.remove_suffix(1);
  text.remove_prefix(std::min<std::size_t>(2, text.size()));
  std::size_t level = kNone;
  for (std::size_t i = open_.size(); i-- > 0 && level == kNone;) {
    if (open_[i].boundary.empty() || !text.starts_with(open_[i].boundary)) continue;
    const std::string_view rest = text.substr(open_[i].boundary.size());
    if (rest.empty() || rest == "--" || rest == open_[i].blanks + "--") level = i;
  }
  if (level == kNone) return false;
  const bool closing = text.size() != open_[level].boundary.size();
  finish_parts(level + 1, before_delimiter(line.begin));
  if (!report_.whole) return true;
  if (closing) {
    open_[level].boundary.clear();
  } else {
    begin_part(line.end);
  }
  return true;
}

void Outliner::walk() {
  std::size_t at = mail_.body_begin();
  while (report_.whole && at < bytes_.size()) {
    const Line line = line_at(at);
    at = line.end;
    if (take_delimiter(line) || !in_header_) continue;
    if (line.begin == line.text_end && line.end > line.text_end) end_header(line.end);
  }
}

GuardReport Outliner::run() {
  if (bytes_.find('\0') != std::string_view::npos) note(Flaw::kNul);
  if (mail_.truncated()) note(Flaw::kTruncated);
  check_line_ends();
  begin_part(0);
  end_header(mail_.body_begin());
  walk();
  if (report_.whole) finish_parts(0, bytes_.size());
  if (!report_.whole) report_.outline.front().body.end = bytes_.size();
  return std::move(report_);
}

constexpr std::array<std::string_view, 28> kCodes = {"reading.nul",
                                                     "reading.header_line_too_long",
                                                     "reading.header_too_large",
                                                     "reading.too_deep",
                                                     "reading.too_many_parts",
                                                     "reading.no_boundary",
                                                     "reading.unclosed_multipart",
                                                     "reading.header_ends_early",
                                                     "reading.bare_cr",
                                                     "reading.two_from",
                                                     "reading.no_from",
                                                     "reading.duplicate_field",
                                                     "reading.mime_disagreement",
                                                     "reading.truncated",
                                                     "reading.undecodable",
                                                     "reading.html_too_deep",
                                                     "reading.bad_address",
                                                     "reading.text_too_long",
                                                     "reading.too_many_addresses",
                                                     "reading.bare_lf",
                                                     "reading.duplicate_parameter",
                                                     "reading.encoded_multipart",
                                                     "reading.utf7",
                                                     "reading.too_many_parameter_parts",
                                                     "reading.too_many_readings",
                                                     "reading.too_many_styles",
                                                     "reading.hidden_text",
                                                     "reading.image_only"};

}  // namespace

std::string_view flaw_code(Flaw flaw) { return kCodes.at(static_cast<std::size_t>(flaw)); }

GuardReport mime_guard(const RawMessage& mail) { return Outliner(mail).run(); }

}  // namespace milter
