// One XML part of an Office document to text.
//
//   office_part(part, {}, 1'000'000).text   ->  "振込先\tみなと銀行\n"
//
// Paragraphs and table rows end with "\n", cells with "\t". Left out, because a reader does not see
// it there: furigana (rPh, rt, ruby-text), deleted text of tracked changes, the second copy of a
// drawing (mc:Fallback), field codes. A sheet's cells come in the order of the part, which
// ECMA-376 18.3.1.73 wants ascending; a number as it is stored, without its format. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "milter/extract/xml.h"

namespace milter::extract {

struct OfficePart {
  std::string text;
  std::vector<std::string> strings;  // of a part "sst", the shared strings of a workbook
  std::string root;                  // local name of the root element; "" if there is none
  bool encrypted = false;            // an OpenDocument manifest that names encrypted files
  XmlEnd end = XmlEnd::kOk;
};

// `shared`: the workbook's strings, for cells that name one. Reading stops after `most` bytes of
// text, with XmlEnd::kEnough.
OfficePart office_part(std::string_view xml, const std::vector<std::string>& shared,
                       std::size_t most);

}  // namespace milter::extract
