// RFC 4180 as spreadsheets write it: CRLF, LF or CR end a row; a quote opens a cell only at its
// beginning; lines without anything are skipped. One pass, one state. Tested by csv_test.cc.
#include "milter/ops/tables.h"

namespace milter {
namespace {

class CsvReader {
 public:
  CsvReader(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  tl::expected<std::vector<CsvRow>, Problems> read() {
    while (at_ < text_.size()) read_row();
    if (!problems_.empty()) return tl::unexpected(std::move(problems_));
    return std::move(rows_);
  }

 private:
  bool more() const { return at_ < text_.size(); }
  bool at_line_end() const { return text_[at_] == '\r' || text_[at_] == '\n'; }

  void pass_line_end() {
    const bool pair = text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
    at_ += pair ? 2 : 1;
    ++line_;
  }

  void read_row() {
    if (at_line_end()) return pass_line_end();
    CsvRow row{line_, {}};
    while (true) {
      row.cells.push_back(more() && text_[at_] == '"' ? quoted_cell() : plain_cell());
      if (!more() || at_line_end()) break;
      ++at_;  // the comma
    }
    if (more()) pass_line_end();
    rows_.push_back(std::move(row));
  }

  std::string plain_cell() {
    const std::size_t begin = at_;
    while (more() && text_[at_] != ',' && !at_line_end()) {
      if (text_[at_] == '"') {
        problem(line_, "a quotation mark inside a cell: quote the whole cell and double the mark");
        skip_line();
        break;
      }
      ++at_;
    }
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::string quoted_cell() {
    const std::size_t opened = line_;
    std::string cell;
    for (++at_; more();) {
      if (text_[at_] != '"') {
        take(cell);
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        cell += '"';
        at_ += 2;
      } else {
        ++at_;
        check_after_quote();
        return cell;
      }
    }
    problem(opened, "a quotation mark is opened and never closed");
    return cell;
  }

  // One character, or a line ending, which inside quotes belongs to the cell.
  void take(std::string& cell) {
    if (at_line_end()) {
      pass_line_end();
      cell += '\n';
    } else {
      cell += text_[at_++];
    }
  }

  void check_after_quote() {
    if (!more() || text_[at_] == ',' || at_line_end()) return;
    problem(line_, "text after a closing quotation mark");
    skip_line();
  }

  void skip_line() {
    while (more() && !at_line_end()) ++at_;
  }

  void problem(std::size_t line, const char* message) {
    problems_.push_back({file_, line, message});
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::vector<CsvRow> rows_;
  Problems problems_;
};

}  // namespace

tl::expected<std::vector<CsvRow>, Problems> parse_csv(std::string_view utf8,
                                                      const std::string& file) {
  return CsvReader(utf8, file).read();
}

}  // namespace milter
