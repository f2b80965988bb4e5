// Records are read in one pass: type, size, bytes ([MS-XLS] 2.1.4); those after a string that is
// cut at 8,224 bytes continue it. Numbers of records and their fields: 2.3 and 2.4 there. Tested by
// xls_test.cc.
#include "milter/extract/xls.h"

#include <array>
#include <bit>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "milter/extract/continued_record.h"
#include "milter/extract/little_endian.h"

namespace milter::extract {
namespace {

enum Type : std::uint32_t {
  kFormula = 0x06,
  kHeader = 0x14,
  kFooter = 0x15,
  kFilePass = 0x2F,
  kContinue = 0x3C,
  kBoundSheet = 0x85,
  kMulRk = 0xBD,
  kRString = 0xD6,
  kSst = 0xFC,
  kLabelSst = 0xFD,
  kTextObject = 0x1B6,
  kNumber = 0x203,
  kLabel = 0x204,
  kString = 0x207,
  kRk = 0x27E,
  kBof = 0x809,
};

constexpr std::size_t kRecordHead = 4;
constexpr std::uint32_t kBiff8 = 0x0600;
constexpr std::uint32_t kMacroSheet = 1;
constexpr std::size_t kCellValue = 6;  // after row, column and format

std::string text_of(double value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                 std::chars_format::general, 15)  // as Excel shows it
                       .ptr;
  return {digits.data(), end};
}

double real(std::string_view bytes, std::size_t at) {
  const std::uint64_t high = little_endian(bytes, at + 4, 4);
  return std::bit_cast<double>(high << 32U | little_endian(bytes, at, 4));
}

// A number in four bytes ([MS-XLS] 2.5.217): an integer or the upper half of a double, and whether
// it is to be divided by 100.
double short_real(std::uint32_t rk) {
  const double value = (rk & 2U) != 0 ? static_cast<double>(static_cast<std::int32_t>(rk) >> 2)
                                      : std::bit_cast<double>(std::uint64_t{rk & ~3U} << 32U);
  return (rk & 1U) != 0 ? value / 100 : value;
}

class WorkbookReader {
 public:
  explicit WorkbookReader(std::size_t most) : most_(most) {}
  OldText run(std::string_view workbook);

 private:
  using Pieces = std::vector<std::string_view>;
  void read(std::uint32_t type, const Pieces& pieces);
  void read_cell(std::uint32_t type, const Pieces& pieces);
  void read_many(std::string_view bytes);
  void read_formula(std::string_view bytes);
  void read_strings(const Pieces& pieces);
  void read_text_object(const Pieces& pieces);
  void begin_cell(std::string_view bytes);
  void add_line(std::string_view text);
  void end_line();
  void stop(Problem problem) { found_.problem = problem; }

  std::size_t most_;
  OldText found_;
  std::vector<std::string> shared_;
  std::uint32_t row_ = 0;
  bool in_row_ = false;
};

void WorkbookReader::end_line() {
  if (!found_.text.empty() && found_.text.back() != '\n') found_.text += '\n';
  in_row_ = false;
}

void WorkbookReader::begin_cell(std::string_view bytes) {
  const std::uint32_t row = little_endian(bytes, 0, 2);
  if (!in_row_ || row != row_) {
    end_line();
  } else {
    found_.text += '\t';
  }
  row_ = row;
  in_row_ = true;
}

void WorkbookReader::add_line(std::string_view text) {
  end_line();
  found_.text += text;
  end_line();
}

void WorkbookReader::read_strings(const Pieces& pieces) {
  ContinuedRecord record(pieces);
  record.skip(4);  // how often they are used
  const std::uint32_t count = record.number(4);
  while (shared_.size() < count && !record.over()) {
    const std::size_t characters = record.number(2);
    shared_.push_back(record.string(characters));
  }
}

// The text stands in the records that continue it, its size in the first.
void WorkbookReader::read_text_object(const Pieces& pieces) {
  const std::uint32_t count = little_endian(pieces[0], 10, 2);
  ContinuedRecord record(pieces);
  record.skip_piece();
  if (count == 0 || record.over()) return;
  const bool wide = (record.number(1) & 1U) != 0;
  add_line(record.characters(count, wide));
}

void WorkbookReader::read_many(std::string_view bytes) {
  begin_cell(bytes);
  constexpr std::size_t kEach = 6, kLastColumn = 2;  // a format and a number
  for (std::size_t at = 4; at + kEach + kLastColumn <= bytes.size(); at += kEach) {
    if (at > 4) found_.text += '\t';
    found_.text += text_of(short_real(little_endian(bytes, at + 2, 4)));
  }
}

// Its value as it was last worked out; a text follows in a record of its own.
void WorkbookReader::read_formula(std::string_view bytes) {
  begin_cell(bytes);
  const bool is_number = little_endian(bytes, kCellValue + 6, 2) != 0xFFFF;
  if (is_number) found_.text += text_of(real(bytes, kCellValue));
}

void WorkbookReader::read_cell(std::uint32_t type, const Pieces& pieces) {
  const std::string_view bytes = pieces[0];
  begin_cell(bytes);
  if (type == kNumber) {
    found_.text += text_of(real(bytes, kCellValue));
  } else if (type == kRk) {
    found_.text += text_of(short_real(little_endian(bytes, kCellValue, 4)));
  } else if (type == kLabelSst) {
    const std::uint32_t index = little_endian(bytes, kCellValue, 4);
    if (index < shared_.size()) found_.text += shared_[index];
  } else {
    ContinuedRecord record(pieces);
    record.skip(kCellValue);
    const std::size_t count = record.number(2);
    found_.text += record.string(count);
  }
}

void WorkbookReader::read(std::uint32_t type, const Pieces& pieces) {
  const std::string_view bytes = pieces[0];
  switch (type) {
    case kBof:
      end_line();
      if (little_endian(bytes, 0, 2) != kBiff8) stop(Problem::kUnknownKind);
      break;
    case kFilePass:
      return stop(Problem::kEncrypted);
    case kBoundSheet:
      found_.macros = found_.macros || little_endian(bytes, 5, 1) == kMacroSheet;
      break;
    case kSst:
      return read_strings(pieces);
    case kTextObject:
      return read_text_object(pieces);
    case kMulRk:
      return read_many(bytes);
    case kFormula:
      return read_formula(bytes);
    case kHeader:
    case kFooter: {
      ContinuedRecord record(pieces);
      const std::size_t count = record.number(2);
      return add_line(record.string(count));
    }
    case kString: {
      ContinuedRecord record(pieces);
      const std::size_t count = record.number(2);
      found_.text += record.string(count);
      break;
    }
    case kNumber:
    case kRk:
    case kLabelSst:
    case kLabel:
    case kRString:
      return read_cell(type, pieces);
    default:
      break;
  }
}

OldText WorkbookReader::run(std::string_view workbook) {
  if (little_endian(workbook, 0, 2) != kBof) return {"", Problem::kUnknownKind};
  while (workbook.size() >= kRecordHead && !found_.problem && found_.text.size() <= most_) {
    const std::uint32_t type = little_endian(workbook, 0, 2);
    Pieces pieces;
    do {
      const std::size_t size = little_endian(workbook, 2, 2);
      if (size > workbook.size() - kRecordHead) stop(Problem::kBroken);
      pieces.push_back(workbook.substr(kRecordHead, size));
      workbook.remove_prefix(std::min(workbook.size(), kRecordHead + size));
    } while (workbook.size() >= kRecordHead && little_endian(workbook, 0, 2) == kContinue);
    read(type, pieces);
  }
  end_line();
  return std::move(found_);
}

}  // namespace

OldText read_xls(std::string_view workbook, std::size_t most) {
  return WorkbookReader(most).run(workbook);
}

}  // namespace milter::extract
