// A batch is one transaction. A verdict that is there already is left alone: a batch whose commit
// was reported as failed may be written again. Tested by verdict_log_test.cc.
#include "milter/memory/verdict_log.h"

namespace milter {

Result<void> record_verdicts(Database& database, const std::vector<VerdictRow>& rows) {
  if (rows.empty()) return {};
  return database.write([&](Statements& statements) -> Result<void> {
    for (const VerdictRow& row : rows) {
      auto done = statements.run(
          "INSERT INTO verdict (id, time, level, message_id, json) VALUES (?, ?, ?, ?, ?) "
          "ON CONFLICT (id) DO NOTHING",
          {row.id, row.time, row.level, row.message_id, row.json});
      if (!done) return done;
    }
    return {};
  });
}

}  // namespace milter
