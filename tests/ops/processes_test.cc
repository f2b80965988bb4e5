// Several processes on one store: what the preforked children do.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>

#include "milter/base/limits.h"
#include "milter/store/database.h"
#include "tests/ops/folder.h"

namespace milter {
namespace {

pid_t start(const std::function<bool()>& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work() ? 0 : 1);
  return child;
}

bool succeeded(pid_t child) {
  int status = 0;
  return ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

constexpr int kProcesses = 4;
constexpr int kWrites = 200;

Result<void> read_then_add(Statements& statements) {
  const auto rows = statements.rows("SELECT value FROM meta WHERE name = 'counter'", {});
  if (!rows) return fail(rows.error());
  const int before = rows->empty() ? 0 : std::stoi(std::get<std::string>((*rows)[0][0]));
  return statements.run(
      "INSERT INTO meta (name, value) VALUES ('counter', ?) "
      "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      {std::to_string(before + 1)});
}

bool open_and_count(const std::string& url) {
  const auto database = open_database(url);
  if (!database) {
    fprintf(stderr, "open: %s\n", database.error().what.c_str());
    return false;
  }
  for (int i = 0; i < kWrites; ++i) {
    if (const auto done = (*database)->write(read_then_add); !done) {
      fprintf(stderr, "write %d: %s\n", i, done.error().what.c_str());
      return false;
    }
  }
  return true;
}

// All four find no file, build the schema at once and then read before they write.
TEST(Processes, ShareANewStoreWithoutAnError) {
  const Folder folder;
  const std::string url = "sqlite:" + folder.path("s.db");
  std::vector<pid_t> children;
  for (int i = 0; i < kProcesses; ++i)
    children.push_back(start([&] { return open_and_count(url); }));
  for (const pid_t child : children) EXPECT_TRUE(succeeded(child));
  const auto database = open_database(url).value();
  const auto rows = database->rows("SELECT value FROM meta WHERE name = 'counter'", {}).value();
  EXPECT_EQ(rows[0][0], SqlValue(std::to_string(kProcesses * kWrites)));
}

bool opens(const std::string& url) {
  const auto database = open_database(url);
  if (!database) fprintf(stderr, "open: %s\n", database.error().what.c_str());
  return database.has_value();
}

// The change to WAL is the delicate moment: without the retry about one such opening in a hundred
// fails at once. So: many new stores, each opened by eight processes let go together.
TEST(Processes, OpenANewStoreAtTheSameMoment) {
  const Folder folder;
  for (int round = 0; round < 50; ++round) {
    const std::string url = "sqlite:" + folder.path(std::to_string(round) + ".db");
    int gate[2];
    ASSERT_EQ(::pipe(gate), 0);
    std::vector<pid_t> children;
    for (int i = 0; i < 2 * kProcesses; ++i) {
      children.push_back(start([&] {
        ::close(gate[1]);
        char byte = 0;
        return ::read(gate[0], &byte, 1) == 0 && opens(url);  // 0: the gate is open
      }));
    }
    ::close(gate[1]);
    ::close(gate[0]);
    for (const pid_t child : children) EXPECT_TRUE(succeeded(child)) << "round " << round;
  }
}

// What another process holds for less than limits::kStoreBusyTime is waited for.
TEST(Processes, WaitForEachOther) {
  const Folder folder;
  const std::string url = "sqlite:" + folder.path("s.db");
  ASSERT_GT(limits::kStoreBusyTime, std::chrono::seconds{1});
  int held[2];
  ASSERT_EQ(::pipe(held), 0);
  const pid_t child = start([&] {
    return open_database(url)
        .value()
        ->write([&](Statements& s) {
          if (::write(held[1], "x", 1) != 1)
            return read_then_add(s);  // the parent then reads an end
          ::usleep(300'000);
          return read_then_add(s);
        })
        .has_value();
  });
  ::close(held[1]);
  char byte = 0;
  EXPECT_EQ(::read(held[0], &byte, 1), 1);
  ::close(held[0]);
  const auto database = open_database(url).value();
  EXPECT_TRUE(database->write(read_then_add));
  EXPECT_TRUE(succeeded(child));
  const auto rows = database->rows("SELECT value FROM meta WHERE name = 'counter'", {}).value();
  EXPECT_EQ(rows[0][0], SqlValue(std::string("2")));
}

TEST(Processes, LeaveNothingHalfDoneWhenKilled) {
  const Folder folder;
  const std::string url = "sqlite:" + folder.path("s.db");
  const pid_t child = start([&] {
    return open_database(url)
        .value()
        ->write([](Statements& s) -> Result<void> {
          EXPECT_TRUE(read_then_add(s));
          ::raise(SIGKILL);
          return {};
        })
        .has_value();
  });
  EXPECT_FALSE(succeeded(child));
  const auto database = open_database(url).value();
  EXPECT_TRUE(database->rows("SELECT value FROM meta WHERE name = 'counter'", {})->empty());
  EXPECT_TRUE(database->write(read_then_add));
}

// The kernel refuses the write, as on a broken or over-quota disk.
TEST(Processes, CallAFailingDiskTemporary) {
  const Folder folder;
  const std::string url = "sqlite:" + folder.path("s.db");
  const pid_t child = start([&] {
    const auto database = open_database(url).value();
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{512 * 1024, 512 * 1024};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return false;
    const auto done = database->write([](Statements& s) {
      return s.run("INSERT INTO meta VALUES ('big', ?)", {std::string(2'000'000, 'x')});
    });
    return !done && done.error().kind == Error::Kind::kTemporary &&
           done.error().what.find(folder.path("s.db")) == 0;
  });
  EXPECT_TRUE(succeeded(child));
}

}  // namespace
}  // namespace milter
