// Each system call of taking a mail fails in turn. Afterwards either an id was answered, and row
// and bytes are there for another process, or an error, and there is no row; a file without a row
// is allowed. The mail is then sent again, as its client does, and must be taken; or everything
// ends at once, while another process has the store open, so that the next one finds SQLite's log
// as it was left.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <new>
#include <set>

#include "milter/base/digest.h"
#include "milter/hold/custody.h"
#include "milter/hold/hold_store.h"
#include "tests/hold/faults.h"
#include "tests/hold/mails.h"
#include "tests/ops/folder.h"
#include "tests/support/processes.h"

namespace milter {
namespace {

using testing::Calls;
using testing::Fault;
using testing::Lasting;
namespace fs = std::filesystem;

constexpr const char* kEarlier = "a0";
constexpr const char* kFirst = "a1";
constexpr const char* kSecond = "a2";

// Larger than SQLite's pages, and not a multiple of anything.
std::string bytes_of(const std::string& id) {
  return "Message-ID: <m1@asagiri.example>\r\n\r\n" +
         std::string(10'001, id == kEarlier ? 'e' : 'x');
}

struct Answer {
  bool given = false;
  char id[64] = "";  // "" for an error
  Error::Kind kind = Error::Kind::kInternal;
};

// What a child tells, in memory that both share: it may end at any call.
struct Told {
  Answer first, second;
  bool ended = false, failed = false;
  int calls = 0;
  char names[16'384] = "";
};

class Shared {
 public:
  Shared()
      : told_(new (::mmap(nullptr, sizeof(Told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                          -1, 0)) Told()) {}
  ~Shared() { ::munmap(told_, sizeof(Told)); }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;
  Told* operator->() { return told_; }
  Told& operator*() { return *told_; }

 private:
  Told* told_;
};

void copy(const std::string& text, char* to, std::size_t size) {
  to[text.copy(to, size - 1)] = '\0';
}

void answer(Custody& custody, const std::string& id, Answer& to) {
  const auto taken = custody.take(held_mail(id), bytes_of(id));
  if (taken) copy(*taken, to.id, sizeof to.id);
  if (!taken) to.kind = taken.error().kind;
  to.given = true;
}

enum class Start : std::uint8_t { kCold, kWarm };
enum class Then : std::uint8_t { kSentAgain, kCrash };

struct Plan {
  const char* name;
  Fault fault;
  Lasting lasting;
  Start start;
  Then then = Then::kSentAgain;
};

class CustodyFault : public ::testing::Test {
 protected:
  // A spool and a store as they are before the mail comes, copied for each run.
  void SetUp() override {
    fs::create_directory(model.path("here"));
    ASSERT_TRUE(Spool(model.path("here/spool")).prepare());
    ASSERT_TRUE(open_database("sqlite:" + model.path("here/s.db")));
  }

  void use(const Folder& folder) {
    fs::copy(model.path("here"), folder.path("here"), fs::copy_options::recursive);
    spool = folder.path("here/spool");
    url = "sqlite:" + folder.path("here/s.db");
  }

  void run(const Plan& plan, int at, Told& told) {
    if (plan.then == Then::kSentAgain) return run_taker(plan, at, told);
    testing::Events events;
    const pid_t other = testing::in_child([&] {
      const auto database = open_database(url);
      events.say(database ? "open" : "not open");
      ::pause();
      return 0;
    });
    EXPECT_EQ(events.next(), "open");
    run_taker(plan, at, told);
    ::kill(other, SIGKILL);
    EXPECT_EQ(testing::wait_for(other), -SIGKILL);
  }

  // In a process of its own, which ends without closing anything, as if killed.
  void run_taker(const Plan& plan, int at, Told& told) {
    const pid_t child = testing::in_child([&] {
      auto* custody = new Custody(spool, url);
      Answer ignored;
      if (plan.start == Start::kWarm) answer(*custody, kEarlier, ignored);
      testing::arm(plan.fault, at, plan.lasting);
      told.ended = plan.fault == Fault::kEnd;  // until shown otherwise
      answer(*custody, kFirst, told.first);
      const Calls calls = testing::disarm();
      told.ended = false;
      told.failed = calls.failed;
      told.calls = calls.count;
      copy(calls.names, told.names, sizeof told.names);
      if (plan.then == Then::kSentAgain) answer(*custody, kSecond, told.second);
      return 0;
    });
    ASSERT_EQ(testing::wait_for(child), 0);
  }

  // Every row has its bytes; the answered ones are among them, and none that was refused.
  void check(const Plan& plan, const Told& told) {
    const auto database = open_database(url).value();
    const auto mails = HoldStore(*database).list(true).value();
    std::set<std::string> there;
    for (const HeldMail& mail : mails) {
      there.insert(mail.id);
      const auto bytes = Spool(spool).read(mail.id);
      ASSERT_TRUE(bytes) << mail.id << " has no bytes";
      EXPECT_EQ(sha256_hex(*bytes), mail.digest) << mail.id;
      EXPECT_TRUE(*bytes == bytes_of(mail.id)) << mail.id;
      EXPECT_EQ(mail.state, HoldState::kHeld) << mail.id;
    }
    EXPECT_EQ(there.count(kEarlier), plan.start == Start::kWarm ? 1U : 0U);
    if (told.first.given && told.first.id[0] != '\0') {
      EXPECT_EQ(there.count(told.first.id), 1U) << "an id was answered, and no row is there";
    }
    if (told.first.given && told.first.id[0] == '\0') {
      EXPECT_NE(told.first.kind, Error::Kind::kInternal);
      // While everything fails nothing can be taken back: then the row has its bytes, see above.
      if (plan.lasting == Lasting::kOnce) {
        EXPECT_EQ(there.count(kFirst), 0U) << "an error was answered, and a row is there";
      }
    }
    if (!told.ended && plan.then == Then::kSentAgain) {
      EXPECT_TRUE(told.second.given && told.second.id[0] != '\0') << "sent again, not taken";
      EXPECT_EQ(there.count(told.second.id), 1U);
    }
    const auto sound = database->rows("PRAGMA integrity_check", {}).value();
    EXPECT_EQ(std::get<std::string>(sound.at(0).at(0)), "ok");
  }

  // Each call in turn, until a run has fewer. The number of runs in which the fault came.
  int try_all(const Plan& plan) {
    for (int at = 1;; ++at) {
      SCOPED_TRACE(std::string(plan.name) + ", call " + std::to_string(at));
      const Folder folder;
      use(folder);
      Shared told;
      run(plan, at, *told);
      check(plan, *told);
      const bool came = told->ended || told->failed;
      if (!came || HasFailure()) {
        if (HasFailure()) std::cout << plan.name << ": " << told->names << "\n";
        return at - 1;
      }
    }
  }

  const Folder model;
  std::string spool, url;
};

TEST_F(CustodyFault, CountsTheCallsOfSpoolAndStore) {
  const Folder folder;
  use(folder);
  Shared told;
  run({"none", Fault::kNone, Lasting::kOnce, Start::kWarm}, 0, *told);
  const std::string names = told->names;
  std::cout << names << "\n";
  // The spool's, in the order that its header promises, then those of SQLite's log.
  const std::string spool_calls = "open write fsync close rename open fsync close ";
  ASSERT_EQ(names.substr(0, spool_calls.size()), spool_calls);
  const std::size_t written = names.find("pwrite ", spool_calls.size());
  ASSERT_NE(written, std::string::npos);
  EXPECT_NE(names.find("fsync ", written), std::string::npos);
  EXPECT_STREQ(told->first.id, kFirst);
}

TEST_F(CustodyFault, LosesNothingAndInventsNothing) {
  const std::vector<Plan> plans = {
      {"ENOSPC once, first mail", Fault::kNoSpace, Lasting::kOnce, Start::kCold},
      {"ENOSPC once, later mail", Fault::kNoSpace, Lasting::kOnce, Start::kWarm},
      {"ENOSPC from then on, first mail", Fault::kNoSpace, Lasting::kFromThenOn, Start::kCold},
      {"ENOSPC from then on, later mail", Fault::kNoSpace, Lasting::kFromThenOn, Start::kWarm},
      {"EIO once, first mail", Fault::kInputOutput, Lasting::kOnce, Start::kCold},
      {"EIO once, later mail", Fault::kInputOutput, Lasting::kOnce, Start::kWarm},
      {"EIO from then on, first mail", Fault::kInputOutput, Lasting::kFromThenOn, Start::kCold},
      {"EIO from then on, later mail", Fault::kInputOutput, Lasting::kFromThenOn, Start::kWarm},
      {"short write, first mail", Fault::kShortWrite, Lasting::kOnce, Start::kCold},
      {"short writes from then on, later mail", Fault::kShortWrite, Lasting::kFromThenOn,
       Start::kWarm},
      {"EINTR once, first mail", Fault::kInterrupted, Lasting::kOnce, Start::kCold},
      {"EINTR once, later mail", Fault::kInterrupted, Lasting::kOnce, Start::kWarm},
      {"killed, first mail", Fault::kEnd, Lasting::kOnce, Start::kCold},
      {"killed, later mail", Fault::kEnd, Lasting::kOnce, Start::kWarm},
      {"EIO once, first mail, and a crash", Fault::kInputOutput, Lasting::kOnce, Start::kCold,
       Then::kCrash},
      {"EIO once, later mail, and a crash", Fault::kInputOutput, Lasting::kOnce, Start::kWarm,
       Then::kCrash},
  };
  int all = 0;
  for (const Plan& plan : plans) {
    const int runs = try_all(plan);
    std::cout << plan.name << ": " << runs << " calls" << std::endl;
    EXPECT_GE(runs, plan.fault == Fault::kShortWrite ? 3 : 5) << plan.name;
    all += runs;
  }
  std::cout << all << " faults in " << plans.size() << " plans\n";
}

}  // namespace
}  // namespace milter
