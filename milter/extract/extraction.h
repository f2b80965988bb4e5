// What is inside an attachment, as plain values: the texts found, and what could not be looked at.
// It travels as JSON between sekimori-extract and whoever asked it.
//
//   {"texts":[{"where":"invoice.zip/請求書.xlsx","text":"振込先…"}],
//    "troubles":[{"problem":"encrypted","where":"invoice.zip/secret.zip"}]}
//
// Pure and thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "milter/base/result.h"

namespace milter::extract {

// One attachment as the mail declares it; `bytes` is a view and must outlive it.
struct Attachment {
  std::string_view bytes;  // transfer encoding undone
  std::string name;        // declared file name, UTF-8; "" if none
  std::string type;        // declared media type, lower case: "application/pdf"; "" if none
};

enum class Problem : std::uint8_t {
  kEncrypted,        // a password is asked for
  kMacros,           // an Office document with a program in it
  kDoubleExtension,  // invoice.pdf.exe
  kTooDeep,          // archives in archives, beyond the limit
  kTooMany,          // more members than are looked at
  kTooLarge,         // unpacked
  kBroken,           // cannot be read as what it says it is
  kUnknownKind,      // nothing here reads it, or there is no text in it
  kTimeout,
  kMemory,
  kCrashed,
};
std::string_view word(Problem problem);  // "encrypted", "macros", "double_extension", ...
std::optional<Problem> problem_of(std::string_view word);

// `where`: the attachment's name and, after "/", that of each archive member on the way.
struct Text {
  std::string where;
  std::string text;  // UTF-8
  bool operator==(const Text&) const = default;
};
struct Trouble {
  Problem problem = Problem::kBroken;
  std::string where;
  bool operator==(const Trouble&) const = default;
};
struct Extraction {
  std::vector<Text> texts;
  std::vector<Trouble> troubles;
  bool operator==(const Extraction&) const = default;
};

std::string to_json(const Extraction& extraction);  // one line, without its end
// kMalformed for anything that to_json does not write.
Result<Extraction> from_json(std::string_view json);

}  // namespace milter::extract
