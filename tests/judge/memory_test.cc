#include "milter/memory/memory.h"

#include <gtest/gtest.h>

#include "milter/base/limits.h"
#include "tests/ops/folder.h"

namespace milter {
namespace {

const std::string kKeiri = "keiri@asagiri.example";
const std::string kTanaka = "tanaka@kouwa.example";

Record mail_from(const std::string& remote, const std::string& verdict = "") {
  Record record{{{kKeiri, remote, false, 10}}, std::nullopt};
  if (!verdict.empty()) record.verdict = VerdictRow{verdict, "clear", "", "{}", 10};
  return record;
}

class MemoryTest : public testing::Test {
 protected:
  std::unique_ptr<Memory> open(Memory::Writes writes) { return Memory::open(url_, writes).value(); }
  // What another process sees.
  std::int64_t received(const std::string& remote) {
    return open(Memory::Writes::kImmediate)->sender(remote)->with_organisation.received;
  }
  std::int64_t verdicts() {
    const auto database = open_database(url_).value();
    const auto rows = database->rows("SELECT COUNT(*) FROM verdict", {}).value();
    return std::get<std::int64_t>(rows.at(0).at(0));
  }
  void break_store() {
    const auto database = open_database(url_).value();
    const auto broken = database->write([](Statements& statements) -> Result<void> {
      if (auto done = statements.run("DROP TABLE sender_path", {}); !done) return done;
      return statements.run("DROP TABLE correspondent", {});
    });
    ASSERT_TRUE(broken);
  }

  Folder folder_;
  std::string url_ = "sqlite:" + folder_.path("m.db");
};

TEST_F(MemoryTest, KnowsNoOneAtFirst) {
  const auto history = open(Memory::Writes::kImmediate)->sender(kTanaka);
  ASSERT_TRUE(history);
  EXPECT_EQ(history->with_organisation.received, 0);
  EXPECT_EQ(history->with_domain.received, 0);
}

TEST_F(MemoryTest, KeepsTheAddressApartFromItsDomain) {
  const auto memory = open(Memory::Writes::kImmediate);
  memory->record({{{kKeiri, kTanaka, false, 10},
                   {kKeiri, kTanaka, true, 20},
                   {kKeiri, "mori@kouwa.example", false, 30}},
                  std::nullopt});
  const auto history = memory->sender(kTanaka).value();
  EXPECT_EQ(history.with_organisation.received, 1);
  EXPECT_EQ(history.with_organisation.sent, 1);
  EXPECT_EQ(history.with_domain.received, 2);
  EXPECT_EQ(history.with_domain.sent, 1);
  const auto colleague = memory->sender("new@kouwa.example").value();
  EXPECT_EQ(colleague.with_organisation.received, 0);
  EXPECT_EQ(colleague.with_domain.received, 2);
}

TEST_F(MemoryTest, LearnsByWhichWayADomainWrites) {
  const Sighting seen{"tokyo.kouwa.example", "kouwa.example", true, {}, 20'000};
  for (const auto writes : {Memory::Writes::kQueued, Memory::Writes::kImmediate}) {
    const auto memory = open(writes);
    Record record = mail_from(kTanaka);
    record.sighting = seen;
    memory->record(record);
    memory->flush();
  }
  const auto known = open(Memory::Writes::kImmediate)->paths(seen).value();
  ASSERT_EQ(known.of_domain.size(), 1U);
  EXPECT_EQ(known.of_domain[0].days, 1);
  EXPECT_EQ(known.of_organisation.size(), 1U);
  const Sighting sister{"osaka.kouwa.example", "kouwa.example", true, {}, 20'000};
  const auto other = open(Memory::Writes::kImmediate)->paths(sister).value();
  EXPECT_TRUE(other.of_domain.empty());
  EXPECT_EQ(other.of_organisation.size(), 1U);
}

TEST_F(MemoryTest, WritesImmediatelyBeforeRecordReturns) {
  const auto memory = open(Memory::Writes::kImmediate);
  for (int count = 1; count <= 3; ++count) {
    memory->record(mail_from(kTanaka, "v" + std::to_string(count)));
    EXPECT_EQ(received(kTanaka), count);
    EXPECT_EQ(verdicts(), count);
  }
}

TEST_F(MemoryTest, WritesTheQueueWhenFlushed) {
  const auto memory = open(Memory::Writes::kQueued);
  for (int at = 0; at < 100; ++at) memory->record(mail_from(kTanaka, "v" + std::to_string(at)));
  memory->flush();
  EXPECT_EQ(received(kTanaka), 100);
  EXPECT_EQ(verdicts(), 100);
  memory->flush();  // nothing waits: returns
  EXPECT_EQ(memory->sender(kTanaka)->with_organisation.received, 100);
}

TEST_F(MemoryTest, WritesTheQueueAtTheEnd) {
  open(Memory::Writes::kQueued)->record(mail_from(kTanaka));
  EXPECT_EQ(received(kTanaka), 1);
}

TEST_F(MemoryTest, WritesPastTheLimitOfTheQueueAtOnce) {
  const auto memory = open(Memory::Writes::kQueued);
  const std::size_t count = limits::kMaxQueuedWrites + 50;
  for (std::size_t at = 0; at < count; ++at) memory->record(mail_from(kTanaka));
  memory->flush();
  EXPECT_EQ(received(kTanaka), static_cast<std::int64_t>(count));
}

TEST_F(MemoryTest, ServesManyThreads) {
  for (const std::string& url : {url_, std::string("sqlite::memory:")}) {
    for (const auto writes : {Memory::Writes::kQueued, Memory::Writes::kImmediate}) {
      const auto memory = Memory::open(url, writes).value();
      const std::string remote = writes == Memory::Writes::kQueued ? kTanaka : "x@other.example";
      std::vector<std::thread> threads;
      std::atomic<int> failed = 0;
      for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&] {
          for (int at = 0; at < 25; ++at) {
            memory->record(mail_from(remote));
            if (!memory->sender(remote)) ++failed;
          }
        });
      }
      for (std::thread& thread : threads) thread.join();
      memory->flush();
      EXPECT_EQ(failed, 0) << url;
      EXPECT_EQ(memory->sender(remote)->with_organisation.received, 100) << url;
    }
  }
}

TEST_F(MemoryTest, SaysItCannotLookWhenTheStoreIsAway) {
  for (const auto writes : {Memory::Writes::kImmediate, Memory::Writes::kQueued}) {
    const auto memory = open(writes);
    break_store();
    EXPECT_FALSE(memory->sender(kTanaka));
    EXPECT_FALSE(memory->paths({"kouwa.example", "kouwa.example", true, {}, 10}));
    testing::internal::CaptureStderr();  // the log says what was lost
    EXPECT_NO_THROW(memory->record(mail_from(kTanaka)));
    memory->flush();
    testing::internal::GetCapturedStderr();
    url_ = "sqlite:" + folder_.path("second.db");
  }
}

TEST_F(MemoryTest, LosesNoVerdictForAContactThatCannotBeWritten) {
  const auto memory = open(Memory::Writes::kImmediate);
  break_store();
  memory->record(mail_from(kTanaka, "v1"));
  EXPECT_EQ(verdicts(), 1);
}

TEST_F(MemoryTest, DoesNotOpenWhatIsNoStore) {
  for (const std::string& url : {"sqlite:" + folder_.path("no/such/folder/m.db"),
                                 "sqlite:" + folder_.write("x", "text"), std::string("nonsense")}) {
    EXPECT_FALSE(Memory::open(url, Memory::Writes::kQueued)) << url;
  }
}

TEST_F(MemoryTest, OfAnInMemoryStoreIsItsOwn) {
  const auto one = Memory::open("sqlite::memory:", Memory::Writes::kQueued).value();
  const auto other = Memory::open("sqlite::memory:", Memory::Writes::kQueued).value();
  one->record(mail_from(kTanaka));
  EXPECT_EQ(one->sender(kTanaka)->with_organisation.received, 1);
  EXPECT_EQ(other->sender(kTanaka)->with_organisation.received, 0);
}

}  // namespace
}  // namespace milter
