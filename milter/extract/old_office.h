// The text of Word's and Excel's files from before 2007 (.doc, .xls: Word 97 and Excel 97 to 2003),
// and what the directory of any compound file tells.
//
//   read_old_office(bytes, "請求書.xls", out);
//
// VBA projects and macro sheets of Excel 4 are kMacros, a password kEncrypted. .ppt, .msg, older
// Word and Excel, and documents without any text, a scan in a .doc, are kUnknownKind. Documents
// embedded in one are read with it. Linear, bounded by the collector's budget. Pure.
#pragma once

#include <string>
#include <string_view>

#include "milter/extract/collector.h"

namespace milter::extract {

void read_old_office(std::string_view bytes, const std::string& where, Collector& out);

}  // namespace milter::extract
