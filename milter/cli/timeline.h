// The timeline of `sekimori replay`: a TSV with a header row, one mail a row.
//
//   auto rows = read_timeline(bytes, "mails/timeline.tsv");
//
// Columns file, direction, mail_from, rcpt_to, auth_user, client_ip, time are used, in any order;
// others are ignored. Every bad row is a Problem with its line. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "milter/base/clock.h"
#include "milter/base/result.h"
#include "rules/facts.h"

namespace milter {

struct TimelineRow {
  std::size_t line = 0;
  std::string file;                           // as written, relative to the TSV
  std::optional<rules::Direction> direction;  // empty cell: by the contract's rule
  std::string mail_from, auth_user, client_ip;
  std::vector<std::string> rcpt_to;
  Clock::Time time;
};
tl::expected<std::vector<TimelineRow>, Problems> read_timeline(std::string_view bytes,
                                                               const std::string& name);

// RFC 3339 with an offset: "2026-03-05T10:00:00+09:00".
std::optional<Clock::Time> read_rfc3339(std::string_view text);

}  // namespace milter
