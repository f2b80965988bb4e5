// A part's own header fields, read into its Part.
//
//   read_part_header(part, bytes, fields, false);
//   part.charset == "iso-2022-jp"
//
// Pure and thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "milter/mail/mime_tree.h"

namespace milter {

// Sets type, subtype, charset, format, transfer_encoding, disposition, the file names and the other
// readings; returns what is odd. `in_digest`: a part without Content-Type is a message (RFC 2046
// 5.1.5).
std::vector<Flaw> read_part_header(Part& part, std::string_view bytes,
                                   const std::vector<HeaderField>& fields, bool in_digest);

}  // namespace milter
