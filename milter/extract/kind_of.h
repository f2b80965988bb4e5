// What an attachment is: by its bytes first, by its name and type where bytes do not tell.
//
//   kind_of({"%PDF-1.7 ...", "請求書.exe", ""})   ->  Kind::kPdf
//   is_disguised("請求書.pdf.exe", Kind::kProgram) ->  true
//
// Pure and thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

#include "milter/extract/extraction.h"

namespace milter::extract {

enum class Kind : std::uint8_t {
  kEmpty,
  kPdf,
  kZip,  // OOXML and OpenDocument too: their members tell
  kSevenZip,
  kRar,
  kTar,
  kPacked,  // gzip, bzip2 or xz, of a tar or of one file
  kOle,     // compound file: .doc, .xls, .ppt, .msg, encrypted OOXML
  kRtf,
  kMail,
  kHtml,
  kText,
  kProgram,
  kUnknown,
};
Kind kind_of(const Attachment& attachment);

// The name says a document and the file is, or would be started as, a program: a second extension
// (also behind spaces or with full-width dots), an override of the writing direction
// (U+202D, U+202E), or a program under a document's name. A program under its own name is not.
bool is_disguised(std::string_view name, Kind kind);

// "請求書.csv.gz" -> "請求書.csv"; a name without an extension as it is.
std::string_view without_extension(std::string_view name);

}  // namespace milter::extract
