// RFC 2047 encoded words and RFC 2231 parameters, as they are found and not only as they should be:
// raw 8-bit header text, multibyte characters split between words, missing spaces.
//
//   decode_header(" =?ISO-2022-JP?B?GyRCQEE1YRsoQg==?=")  ->  "請求"
//
// Unfolds (a line ending before white space vanishes). Pure and thread-safe; output is UTF-8.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "milter/mail/charset.h"

namespace milter {

std::string decode_header(std::string_view value);
std::string decode_header(std::string_view value, CharsetNotes& notes);

// A line ending before white space vanishes, any other becomes a space.
std::string unfold(std::string_view value);

// Raw bytes of a header as UTF-8; ASCII and with it every encoded word stays as it is.
std::string header_to_utf8(std::string_view value);

// "text/plain; charset=utf-8 (comment); name*0*=iso-2022-jp''..." -> the first word and the
// parameters, names in lower case, values decoded (RFC 2231, quoted strings, RFC 2047 in quotes).
struct Parameterised {
  std::string value;  // "text/plain", lower case, no comments
  std::map<std::string, std::string> parameters;
  // What a name has beside the value above, where it differs: given twice, or as name* and name.
  std::vector<std::pair<std::string, std::string>> others;
  bool too_many_parts = false;  // over limits::kMaxParameterParts; those beyond are not joined
  CharsetNotes notes;           // of all the values
};
Parameterised decode_parameters(std::string_view field_value);

// RFC 2047 for writing: as it stands if ASCII, else encoded words in UTF-8 of at most 75
// characters, joined by `eol` and a space.
std::string encode_header(std::string_view utf8, std::string_view eol);

struct EncodedWord {
  std::string charset;     // lower case, without the RFC 2231 language
  std::string bytes;       // B or Q undone
  std::size_t length = 0;  // of the whole word in the text
};

// Encoded words of one text, asked for in ascending order of place. `text` must outlive it.
class EncodedWordScanner {
 public:
  explicit EncodedWordScanner(std::string_view text) : text_(text) {}
  std::optional<EncodedWord> at(std::size_t place);

 private:
  std::string_view text_;
  bool no_end_ahead_ = false;  // no "?=" after the last place asked: keeps the whole linear
};

}  // namespace milter
