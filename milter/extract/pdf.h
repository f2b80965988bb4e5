// The text of a PDF, and the files attached in it. The only user of poppler.
//
//   for (const PdfFile& file : read_pdf(bytes, "請求書.pdf", out)) ...
//
// Text comes page by page as it is laid out, a line of the page a line of the text. A password that
// is not the empty one is kEncrypted, pages over limits.pages kTooMany, a scan or another PDF
// without any text kUnknownKind, what is not a PDF or has no page kBroken. Poppler reads its
// Japanese CMaps from the package poppler-data: without it text in 90ms-RKSJ or UniJIS is lost.
// Time and memory are not bounded here. Not thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "milter/extract/collector.h"

namespace milter::extract {

struct PdfFile {
  std::string name;
  std::string bytes;
};
std::vector<PdfFile> read_pdf(std::string_view bytes, const std::string& where, Collector& out);

void prepare_pdf();  // for prepare_extracting

}  // namespace milter::extract
