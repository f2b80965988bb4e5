// Eight processes at one store, each with its own connection, as milter, page, admin and courier
// are.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "milter/hold/hold_store.h"
#include "tests/hold/mails.h"
#include "tests/ops/folder.h"
#include "tests/support/processes.h"

namespace milter {
namespace {

constexpr int kProcesses = 8;
constexpr int kMails = 12;

std::string id_of(int number) { return "0000000000000" + std::to_string(100 + number); }
std::string name_of(int process) { return "p" + std::to_string(process); }

// Each child says what it won, one line a mail, and "end".
template <class Work>
std::vector<std::string> race(const std::string& url, const Work& work) {
  testing::Events events;
  std::vector<pid_t> children;
  for (int process = 0; process < kProcesses; ++process) {
    children.push_back(testing::in_child([&] {
      const auto database = open_database(url, Sync::kFull);
      if (!database) return 1;
      HoldStore holds(**database);
      const int status = work(holds, process, events);
      events.say("end");
      return status;
    }));
  }
  std::vector<std::string> won;
  for (int ended = 0; ended < kProcesses;) {
    const std::string line = events.next();
    if (line.empty()) break;
    if (line == "end") {
      ++ended;
    } else {
      won.push_back(line);
    }
  }
  for (const pid_t child : children) EXPECT_EQ(testing::wait_for(child), 0);
  return won;
}

class HoldRaces : public ::testing::Test {
 protected:
  void hold_mails() {
    const auto database = open_database(url).value();
    HoldStore holds(*database);
    for (int number = 0; number < kMails; ++number) {
      ASSERT_TRUE(holds.insert(held_mail(id_of(number))));
    }
  }

  Folder folder;
  const std::string url = "sqlite:" + folder.path("s.db");
};

TEST_F(HoldRaces, OneOfEightWins) {
  hold_mails();
  const auto won = race(url, [](HoldStore& holds, int process, const testing::Events& events) {
    for (int number = 0; number < kMails; ++number) {
      const std::string id = id_of(number);
      const auto moved = process % 2 == 0 ? holds.cancel(id, name_of(process), kNow)
                                          : holds.choose(id, {{kDoubtful, Choice::kKeep, ""}},
                                                         name_of(process), kNow);
      if (!moved) return 2;
      if (*moved == Moved::kDone) events.say(id + " " + name_of(process));
    }
    return 0;
  });
  std::map<std::string, std::string> winners;
  for (const std::string& line : won) winners[line.substr(0, 16)] = line.substr(17);
  EXPECT_EQ(won.size(), static_cast<std::size_t>(kMails));
  ASSERT_EQ(winners.size(), static_cast<std::size_t>(kMails));
  const auto database = open_database(url).value();
  for (const auto& [id, winner] : winners) {
    const HeldMail mail = HoldStore(*database).find(id).value().value();
    EXPECT_EQ(mail.changed_by, winner);
    const bool cancelled = (winner.back() - '0') % 2 == 0;
    EXPECT_EQ(mail.state, cancelled ? HoldState::kCancelled : HoldState::kReleasing) << winner;
    EXPECT_EQ(mail.recipients[0].choice, cancelled ? Choice::kNone : Choice::kKeep) << winner;
  }
}

TEST_F(HoldRaces, NoTwoCouriersGetTheSame) {
  hold_mails();
  {
    const auto database = open_database(url).value();
    for (int number = 0; number < kMails; ++number) {
      ASSERT_EQ(HoldStore(*database)
                    .choose(id_of(number), {{kDoubtful, Choice::kKeep, ""}}, "x", kNow)
                    .value(),
                Moved::kDone);
    }
  }
  const auto won = race(url, [](HoldStore& holds, int process, const testing::Events& events) {
    while (true) {
      const auto mail = holds.take_release(name_of(process), kNow, kNow + kHour);
      if (!mail) return 2;
      if (!*mail) return 0;
      events.say((*mail)->id);
    }
  });
  EXPECT_EQ(won.size(), static_cast<std::size_t>(kMails));
  EXPECT_EQ(std::set<std::string>(won.begin(), won.end()).size(), static_cast<std::size_t>(kMails));
}

TEST_F(HoldRaces, OneMailSentByEightIsHeldOnce) {
  const auto won = race(url, [](HoldStore& holds, int process, const testing::Events& events) {
    HeldMail mail = held_mail(id_of(process));
    mail.fingerprint = "same";
    const auto id = holds.insert(mail);
    if (!id) return 2;
    events.say(*id);
    return 0;
  });
  EXPECT_EQ(won.size(), static_cast<std::size_t>(kProcesses));
  EXPECT_EQ(std::set<std::string>(won.begin(), won.end()).size(), 1U);
  const auto database = open_database(url).value();
  EXPECT_EQ(HoldStore(*database).list(true)->size(), 1U);
}

}  // namespace
}  // namespace milter
