// Compound files ([MS-CFB]): .doc, .xls, .ppt, .msg, and OOXML behind a password. Their directory
// is read, their text is not: "cannot look" is the answer, with what the directory tells.
//
//   look_into_ole(bytes)   ->  {Problem::kMacros, Problem::kUnknownKind}
//
// Linear, bounded by the size of the file. Pure and thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "milter/extract/extraction.h"

namespace milter::extract {

// Never empty: kEncrypted, or kUnknownKind with or without kMacros before it, or kBroken.
std::vector<Problem> look_into_ole(std::string_view bytes);

}  // namespace milter::extract
