// The little of a part's header that decides how a message is split: type, boundary, encoding. Kept
// apart from decode_parameters, which decodes what it reads: a boundary is compared as it stands.
//
//   read_content_type(bytes, fields).boundary   ->  "=_part 1"
//
// Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "milter/mail/raw_message.h"

namespace milter {

struct ContentType {
  std::string full = "text/plain";  // lower case, no comments; the default of RFC 2045 5.2
  std::string boundary;             // without blanks at its end; "" if there is none
  std::string boundary_blanks;      // those blanks, against RFC 2046 5.1.1
  bool encoded = false;             // base64 or quoted-printable
  bool is_multipart() const { return full.rfind("multipart/", 0) == 0; }
  bool is_message() const { return full == "message/rfc822"; }
};

// Of the first Content-Type and Content-Transfer-Encoding fields.
ContentType read_content_type(std::string_view bytes, const std::vector<HeaderField>& fields);

// The value of the first field of that name, up to its first NUL as most programs read it; false if
// there is none.
bool first_value(std::string_view bytes, const std::vector<HeaderField>& fields,
                 std::string_view name, std::string_view* value);

}  // namespace milter
