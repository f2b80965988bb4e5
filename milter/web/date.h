// Dates and sizes as people read them, in the server's time zone (TZ).
//
//   shown_date(Language::kJapanese, 1795392900)  ->  "2026年11月23日(月) 09:15"
//   shown_date(Language::kEnglish, 1795392900)   ->  "Mon 2026-11-23 09:15 JST"
//   shown_size(86'016)                           ->  "84 KB"
//
// Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "milter/ops/config.h"

namespace milter {

std::string shown_date(Language language, std::int64_t seconds);
std::string machine_date(std::int64_t seconds);  // RFC 3339 in UTC, for <time datetime>
std::string shown_size(std::size_t bytes);       // 1 KB is 1,024 bytes, as mail programs count

}  // namespace milter
