// Times as the fields of a mail and as people write them. Pure and thread-safe.
//
//   mail_date(1795414562)  ->  "Mon, 23 Nov 2026 06:16:02 +0000"
#pragma once

#include <cstdint>
#include <string>

namespace milter {

// RFC 5322 3.3, in UTC. Seconds since 1970.
std::string mail_date(std::int64_t seconds);

}  // namespace milter
