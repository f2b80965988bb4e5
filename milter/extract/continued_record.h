// A record of BIFF8 and the CONTINUE records that follow it, read as one ([MS-XLS] 2.1.4, 2.5.293).
//
//   ContinuedRecord record({sst, continuation});
//   const std::size_t count = record.number(2);
//   std::string utf8 = record.string(count);   // XLUnicodeString without its count
//
// A string that goes on in the next record begins there with a new flag of one byte: wide or not.
// What is beyond the end is empty or zero. Linear; views must outlive it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace milter::extract {

class ContinuedRecord {
 public:
  explicit ContinuedRecord(std::vector<std::string_view> pieces) : pieces_(std::move(pieces)) {}
  bool over();
  std::uint32_t number(std::size_t bytes);  // least byte first
  void skip(std::size_t bytes);
  void skip_piece();
  // Flags, then `count` characters, then what describes them (runs of formats, furigana).
  std::string string(std::size_t count);
  // `count` characters from here, the first piece's flags being read.
  std::string characters(std::size_t count, bool wide);

 private:
  std::uint8_t byte();

  std::vector<std::string_view> pieces_;
  std::size_t piece_ = 0, at_ = 0;
};

}  // namespace milter::extract
