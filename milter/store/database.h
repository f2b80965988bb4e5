// The store: statements and transactions on one SQL text for every engine. SQLite today; a
// postgresql:// address is refused by name until that engine is built.
//
//   auto db = open_database("sqlite:/var/lib/sekimori/sekimori.db");
//   (*db)->write([](Statements& s) { s.run("DELETE FROM partner WHERE id = ?", {"p1"}); });
//
// A Database belongs to one thread at a time and to the process that opened it: open after fork.
// Every write is one BEGIN IMMEDIATE transaction: with several processes in WAL mode a plain BEGIN
// that reads first fails with SQLITE_BUSY whatever the time-out.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "milter/base/result.h"

namespace milter {

using SqlValue = std::variant<std::nullptr_t, std::int64_t, std::string>;
using SqlRow = std::vector<SqlValue>;

// What may be done inside a transaction. Errors end it: write() rolls back and returns them.
class Statements {
 public:
  virtual ~Statements() = default;
  virtual Result<void> run(std::string_view sql, const std::vector<SqlValue>& values) = 0;
  virtual Result<std::vector<SqlRow>> rows(std::string_view sql,
                                           const std::vector<SqlValue>& values) = 0;
};

class Database : public Statements {
 public:
  // Commits if `work` returns a value, rolls back if it returns an error or throws.
  virtual Result<void> write(const std::function<Result<void>(Statements&)>& work) = 0;
};

// What survives a power cut: kNormal may lose the last second, kFull nothing that was committed.
enum class Sync : std::uint8_t { kNormal, kFull };

// Opens, creates the file (0660 less the umask: several accounts of one group share it) and brings
// the schema up to date (store/schema.h). "sqlite::memory:" is a store of its own for tests and
// replay.
Result<std::unique_ptr<Database>> open_database(const std::string& url, Sync sync = Sync::kNormal);

}  // namespace milter
