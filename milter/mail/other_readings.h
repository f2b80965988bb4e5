// How else a mail program may read a part, where its header leaves it the choice: a second
// Content-Type or Content-Transfer-Encoding field, a second boundary or charset, a multipart that
// is encoded as a whole.
//
//   Content-Type: multipart/mixed; boundary=a; boundary=b
//   other_readings(bytes, fields)[0].header   ->  "Content-Type: multipart/mixed;
//   boundary=\"b\"..."
//
// The first of each is what mime_tree reads. Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "milter/mail/raw_message.h"

namespace milter {

struct OtherReading {
  std::string header;          // Content-* fields and the empty line, to stand before the body
  bool decode_before = false;  // the body's own encoding is undone first
};

std::vector<OtherReading> other_readings(std::string_view bytes,
                                         const std::vector<HeaderField>& fields);

// The values of all fields of that name, up to their first NUL, without repeats.
std::vector<std::string> distinct_values(std::string_view bytes,
                                         const std::vector<HeaderField>& fields,
                                         std::string_view name);

}  // namespace milter
