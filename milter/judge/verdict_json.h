// The verdict object of the contract, and the log line that is it without quotes from the mail.
// Pure and thread-safe.
#pragma once

#include <optional>
#include <string>

#include "milter/base/envelope.h"
#include "milter/base/json.h"
#include "milter/judge/judge.h"

namespace milter {

Json verdict_json(const Judgement& judgement, const Envelope& envelope,
                  const std::optional<std::string>& file);

// The row for the store: the same object.
VerdictRow verdict_row(const Judgement& judgement, const Envelope& envelope);

// key=value pairs for the journal; no quote, no display name.
void log_verdict(const Judgement& judgement, const Envelope& envelope);

// RFC 3339 in UTC: "2026-03-05T01:00:00Z".
std::string rfc3339(Clock::Time time);

}  // namespace milter
