// The text of an Excel workbook of 97 to 2003 (BIFF8, [MS-XLS]): its stream "Workbook" is a row of
// records, strings among them shared by all sheets.
//
//   read_xls(workbook, 1'000'000).text   ->  "振込先\tみなと銀行\t1234567\n"
//
// Rows end with "\n", cells with "\t", in the order of the records; a number as it is stored,
// without its format. Text boxes, comments, headers and footers are read where they stand. Furigana
// and names of sheets are left out. Linear in the size of the stream. Pure and thread-safe.
#pragma once

#include <string_view>

#include "milter/extract/old_text.h"

namespace milter::extract {

// Reading stops after `most` bytes of text and a cell more.
OldText read_xls(std::string_view workbook, std::size_t most);

}  // namespace milter::extract
