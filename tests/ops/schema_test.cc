#include "milter/store/schema.h"

#include <gtest/gtest.h>

#include "tests/ops/folder.h"

namespace milter {
namespace {

std::string version(Statements& statements) {
  return std::get<std::string>(
      statements.rows("SELECT value FROM meta WHERE name = 'schema_version'", {}).value()[0][0]);
}

TEST(Schema, IsBuiltOnce) {
  const auto database = open_database("sqlite::memory:").value();
  const std::string last = std::to_string(migrations().size());
  EXPECT_EQ(version(*database), last);
  ASSERT_TRUE(database->write([](Statements& s) { return migrate(s); }));
  EXPECT_EQ(version(*database), last);
}

TEST(Schema, TakesOnlyTheStepsThatAreMissing) {
  const auto database = open_database("sqlite::memory:").value();
  std::vector<Migration> steps = migrations();
  steps.push_back({"CREATE TABLE later (x BIGINT)", "INSERT INTO later (x) VALUES (7)"});
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(database->write([&](Statements& s) { return migrate(s, steps); }));
  }
  EXPECT_EQ(version(*database), std::to_string(steps.size()));
  EXPECT_EQ(database->rows("SELECT x FROM later", {})->size(), 1U);
}

TEST(Schema, IsNotLeftHalfWay) {
  const auto database = open_database("sqlite::memory:").value();
  std::vector<Migration> steps = migrations();
  steps.push_back({"CREATE TABLE later (x BIGINT)", "NOT SQL"});
  EXPECT_FALSE(database->write([&](Statements& s) { return migrate(s, steps); }));
  EXPECT_EQ(version(*database), std::to_string(migrations().size()));
  EXPECT_FALSE(database->rows("SELECT x FROM later", {}));
}

TEST(Schema, RefusesANewerStore) {
  const Folder folder;
  const std::string url = "sqlite:" + folder.path("s.db");
  const std::string next = std::to_string(migrations().size() + 1);
  {
    const auto database = open_database(url).value();
    ASSERT_TRUE(database->run("UPDATE meta SET value = ?", {next}));
  }
  const auto opened = open_database(url);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, Error::Kind::kPermanent);
  EXPECT_EQ(opened.error().what, folder.path("s.db") + ": the store has schema version " + next +
                                     ", this program knows up to " +
                                     std::to_string(migrations().size()) +
                                     ": a newer Sekimori wrote it; upgrade the program or restore "
                                     "an older backup");
}

TEST(Schema, RefusesAVersionThatIsNoNumber) {
  for (const char* bad : {"", "one", "1x", "-1"}) {
    const auto database = open_database("sqlite::memory:").value();
    ASSERT_TRUE(database->run("UPDATE meta SET value = ?", {std::string(bad)}));
    const auto done = database->write([](Statements& s) { return migrate(s); });
    ASSERT_FALSE(done) << bad;
    EXPECT_EQ(done.error().kind, Error::Kind::kPermanent);
  }
}

}  // namespace
}  // namespace milter
