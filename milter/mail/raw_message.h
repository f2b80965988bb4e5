// The bytes of one message exactly as they came: the truth that everything else is a view of.
//
//   RawMessage mail = RawMessage::parse(bytes);
//   mail.fields()[0].name(mail.bytes())   ->  "Received"
//
// From a milter the header comes field by field (values keep their leading space and their folds,
// with LF or CRLF; they are written with CRLF) and the body in pieces; from a file all at once,
// with whatever line endings the file has. The header ends at the first empty line; a line of the
// header without a colon is kept as a field without a name and is a finding for mime_guard. Never
// edited after the body began. Not thread-safe while being filled, safe to read afterwards. Ranges
// are valid for this object's bytes only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "milter/base/byte_range.h"

namespace milter {

// One header field: `whole` has the name, the colon, the folded value and the last line ending;
// `value` starts after the colon (leading space kept) and ends before the last line ending.
struct HeaderField {
  ByteRange name;
  ByteRange value;
  ByteRange whole;
};

// The fields of the header block that starts at `begin`; `end` is set to the first byte of the
// body. Used for the message and for each part. Fields that start past limits::kMaxHeaderBytes are
// left out. Linear.
std::vector<HeaderField> index_header(std::string_view bytes, std::size_t begin, std::size_t limit,
                                      std::size_t* body_begin);

class RawMessage {
 public:
  RawMessage() = default;
  static RawMessage parse(std::string bytes);

  // Filling from a milter, in this order: fields, then end_header(), then the body.
  void add_field(std::string_view name, std::string_view value);
  void end_header();
  // Past limits::kMaxMessageBytes bytes are counted, not kept: truncated() says so.
  void add_body(std::string_view piece);

  std::string_view bytes() const { return bytes_; }
  std::string_view header() const { return bytes().substr(0, body_begin_); }  // with the empty line
  std::string_view body() const { return bytes().substr(body_begin_); }
  std::size_t body_begin() const { return body_begin_; }
  const std::vector<HeaderField>& fields() const { return fields_; }
  std::string_view name(const HeaderField& field) const { return field.name.of(bytes_); }
  std::string_view value(const HeaderField& field) const { return field.value.of(bytes_); }
  // All fields of that name (ASCII case ignored), first one first.
  std::vector<const HeaderField*> find(std::string_view name) const;
  std::string_view eol() const;  // "\r\n" or "\n": what the header's first line ends with
  std::size_t size() const { return bytes_.size() + dropped_; }
  bool truncated() const { return dropped_ != 0; }

 private:
  std::string bytes_;
  std::vector<HeaderField> fields_;
  std::size_t body_begin_ = 0;
  std::size_t dropped_ = 0;
};

}  // namespace milter
