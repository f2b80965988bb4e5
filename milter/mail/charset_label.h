// What a charset label in a mail means. Separate from decoding because the table is long.
//
//   read_label("X-SJIS")   ->  {Coding::kIcu, "shift_jis", "ibm-943_P15A-2003"}
//
// Pure and thread-safe; the views are of static storage.
#pragma once

#include <string_view>

namespace milter {

enum class Coding { kUnknown, kAscii, kUtf8, kIso2022Jp, kUtf16, kUtf32, kUtf7, kIcu };

struct Label {
  Coding coding = Coding::kUnknown;
  std::string_view charset;    // the name we give it, lower case
  std::string_view converter;  // ICU's name where coding is kIcu
  bool escapes = false;        // seven-bit bytes of it need not be ASCII
};
Label read_label(std::string_view label);

// The converters of the two Japanese codes, also used for guessing and for ISO-2022-JP.
inline constexpr const char* kCp932Converter = "ibm-943_P15A-2003";
inline constexpr const char* kEucJpConverter = "euc-jp-2007";

}  // namespace milter
