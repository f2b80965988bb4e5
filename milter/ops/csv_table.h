// A CSV file with a header row of known columns, English or Japanese names, any order.
//
//   const Column kColumns[] = {{"id", "取引先ID"}, {"name", "名称"}};
//   CsvTable table = read_table(bytes, "partners.csv", kColumns);
//   table.rows[0].cells[1]   ->  the name, wherever its column stands in the file
//
// Pure and thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "milter/ops/tables.h"

namespace milter {

struct Column {
  std::string_view english, japanese;
};

struct CsvTable {
  std::vector<CsvRow> rows;  // cells in the order of the columns asked for, trimmed
  Problems problems;         // rows of a wrong length are here and not in `rows`
};
CsvTable read_table(std::string_view bytes, const std::string& file,
                    std::span<const Column> columns);

// UTF-8 with or without BOM, or CP932; neither is a Problem with the line.
tl::expected<std::string, Problem> decode_table(std::string_view bytes, const std::string& file);

}  // namespace milter
