// Tested by xls_test.cc.
#include "milter/extract/continued_record.h"

#include <algorithm>

#include "milter/base/unicode.h"

namespace milter::extract {
namespace {

constexpr unsigned kWide = 0x01, kFurigana = 0x04, kRuns = 0x08;  // flags of a string

}  // namespace

bool ContinuedRecord::over() {
  while (piece_ < pieces_.size() && at_ >= pieces_[piece_].size()) skip_piece();
  return piece_ >= pieces_.size();
}

void ContinuedRecord::skip_piece() {
  ++piece_;
  at_ = 0;
}

std::uint8_t ContinuedRecord::byte() {
  return over() ? std::uint8_t{0} : static_cast<std::uint8_t>(pieces_[piece_][at_++]);
}

std::uint32_t ContinuedRecord::number(std::size_t bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < bytes; ++i) value |= std::uint32_t{byte()} << (8 * i);
  return value;
}

void ContinuedRecord::skip(std::size_t bytes) {
  while (bytes > 0 && !over()) {
    const std::size_t step = std::min(bytes, pieces_[piece_].size() - at_);
    at_ += step;
    bytes -= step;
  }
}

// A character of one byte is the lower half of a UTF-16 unit.
std::string ContinuedRecord::characters(std::size_t count, bool wide) {
  std::string units;
  while (count > 0 && piece_ < pieces_.size()) {
    const std::string_view left = pieces_[piece_].substr(std::min(at_, pieces_[piece_].size()));
    const std::size_t width = wide ? 2 : 1;
    if (left.size() < width) {
      skip_piece();
      if (!over()) wide = (byte() & kWide) != 0;
      continue;
    }
    const std::size_t taken = std::min(count, left.size() / width);
    for (std::size_t i = 0; i < taken * width; ++i) {
      units += left[i];
      if (!wide) units += '\0';
    }
    at_ += taken * width;
    count -= taken;
  }
  return to_utf8(units, "UTF-16LE")->text;
}

std::string ContinuedRecord::string(std::size_t count) {
  const unsigned flags = byte();
  const std::size_t runs = (flags & kRuns) != 0 ? number(2) : 0;
  const std::size_t furigana = (flags & kFurigana) != 0 ? number(4) : 0;
  std::string text = characters(count, (flags & kWide) != 0);
  skip(runs * 4);
  skip(furigana);
  return text;
}

}  // namespace milter::extract
