// Files of old Office formats made for the tests, field by field, so that what is in them stands in
// the test.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/extract/samples.h"

namespace milter::extract {

std::string utf16(std::string_view utf8);  // UTF-16LE

// A compound file ([MS-CFB]) with these streams; "ObjectPool/Workbook" lies in a storage. Streams
// under 4,096 bytes go where small ones go.
std::string ole_of(const std::vector<File>& streams);

// A piece of a Word document as it is stored: UTF-16LE, or windows-1252.
struct Piece {
  std::string bytes;
  bool one_byte = false;
};
// The streams "WordDocument" and "1Table" of a Word document ([MS-DOC]) of these pieces. `flags`:
// of its header, beside the one that names the table.
std::vector<File> doc_of(const std::vector<Piece>& pieces, unsigned flags = 0);

// Records of a workbook ([MS-XLS] 2.4).
std::string record(unsigned type, const std::string& bytes);
std::string bof(unsigned version = 0x0600);
std::string wide(const std::string& utf8);                    // XLUnicodeString
std::string narrow(const std::string& text);                  // the same, a byte a character
std::string shared(const std::vector<std::string>& strings);  // SST; as wide() and narrow() made
std::string cell(unsigned type, unsigned row, unsigned column, const std::string& value);

}  // namespace milter::extract
