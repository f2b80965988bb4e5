// Times as the fields of a mail and as people write them. Seconds since 1970. Thread-safe.
//
//   mail_date(1795414562)                         ->  "Mon, 23 Nov 2026 06:16:02 +0000"
//   shown_time(1795414562, Language::kJapanese)   ->  "2026年11月23日(月) 15:16"
//   shown_time(1795414562, Language::kEnglish)    ->  "Mon 2026-11-23 15:16 JST"
#pragma once

#include <cstdint>
#include <string>

#include "milter/ops/config.h"

namespace milter {

std::string mail_date(std::int64_t seconds);                      // RFC 5322 3.3, in UTC
std::string shown_time(std::int64_t seconds, Language language);  // in the time zone of this host

}  // namespace milter
