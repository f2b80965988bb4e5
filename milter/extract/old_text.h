// What doc.h and xls.h find in one document.
#pragma once

#include <optional>
#include <string>

#include "milter/extract/extraction.h"

namespace milter::extract {

struct OldText {
  std::string text;                     // UTF-8, up to where `problem` ended reading
  std::optional<Problem> problem = {};  // kEncrypted, kBroken, or kUnknownKind: another version
  bool macros = false;                  // a macro sheet
};

}  // namespace milter::extract
