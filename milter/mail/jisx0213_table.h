// What JIS X 0213 has beyond JIS X 0208, for ISO-2022-JP-3; ICU has no such table.
//
//   jisx0213(1, 15, 94)   ->   U'剝'
//
// Thread-safe: static storage.
#pragma once

#include <string_view>

namespace milter {

// 0 if there is no such character, or none of its own: row and cell from 1 to 94.
char32_t jisx0213(unsigned plane, unsigned row, unsigned cell);

}  // namespace milter
