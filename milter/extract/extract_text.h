// Everything that can be read in one attachment: the text of documents, of what archives hold, and
// of mail in mail; and what could not be looked at.
//
//   extract_text({bytes, "請求書.zip", "application/zip"})
//     texts     {"請求書.zip/請求書.xlsx", "振込先\tみなと銀行 ..."}
//     troubles  {Problem::kEncrypted, "請求書.zip/明細.pdf"}
//
// Bytes decide what a file is, its name only where they cannot. Pictures are kUnknownKind: a caller
// that does not want to hear of them does not ask. Everything is bounded by ExtractLimits except
// time and memory inside the libraries: those are the caller's to bound, by a process
// (kTimeout, kMemory and kCrashed are never given here). Opens no file but poppler's data; loads
// what else it needs by prepare_extracting(). Thread-safe but for PDF (poppler has globals).
#pragma once

#include <cstddef>

#include "milter/base/limits.h"
#include "milter/extract/extraction.h"

namespace milter::extract {

// The named limits of milter/base/limits.h; a test may set smaller ones.
struct ExtractLimits {
  std::size_t depth = limits::kMaxUnpackDepth;
  std::size_t entries = limits::kMaxUnpackEntries;
  std::size_t unpack_bytes = limits::kMaxUnpackBytes;
  std::size_t unpack_ratio = limits::kMaxUnpackRatio;
  std::size_t text_bytes = limits::kMaxTextBytes;
  std::size_t pages = limits::kMaxPdfPages;
  std::size_t rtf_groups = limits::kMaxRtfGroups;
  std::size_t troubles = limits::kMaxTroubles;
};

Extraction extract_text(const Attachment& attachment, const ExtractLimits& limits = {});

// Loads what the C library would else load from files when first needed (locale, converter of
// poppler's text). Call once before files can no longer be opened.
void prepare_extracting();

}  // namespace milter::extract
