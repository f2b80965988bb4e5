// Replacing byte ranges and keeping everything else: of a message, and of a part's body through its
// transfer encoding.
//
//   PartBody body(raw, "quoted-printable");
//   body.decoded().find("<body>")                          ->  offsets of decoded bytes
//   body.edited({{{6, 6}, "…"}})                           ->  the new body, still quoted-printable
//
// 7bit, 8bit and quoted-printable bodies keep every other byte; base64 is written anew with the
// same line length, because its groups of three bytes shift. A PartBody keeps a view of `raw`.
// Pure and thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "milter/mail/raw_message.h"

namespace milter {

struct Splice {
  ByteRange range;
  std::string text;
};

// REQUIRES: ranges do not overlap. Insertions at one place keep the order of `splices`.
std::string apply_splices(std::string_view bytes, std::vector<Splice> splices);

// The line ending that `bytes` use first, or `otherwise` if there is none.
std::string_view eol_of(std::string_view bytes, std::string_view otherwise);

// Bytes as base64 in lines of `width` characters, without a line ending after the last.
std::string base64_lines(std::string_view bytes, std::string_view eol, std::size_t width = 76);

class PartBody {
 public:
  PartBody(std::string_view raw, std::string_view transfer_encoding);

  // false: an encoding that is unknown, or base64 that is damaged and would not come out the same.
  bool editable() const { return encoding_ != Encoding::kOther; }
  bool takes_8bit() const;  // bytes over 127 may be put in
  const std::string& decoded() const { return decoded_; }
  std::string edited(const std::vector<Splice>& in_decoded) const;  // REQUIRES: editable()

 private:
  enum class Encoding : std::uint8_t { kSevenBit, kEightBit, kQuotedPrintable, kBase64, kOther };
  std::string edited_quoted(const std::vector<Splice>& in_decoded) const;
  std::string edited_base64(const std::vector<Splice>& in_decoded) const;

  std::string_view raw_;
  Encoding encoding_;
  std::string decoded_;
};

}  // namespace milter
