// Decode, read the rows, find each column by its name, put the cells in order. All columns must be
// there: a forgotten one is more likely a wrong file than an intention. Tested by tables_test.cc.
#include "milter/ops/csv_table.h"

#include <algorithm>
#include <optional>

#include "milter/base/text.h"
#include "milter/base/unicode.h"
#include "milter/mail/charset.h"
#include "milter/ops/syntax.h"

namespace milter {
namespace {

constexpr std::string_view kCp932 = "windows-31j";
constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::string_view kWideSpace = "\u3000";

// Japanese tables are padded with the wide space as often as with the narrow one.
std::string trimmed(std::string_view cell) {
  std::string_view before;
  do {
    before = cell;
    cell = trim(cell);
    if (cell.substr(0, kWideSpace.size()) == kWideSpace) cell.remove_prefix(kWideSpace.size());
    if (cell.size() >= kWideSpace.size() &&
        cell.substr(cell.size() - kWideSpace.size()) == kWideSpace) {
      cell.remove_suffix(kWideSpace.size());
    }
  } while (cell != before);
  return std::string(cell);
}

bool is_empty(const CsvRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(),
                     [](const std::string& cell) { return cell.empty(); });
}

bool is_utf16(std::string_view bytes) {
  return bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF";
}

// A byte of a CP932 character is never a line feed, so lines can be read one by one.
std::size_t first_unreadable_line(std::string_view bytes) {
  std::size_t number = 0;
  for (const std::string_view line : split(bytes, '\n')) {
    ++number;
    if (!decode_text(line, kCp932).exact) return number;
  }
  return 0;
}

std::optional<std::size_t> column_of(std::string_view name, std::span<const Column> columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (iequals(name, columns[i].english) || name == columns[i].japanese) return i;
  }
  return std::nullopt;
}

// For each cell of a row the index of its column; nullopt if the header is wrong.
std::optional<std::vector<std::size_t>> read_header(const CsvRow& header, const std::string& file,
                                                    std::span<const Column> columns,
                                                    Problems& problems) {
  const std::size_t before = problems.size();
  std::vector<std::size_t> order;
  for (const std::string& name : header.cells) {
    const std::optional<std::size_t> column = column_of(name, columns);
    if (!column) {
      problems.push_back({file, header.line, "unknown column " + in_quotes(name)});
    } else if (std::find(order.begin(), order.end(), *column) != order.end()) {
      problems.push_back({file, header.line, "column " + in_quotes(name) + " stands twice"});
    } else {
      order.push_back(*column);
    }
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (std::find(order.begin(), order.end(), i) != order.end()) continue;
    const std::string both =
        std::string(columns[i].english) + " (" + std::string(columns[i].japanese) + ")";
    problems.push_back({file, header.line, "column " + both + " is missing"});
  }
  if (problems.size() != before) return std::nullopt;
  return order;
}

CsvRow in_order(const CsvRow& row, const std::vector<std::size_t>& order) {
  CsvRow sorted{row.line, std::vector<std::string>(order.size())};
  for (std::size_t i = 0; i < order.size(); ++i) sorted.cells[order[i]] = row.cells[i];
  return sorted;
}

void sort_rows(const std::vector<CsvRow>& rows, const std::vector<std::size_t>& order,
               const std::string& file, CsvTable& table) {
  for (const CsvRow& row : rows) {
    if (is_empty(row)) continue;
    if (row.cells.size() == order.size()) {
      table.rows.push_back(in_order(row, order));
      continue;
    }
    table.problems.push_back({file, row.line,
                              "the row has " + std::to_string(row.cells.size()) +
                                  " cells, the header has " + std::to_string(order.size())});
  }
}

}  // namespace

tl::expected<std::string, Problem> decode_table(std::string_view bytes, const std::string& file) {
  if (is_utf16(bytes)) {
    return tl::unexpected(Problem{file, 1, "the file is UTF-16; save it as CSV in UTF-8"});
  }
  if (bytes.substr(0, kBom.size()) == kBom) bytes.remove_prefix(kBom.size());
  if (is_utf8(bytes)) return std::string(bytes);
  if (const std::size_t line = first_unreadable_line(bytes); line != 0) {
    return tl::unexpected(Problem{file, line, "the text is neither UTF-8 nor CP932 (Shift_JIS)"});
  }
  return decode_text(bytes, kCp932).text;
}

CsvTable read_table(std::string_view bytes, const std::string& file,
                    std::span<const Column> columns) {
  CsvTable table;
  const auto text = decode_table(bytes, file);
  if (!text) return {{}, {text.error()}};
  auto rows = parse_csv(*text, file);
  if (!rows) return {{}, std::move(rows.error())};
  for (CsvRow& row : *rows) {
    for (std::string& cell : row.cells) cell = trimmed(cell);
  }
  if (rows->empty()) return {{}, {Problem{file, 0, "the file is empty; a header row is needed"}}};
  const auto order = read_header(rows->front(), file, columns, table.problems);
  if (!order) return table;
  rows->erase(rows->begin());
  sort_rows(*rows, *order, file, table);
  return table;
}

}  // namespace milter
