// Quoted-printable is walked token by token, so an offset of the decoded bytes is known as an
// offset of the raw ones; soft line breaks belong to what follows them. Tested by splice_test.cc.
#include "milter/act/splice.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "milter/base/text.h"

namespace milter {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// One escape, one soft line break (no byte) or one byte as it stands. RFC 2045 6.7.
struct Token {
  std::size_t length = 1;
  std::optional<char> byte;
};

Token soft_break_or_equals(std::string_view raw, std::size_t at) {
  std::size_t end = std::min(raw.find_first_not_of(" \t", at + 1), raw.size());
  if (end == raw.size()) return {end - at, std::nullopt};
  if (raw.substr(end, 2) == "\r\n") ++end;
  if (raw[end] == '\n') return {end + 1 - at, std::nullopt};
  return {1, '='};
}

Token next_token(std::string_view raw, std::size_t at) {
  if (raw[at] != '=') return {1, raw[at]};
  if (at + 2 < raw.size()) {
    const int high = hex_value(raw[at + 1]);
    const int low = hex_value(raw[at + 2]);
    if (high >= 0 && low >= 0) return {3, static_cast<char>(high * 16 + low)};
  }
  return soft_break_or_equals(raw, at);
}

std::string decode_quoted(std::string_view raw) {
  std::string decoded;
  for (std::size_t at = 0; at < raw.size();) {
    const Token token = next_token(raw, at);
    if (token.byte) decoded += *token.byte;
    at += token.length;
  }
  return decoded;
}

// Walks forward only: offsets have to come in ascending order.
class QuotedOffsets {
 public:
  explicit QuotedOffsets(std::string_view raw) : raw_(raw) {}
  // Just behind the `count`-th decoded byte.
  std::size_t after(std::size_t count) {
    while (decoded_ < count && next_ < raw_.size()) {
      const Token token = next_token(raw_, next_);
      next_ += token.length;
      if (!token.byte) continue;
      ++decoded_;
      end_ = next_;
    }
    return end_;
  }

 private:
  std::string_view raw_;
  std::size_t decoded_ = 0;
  std::size_t next_ = 0;
  std::size_t end_ = 0;  // behind the last token that gave a byte
};

bool in_base64_alphabet(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
         c == '/';
}

// Whole groups of four, '=' only at the end, nothing else but white space.
bool is_clean_base64(std::string_view raw) {
  std::size_t characters = 0;
  std::size_t padding = 0;
  for (const char c : raw) {
    if (c == '\r' || c == '\n' || c == ' ' || c == '\t') continue;
    if (c == '=') {
      ++padding;
    } else if (padding != 0 || !in_base64_alphabet(c)) {
      return false;
    }
    ++characters;
  }
  return padding <= 2 && characters % 4 == 0;
}

std::size_t line_width(std::string_view raw) {
  const std::size_t first = std::min(raw.find_first_of("\r\n"), raw.size());
  const bool is_one_line = raw.find_first_not_of("\r\n", first) == std::string_view::npos;
  return is_one_line || first == 0 || first % 4 != 0 || first > 76 ? 76 : first;
}

std::vector<Splice> in_order(std::vector<Splice> splices) {
  std::stable_sort(splices.begin(), splices.end(), [](const Splice& a, const Splice& b) {
    return std::pair(a.range.begin, a.range.end) < std::pair(b.range.begin, b.range.end);
  });
  return splices;
}

}  // namespace

std::string apply_splices(std::string_view bytes, std::vector<Splice> splices) {
  std::string result;
  std::size_t done = 0;
  for (const Splice& splice : in_order(std::move(splices))) {
    result.append(bytes.substr(done, splice.range.begin - done)).append(splice.text);
    done = splice.range.end;
  }
  return result.append(bytes.substr(done));
}

std::string_view eol_of(std::string_view bytes, std::string_view otherwise) {
  const std::size_t end = bytes.find('\n');
  if (end == std::string_view::npos) return otherwise;
  return end > 0 && bytes[end - 1] == '\r' ? "\r\n" : "\n";
}

std::string base64_lines(std::string_view bytes, std::string_view eol, std::size_t width) {
  const std::string line = base64_encode(bytes);
  std::string lines;
  for (std::size_t at = 0; at < line.size(); at += width) {
    if (at != 0) lines.append(eol);
    lines.append(line, at, width);
  }
  return lines;
}

PartBody::PartBody(std::string_view raw, std::string_view transfer_encoding) : raw_(raw) {
  if (transfer_encoding.empty() || transfer_encoding == "7bit") {
    encoding_ = Encoding::kSevenBit;
  } else if (transfer_encoding == "8bit" || transfer_encoding == "binary") {
    encoding_ = Encoding::kEightBit;
  } else if (transfer_encoding == "quoted-printable") {
    encoding_ = Encoding::kQuotedPrintable;
  } else if (transfer_encoding == "base64" && is_clean_base64(raw)) {
    encoding_ = Encoding::kBase64;
  } else {
    encoding_ = Encoding::kOther;
  }
  if (encoding_ == Encoding::kQuotedPrintable) {
    decoded_ = decode_quoted(raw);
  } else {
    decoded_ = encoding_ == Encoding::kBase64 ? base64_decode(raw) : std::string(raw);
  }
}

bool PartBody::takes_8bit() const { return encoding_ != Encoding::kSevenBit && editable(); }

std::string PartBody::edited(const std::vector<Splice>& in_decoded) const {
  if (encoding_ == Encoding::kQuotedPrintable) return edited_quoted(in_decoded);
  if (encoding_ == Encoding::kBase64) return edited_base64(in_decoded);
  return apply_splices(raw_, in_decoded);
}

std::string PartBody::edited_quoted(const std::vector<Splice>& in_decoded) const {
  std::vector<Splice> splices = in_order(in_decoded);
  QuotedOffsets offsets(raw_);
  for (Splice& splice : splices) {
    splice.range.begin = offsets.after(splice.range.begin);
    splice.range.end = offsets.after(splice.range.end);
    splice.text = quoted_printable_encode(splice.text, eol_of(splice.text, "\n"));
  }
  return apply_splices(raw_, std::move(splices));
}

std::string PartBody::edited_base64(const std::vector<Splice>& in_decoded) const {
  const std::string_view eol = eol_of(raw_, "\r\n");
  std::string result = base64_lines(apply_splices(decoded_, in_decoded), eol, line_width(raw_));
  if (raw_.ends_with('\n')) result.append(eol);
  return result;
}

}  // namespace milter
