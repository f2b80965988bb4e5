#include "milter/store/database.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <stdexcept>

#include "tests/ops/folder.h"

namespace milter {
namespace {

std::unique_ptr<Database> with_table(const std::string& url = "sqlite::memory:") {
  auto database = open_database(url).value();
  EXPECT_TRUE(database->run("CREATE TABLE IF NOT EXISTS t (n BIGINT, s TEXT)", {}));
  return database;
}

std::size_t count(Statements& statements) { return statements.rows("SELECT n FROM t", {})->size(); }

TEST(Database, GivesBackWhatWasWritten) {
  const auto database = with_table();
  const std::string odd("a'b\"\0c; DROP TABLE t; 桜井", 27);
  ASSERT_TRUE(database->run("INSERT INTO t VALUES (?, ?)", {std::int64_t{1} << 60, odd}));
  ASSERT_TRUE(database->run("INSERT INTO t VALUES (?, ?)", {nullptr, std::string()}));
  const auto rows = database->rows("SELECT n, s FROM t ORDER BY s DESC", {}).value();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0], (SqlRow{std::int64_t{1} << 60, odd}));
  EXPECT_EQ(rows[1], (SqlRow{nullptr, std::string()}));
}

TEST(Database, CommitsAllOrNothing) {
  const auto database = with_table();
  const auto insert = [](Statements& s) { return s.run("INSERT INTO t VALUES (1, 'x')", {}); };
  ASSERT_TRUE(database->write(insert));
  EXPECT_EQ(count(*database), 1U);
  const auto failed = database->write([&](Statements& s) -> Result<void> {
    EXPECT_TRUE(insert(s));
    return fail(Error::Kind::kMalformed, "no");
  });
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().what, "no");
  EXPECT_EQ(count(*database), 1U);
  EXPECT_THROW((void)database->write([&](Statements& s) -> Result<void> {
    EXPECT_TRUE(insert(s));
    throw std::logic_error("bug");
  }),
               std::logic_error);
  EXPECT_EQ(count(*database), 1U);
  EXPECT_TRUE(database->write(insert));  // still fit for use
  EXPECT_EQ(count(*database), 2U);
}

TEST(Database, CallsOurFaultsInternal) {
  const auto database = with_table();
  const auto kind = [](const Result<void>& done) { return done.error().kind; };
  EXPECT_EQ(kind(database->run("NOT SQL", {})), Error::Kind::kInternal);
  EXPECT_EQ(kind(database->run("INSERT INTO t VALUES (?, ?)", {nullptr})), Error::Kind::kInternal);
  EXPECT_EQ(kind(database->run("INSERT INTO t VALUES (1, 'x')", {nullptr})),
            Error::Kind::kInternal);
  EXPECT_EQ(kind(database->write([&](Statements&) {
              return database->write([](Statements&) -> Result<void> { return {}; });
            })),
            Error::Kind::kInternal);
}

TEST(Database, ChecksForeignKeys) {
  const auto database = with_table();
  EXPECT_FALSE(database->run(
      "INSERT INTO partner_domain (domain, partner_id, position) VALUES ('a.example', 'x', 0)",
      {}));
}

TEST(Database, IsNothingToOthersThanItsOwnerAndGroup) {
  const Folder folder;
  const mode_t before = ::umask(0);
  const auto database = with_table("sqlite:" + folder.path("s.db"));
  ::umask(before);
  for (const char* name : {"s.db", "s.db-wal", "s.db-shm"}) {
    struct stat status {};
    ASSERT_EQ(::stat(folder.path(name).c_str(), &status), 0) << name;
    EXPECT_EQ(status.st_mode & 0777U, 0660U) << name;
  }
}

TEST(Database, IsThereTheNextTime) {
  const Folder folder;
  const std::string url = "sqlite:" + folder.path("s.db");
  ASSERT_TRUE(with_table(url)->run("INSERT INTO t VALUES (1, 'x')", {}));
  EXPECT_EQ(count(*with_table(url)), 1U);
  EXPECT_EQ(count(*with_table()), 0U);  // a store in memory is its own
}

Error opening(const std::string& path) { return open_database("sqlite:" + path).error(); }

TEST(Database, SaysWhatIsWrongWithTheFile) {
  const Folder folder;
  const Error text = opening(folder.write("text.db", std::string(4096, 'x')));
  EXPECT_EQ(text.kind, Error::Kind::kPermanent);
  EXPECT_NE(text.what.find(folder.path("text.db")), std::string::npos) << text.what;
  EXPECT_NE(text.what.find("not a database"), std::string::npos) << text.what;
  const Error nowhere = opening(folder.path("absent/s.db"));
  EXPECT_EQ(nowhere.kind, Error::Kind::kPermanent);
  EXPECT_EQ(nowhere.what,
            folder.path("absent/s.db") + ": cannot be created: No such file or directory");
  EXPECT_EQ(opening(folder.path("")).kind, Error::Kind::kPermanent);
  EXPECT_EQ(open_database("postgresql://db.example/x").error().kind, Error::Kind::kPermanent);
}

TEST(Database, CallsADamagedFilePermanent) {
  const Folder folder;
  const std::string path = folder.path("s.db");
  { with_table("sqlite:" + path); }
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(100);  // past the header: the root page of the schema
    file << std::string(4096 - 100, '\xFF');
  }
  const Error error = opening(path);
  EXPECT_EQ(error.kind, Error::Kind::kPermanent) << error.what;
  EXPECT_NE(error.what.find(path), std::string::npos);
}

TEST(Database, CallsAFullStoreTemporary) {
  const Folder folder;
  const auto database = with_table("sqlite:" + folder.path("s.db"));
  ASSERT_TRUE(database->rows("PRAGMA max_page_count=20", {}));
  const auto done = database->write([](Statements& s) {
    return s.run("INSERT INTO t VALUES (1, ?)", {std::string(1'000'000, 'x')});
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, Error::Kind::kTemporary);
  EXPECT_EQ(done.error().what, folder.path("s.db") + ": database or disk is full");
  EXPECT_EQ(count(*database), 0U);
  EXPECT_TRUE(database->run("INSERT INTO t VALUES (1, 'x')", {}));
}

TEST(Database, CallsALockedStoreTemporary) {
  const Folder folder;
  const auto one = with_table("sqlite:" + folder.path("s.db"));
  const auto other = with_table("sqlite:" + folder.path("s.db"));
  ASSERT_TRUE(other->run("PRAGMA busy_timeout=20", {}));
  ASSERT_TRUE(one->write([&](Statements&) -> Result<void> {
    const auto done = other->write([](Statements&) -> Result<void> { return {}; });
    EXPECT_EQ(done.error().kind, Error::Kind::kTemporary);
    EXPECT_EQ(done.error().what, folder.path("s.db") + ": database is locked");
    EXPECT_EQ(count(*other), 0U);  // reading goes on in WAL mode
    return {};
  }));
  EXPECT_TRUE(other->write([](Statements&) -> Result<void> { return {}; }));
}

}  // namespace
}  // namespace milter
