// How it works: bytes are appended and only ranges are remembered. A line of the header is a field
// if it has a name of printable ASCII (RFC 5322 2.2) before its colon; spaces between the two are
// the obsolete form (4.5) and belong to neither. Only LF ends a line, with or without a CR before
// it; a CR alone is an ordinary byte here and a finding of mime_guard.
//
// Leaves out: any judgement of what it holds.
//
// Tested by raw_message_test.cc.
#include "milter/mail/raw_message.h"

#include <algorithm>

#include "milter/base/limits.h"
#include "milter/base/text.h"

namespace milter {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// The line that starts at `begin`: the first byte after its LF, or `limit`.
std::size_t next_line(std::string_view bytes, std::size_t begin, std::size_t limit) {
  const std::size_t lf = bytes.substr(0, limit).find('\n', begin);
  return lf == std::string_view::npos ? limit : lf + 1;
}

// `end` without the line ending before it.
std::size_t without_eol(std::string_view bytes, std::size_t begin, std::size_t end) {
  if (end > begin && bytes[end - 1] == '\n') --end;
  if (end > begin && bytes[end - 1] == '\r') --end;
  return end;
}

bool is_name_byte(char c) { return c > ' ' && c < '\x7f'; }

HeaderField make_field(std::string_view bytes, ByteRange whole) {
  const std::string_view line = whole.of(bytes);
  HeaderField field;
  field.whole = whole;
  field.name = {whole.begin, whole.begin};
  field.value = {whole.begin, without_eol(bytes, whole.begin, whole.end)};
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return field;
  std::size_t name = colon;
  while (name > 0 && is_blank(line[name - 1])) --name;
  if (!std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(name), is_name_byte)) {
    return field;
  }
  if (name == 0) return field;
  field.name.end = whole.begin + name;
  field.value.begin = whole.begin + colon + 1;
  field.value.end = std::max(field.value.end, field.value.begin);
  return field;
}

void append_with_crlf(std::string& out, std::string_view value) {
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\n' && (i == 0 || value[i - 1] != '\r')) out += '\r';
    out += value[i];
  }
}

}  // namespace

std::vector<HeaderField> index_header(std::string_view bytes, std::size_t begin, std::size_t limit,
                                      std::size_t* body_begin) {
  std::vector<HeaderField> fields;
  limit = std::min(limit, bytes.size());
  std::size_t at = std::min(begin, limit);
  while (at < limit) {
    const std::size_t start = at;
    at = next_line(bytes, at, limit);
    if (without_eol(bytes, start, at) == start && at > start && bytes[at - 1] == '\n') break;
    while (at < limit && is_blank(bytes[at])) at = next_line(bytes, at, limit);
    if (start - begin < limits::kMaxHeaderBytes) fields.push_back(make_field(bytes, {start, at}));
  }
  if (body_begin != nullptr) *body_begin = at;
  return fields;
}

RawMessage RawMessage::parse(std::string bytes) {
  RawMessage mail;
  mail.bytes_ = std::move(bytes);
  if (mail.bytes_.size() > limits::kMaxMessageBytes) {
    mail.dropped_ = mail.bytes_.size() - limits::kMaxMessageBytes;
    mail.bytes_.resize(limits::kMaxMessageBytes);
  }
  mail.fields_ = index_header(mail.bytes_, 0, mail.bytes_.size(), &mail.body_begin_);
  return mail;
}

void RawMessage::add_field(std::string_view name, std::string_view value) {
  const std::size_t most = name.size() + 2 * value.size() + 3;
  if (bytes_.size() + most > limits::kMaxMessageBytes) {
    dropped_ += name.size() + value.size() + 3;
    return;
  }
  HeaderField field;
  field.whole.begin = field.name.begin = bytes_.size();
  bytes_ += name;
  field.name.end = bytes_.size();
  bytes_ += ':';
  field.value.begin = bytes_.size();
  append_with_crlf(bytes_, value);
  field.value.end = bytes_.size();
  bytes_ += "\r\n";
  field.whole.end = body_begin_ = bytes_.size();
  fields_.push_back(field);
}

void RawMessage::end_header() {
  bytes_ += "\r\n";
  body_begin_ = bytes_.size();
}

void RawMessage::add_body(std::string_view piece) {
  const std::size_t room =
      limits::kMaxMessageBytes - std::min(bytes_.size(), limits::kMaxMessageBytes);
  const std::string_view kept = piece.substr(0, dropped_ == 0 ? room : 0);
  bytes_ += kept;
  dropped_ += piece.size() - kept.size();
}

std::vector<const HeaderField*> RawMessage::find(std::string_view wanted) const {
  std::vector<const HeaderField*> found;
  for (const HeaderField& field : fields_) {
    if (field.name.size() != 0 && iequals(name(field), wanted)) found.push_back(&field);
  }
  return found;
}

std::string_view RawMessage::eol() const {
  const std::size_t lf = bytes_.find('\n');
  const bool bare = lf != std::string::npos && (lf == 0 || bytes_[lf - 1] != '\r');
  return bare ? "\n" : "\r\n";
}

}  // namespace milter
