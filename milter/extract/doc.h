// The text of a Word document of 97 to 2003 ([MS-DOC]): its stream "WordDocument" holds characters
// in pieces, its table stream says in which order.
//
//   read_doc(word_document, table, 1'000'000).text   ->  "振込先\tみなと銀行\n"
//
// Paragraphs and table rows end with "\n", cells with "\t". Footnotes, headers, comments and text
// boxes follow the text. Deleted text of tracked changes and hidden text are read with it; field
// codes are left out. Linear in the size of the streams. Pure and thread-safe.
#pragma once

#include <string_view>

#include "milter/extract/old_text.h"

namespace milter::extract {

// Which of its neighbours is the document's table: "0Table" or "1Table".
std::string_view doc_table(std::string_view word_document);

// Reading stops after `most` bytes of text and a little more.
OldText read_doc(std::string_view word_document, std::string_view table, std::size_t most);

}  // namespace milter::extract
