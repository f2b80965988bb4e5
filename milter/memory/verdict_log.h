// Verdicts as the contract's JSON object, one row each, for `report` and for finding one by its id.
#pragma once

#include <string>

#include "milter/base/result.h"
#include "milter/store/database.h"

namespace milter {

struct VerdictRow {
  std::string id, level, message_id, json;
  std::int64_t time = 0;  // seconds since 1970, UTC
};
Result<void> record_verdicts(Database& database, const std::vector<VerdictRow>& rows);

}  // namespace milter
