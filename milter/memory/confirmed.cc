// Tested by confirmed_test.cc.
#include "milter/memory/confirmed.h"

namespace milter {

Result<void> confirm(Statements& statements, const std::string& sender,
                     const std::string& recipient, std::int64_t time) {
  return statements.run(
      "INSERT INTO confirmed_recipient (sender, recipient, time) VALUES (?, ?, ?) "
      "ON CONFLICT (sender, recipient) DO UPDATE SET time = excluded.time",
      {sender, recipient, time});
}

Result<bool> is_confirmed(Statements& statements, const std::string& sender,
                          const std::string& recipient) {
  return statements
      .rows("SELECT 1 FROM confirmed_recipient WHERE sender = ? AND recipient = ?",
            {sender, recipient})
      .map([](const std::vector<SqlRow>& rows) { return !rows.empty(); });
}

}  // namespace milter
