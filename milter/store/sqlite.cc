// SQLite in WAL mode behind Database. SQLiteCpp throws; every call is made inside caught(), which
// turns its exceptions into Errors with the path. With Sync::kNormal the last second may be
// missing after a power cut, never the file's consistency. Leaves out a cache of prepared
// statements. Tested by database_test.cc, processes_test.cc.
#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

#include "milter/base/limits.h"
#include "milter/store/database.h"
#include "milter/store/schema.h"
#include "milter/store/store_url.h"

namespace milter {
namespace {

constexpr std::chrono::milliseconds kRetryPause{10};
constexpr mode_t kMode = S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP;  // less the umask

// https://www.sqlite.org/rescode.html, primary codes.
Error::Kind kind_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_INTERRUPT:
    case SQLITE_PROTOCOL:  // the WAL lock protocol, after many tries: a busy store
      return Error::Kind::kTemporary;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return Error::Kind::kPermanent;
    default:
      return Error::Kind::kInternal;  // wrong SQL, wrong values, a constraint: our own fault
  }
}

// Runs `work`; an exception of SQLiteCpp becomes an Error that names the file.
template <class Work>
auto caught(const std::string& path, Work&& work) -> decltype(work()) {
  try {
    return std::forward<Work>(work)();
  } catch (const SQLite::Exception& e) {
    return fail(kind_of(e.getErrorCode()), path + ": " + e.what());
  }
}

void bind(SQLite::Statement& statement, int index, const SqlValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    statement.bind(index, *number);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    statement.bind(index, *text);
  } else {
    statement.bind(index);
  }
}

SqlValue value_of(const SQLite::Column& column) {
  if (column.isNull()) return nullptr;
  if (column.isInteger()) return column.getInt64();
  return column.getString();
}

class SqliteDatabase final : public Database {
 public:
  explicit SqliteDatabase(const std::string& path)
      : path_(path),
        database_(path, SQLite::OPEN_READWRITE, static_cast<int>(limits::kStoreBusyTime.count())) {}

  Result<void> run(std::string_view sql, const std::vector<SqlValue>& values) override {
    return rows(sql, values).map([](const std::vector<SqlRow>&) {});
  }

  Result<std::vector<SqlRow>> rows(std::string_view sql,
                                   const std::vector<SqlValue>& values) override {
    return caught(path_, [&]() -> Result<std::vector<SqlRow>> {
      SQLite::Statement statement(database_, std::string(sql));
      if (static_cast<std::size_t>(statement.getBindParameterCount()) != values.size()) {
        return fail(Error::Kind::kInternal, "wrong number of values for: " + std::string(sql));
      }
      int index = 0;
      for (const SqlValue& value : values) bind(statement, ++index, value);
      std::vector<SqlRow> found;
      while (statement.executeStep()) {
        SqlRow& row = found.emplace_back();
        for (int i = 0; i < statement.getColumnCount(); ++i) {
          row.push_back(value_of(statement.getColumn(i)));
        }
      }
      return found;
    });
  }

  Result<void> write(const std::function<Result<void>(Statements&)>& work) override {
    if (in_write_) return fail(Error::Kind::kInternal, "a write inside a write");
    if (auto begun = run("BEGIN IMMEDIATE", {}); !begun) return begun;
    const Writing writing(*this);
    if (auto done = work(*this); !done) return done;
    return run("COMMIT", {});
  }

  // Why the last call failed: another process has the store.
  bool was_busy() const { return (database_.getErrorCode() & 0xFF) == SQLITE_BUSY; }

 private:
  // Whatever way a write ends: if it has not been committed, it is taken back.
  class Writing {
   public:
    explicit Writing(SqliteDatabase& database) : database_(database) { database_.in_write_ = true; }
    ~Writing() {
      database_.in_write_ = false;
      sqlite3* handle = database_.database_.getHandle();
      if (sqlite3_get_autocommit(handle) == 0) database_.database_.tryExec("ROLLBACK");
    }
    Writing(const Writing&) = delete;
    Writing& operator=(const Writing&) = delete;

   private:
    SqliteDatabase& database_;
  };

  std::string path_;
  SQLite::Database database_;
  bool in_write_ = false;
};

// Made by mknod, not by SQLite: so it has its mode from its first moment, and no file
// descriptor is opened whose closing would drop this process's locks on the file.
// SQLite gives the -wal and -shm files the same mode.
Result<void> create_file(const std::string& path) {
  if (::mknod(path.c_str(), S_IFREG | kMode, 0) == 0 || errno == EEXIST) return {};
  const int number = errno;
  const bool later = number == ENOSPC || number == EDQUOT || number == EIO || number == ENOMEM;
  return fail(later ? Error::Kind::kTemporary : Error::Kind::kPermanent,
              path + ": cannot be created: " + std::generic_category().message(number));
}

// The change to WAL needs the file for itself, and there SQLite 3.40 does not always wait for the
// busy time-out: of eight processes opening a new file together about one in a hundred got
// SQLITE_BUSY at once. A full disk is not waited for.
Result<void> use_wal(SqliteDatabase& database, const std::string& path) {
  const auto end = std::chrono::steady_clock::now() + limits::kStoreBusyTime;
  while (true) {
    const auto mode = database.rows("PRAGMA journal_mode=WAL", {});
    if (mode && !mode->empty() && mode->front().front() == SqlValue(std::string("wal"))) return {};
    if (mode) return fail(Error::Kind::kPermanent, path + ": WAL mode is refused by this folder");
    if (!database.was_busy() || std::chrono::steady_clock::now() >= end) return fail(mode.error());
    std::this_thread::sleep_for(kRetryPause);
  }
}

Result<void> prepare(SqliteDatabase& database, const std::string& path, Sync sync) {
  if (path != kMemoryStore) {
    if (auto wal = use_wal(database, path); !wal) return wal;
  }
  const std::string_view durability =
      sync == Sync::kFull ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL";
  for (const std::string_view pragma : {std::string_view("PRAGMA foreign_keys=ON"), durability}) {
    if (auto done = database.run(pragma, {}); !done) return done;
  }
  auto migrated = database.write([](Statements& statements) { return migrate(statements); });
  return migrated.map_error([&](Error error) {
    if (error.what.rfind(path, 0) != 0) error.what = path + ": " + error.what;
    return error;
  });
}

}  // namespace

Result<std::unique_ptr<Database>> open_database(const std::string& url, Sync sync) {
  const Result<std::string> path = sqlite_path(url);
  if (!path) return fail(path.error());
  if (*path != kMemoryStore) {
    if (auto created = create_file(*path); !created) return fail(created.error());
  }
  auto opened = caught(*path, [&]() -> Result<std::unique_ptr<SqliteDatabase>> {
    return std::make_unique<SqliteDatabase>(*path);
  });
  if (!opened) return fail(opened.error());
  if (auto ready = prepare(**opened, *path, sync); !ready) return fail(ready.error());
  return std::move(*opened);
}

}  // namespace milter
