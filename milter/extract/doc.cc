// The header (FIB) says where the piece table (Clx) is: [MS-DOC] 2.5.1, 2.8.35, 2.9.38, 2.9.177. A
// piece is in UTF-16 or, a byte a character, in windows-1252. Tested by doc_test.cc.
#include "milter/extract/doc.h"

#include <algorithm>
#include <string>
#include <vector>

#include "milter/base/unicode.h"
#include "milter/extract/little_endian.h"

namespace milter::extract {
namespace {

constexpr std::uint32_t kMark = 0xA5EC;  // Word 6 and 95 have another
constexpr std::size_t kFlagsAt = 0x0A;
constexpr std::uint32_t kEncryptedFlag = 0x0100, kWhichTableFlag = 0x0200;
constexpr std::size_t kClxAt = 0x1A2;  // fcClx, then lcbClx: pair 33 of FibRgFcLcb97
constexpr std::size_t kPiece = 8;      // bytes of a Pcd
constexpr std::uint32_t kOneByteFlag = 0x40000000;
// Of a piece, for each byte of text wanted: decoding 30 MB would take several times as much.
constexpr std::size_t kMostBytesOfText = 4;

// Of Clx the PlcPcd: n + 1 positions, then n pieces. nullopt: there is none.
std::optional<std::string_view> piece_table(std::string_view document, std::string_view table) {
  const std::size_t at = little_endian(document, kClxAt, 4);
  if (at >= table.size()) return std::nullopt;
  std::string_view clx = table.substr(at, little_endian(document, kClxAt + 4, 4));
  while (clx.starts_with('\1')) {  // formatting, of no interest here
    clx.remove_prefix(std::min<std::size_t>(clx.size(), 3 + little_endian(clx, 1, 2)));
  }
  if (!clx.starts_with('\2') || clx.size() < 5) return std::nullopt;
  return clx.substr(5, little_endian(clx, 1, 4));
}

// Takes out what is no text: [MS-DOC] 2.4.1 and 2.8.25 list the special characters.
class DocText {
 public:
  void add(char c);
  std::string take() { return std::move(text_); }
  std::size_t size() const { return text_.size(); }

 private:
  void end_line();
  void end_cell();
  bool in_code() const { return codes_ > 0; }
  void begin_field();
  void end_code();
  void end_field();

  std::string text_;
  std::vector<bool> fields_;  // open ones; true: still in its code
  std::size_t codes_ = 0;     // of them, those still in their code
  char last_ = '\0';
};

void DocText::begin_field() {
  fields_.push_back(true);
  ++codes_;
}

void DocText::end_code() {
  if (fields_.empty() || !fields_.back()) return;
  fields_.back() = false;
  --codes_;
}

void DocText::end_field() {
  end_code();
  if (!fields_.empty()) fields_.pop_back();
}

// A field's code is within a paragraph: one that is never closed hides no more.
void DocText::end_line() {
  fields_.clear();
  codes_ = 0;
  while (text_.ends_with('\t')) text_.pop_back();
  if (!text_.empty() && text_.back() != '\n') text_ += '\n';
}

// The mark that ends a row follows that of its last cell.
void DocText::end_cell() {
  if (last_ == '\x07') return end_line();
  text_ += '\t';
}

void DocText::add(char c) {
  switch (c) {
    case '\r':
    case '\n':
    case '\v':
    case '\f':
      end_line();
      break;
    case '\x07':
      end_cell();
      break;
    case '\x13':
      begin_field();
      break;
    case '\x14':
      end_code();
      break;
    case '\x15':
      end_field();
      break;
    case '\x1E':  // a hyphen that does not break
      if (!in_code()) text_ += '-';
      break;
    default:
      if ((static_cast<unsigned char>(c) >= 0x20 || c == '\t') && !in_code()) text_ += c;
  }
  last_ = c;
}

class PieceReader {
 public:
  PieceReader(std::string_view document, std::string_view pieces, std::size_t most)
      : document_(document), pieces_(pieces), most_(most), left_(document.size()) {}
  OldText run();

 private:
  bool read_piece(std::size_t index);  // false: broken

  std::string_view document_, pieces_;
  std::size_t most_;
  std::size_t left_;  // bytes of pieces: no two share any
  DocText text_;
};

bool PieceReader::read_piece(std::size_t index) {
  const std::size_t count = (pieces_.size() - 4) / (4 + kPiece);
  const std::uint32_t begin = little_endian(pieces_, index * 4, 4);
  const std::uint32_t end = little_endian(pieces_, index * 4 + 4, 4);
  const std::uint32_t fc = little_endian(pieces_, (count + 1) * 4 + index * kPiece + 2, 4);
  const bool one_byte = (fc & kOneByteFlag) != 0;
  const std::size_t at = (fc & (kOneByteFlag - 1)) / (one_byte ? 2 : 1);
  const std::size_t size = std::size_t{end - begin} * (one_byte ? 1 : 2);
  if (end < begin || size > left_ || at > document_.size() || size > document_.size() - at) {
    return false;
  }
  left_ -= size;
  const std::size_t worth = std::min(size, most_ * kMostBytesOfText + 2);
  const auto utf8 = to_utf8(document_.substr(at, worth), one_byte ? "windows-1252" : "UTF-16LE");
  for (const char c : utf8->text) text_.add(c);
  return true;
}

OldText PieceReader::run() {
  const std::size_t count = pieces_.size() < 4 ? 0 : (pieces_.size() - 4) / (4 + kPiece);
  bool whole = true;
  for (std::size_t i = 0; i < count && text_.size() <= most_; ++i) {
    whole = read_piece(i) && whole;
  }
  OldText found{text_.take()};
  if (!whole) found.problem = Problem::kBroken;
  return found;
}

}  // namespace

std::string_view doc_table(std::string_view word_document) {
  const bool one = (little_endian(word_document, kFlagsAt, 2) & kWhichTableFlag) != 0;
  return one ? "1Table" : "0Table";
}

OldText read_doc(std::string_view word_document, std::string_view table, std::size_t most) {
  if (little_endian(word_document, 0, 2) != kMark) return {"", Problem::kUnknownKind};
  if ((little_endian(word_document, kFlagsAt, 2) & kEncryptedFlag) != 0) {
    return {"", Problem::kEncrypted};
  }
  const auto pieces = piece_table(word_document, table);
  if (!pieces) return {"", Problem::kBroken};
  return PieceReader(word_document, *pieces, most).run();
}

}  // namespace milter::extract
