// sekimori-courier as a program: its options, its end, and its death at the worst moments.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <iterator>

#include "tests/courier/workshop.h"
#include "tests/support/processes.h"

namespace milter {
namespace {

using testing::comes_true;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using testing::SmtpServer;
using testing::wait_for;
using testing::Workshop;

const std::string kSato = "sato@gmai.example";

class Program {
 public:
  explicit Program(const Workshop& shop) : shop_(shop) {
    write_key(0600);
    shop.folder.write("sekimori.toml",
                      "[organisation]\ndomains = [\"asagiri.example\"]\n[hold]\nspool = \"spool\"\n"
                      "[courier]\nreturn_port = \"" +
                          shop.config.return_port +
                          "\"\n[keys]\nlink_key_file = \"link.key\"\n[store]\n"
                          "url = \"sqlite:store.db\"\n[web]\n"
                          "public_url = \"https://confirm.asagiri.example\"\n");
  }

  void write_key(mode_t mode) const {
    shop_.folder.write("link.key", std::string(64, '5') + "\n");
    ASSERT_EQ(::chmod(shop_.folder.path("link.key").c_str(), mode), 0);
  }

  pid_t start(std::vector<std::string> options) const {
    options.insert(options.begin(),
                   {SEKIMORI_COURIER, "--config", shop_.folder.path("sekimori.toml")});
    const pid_t id = fork();
    if (id != 0) return id;
    const int log = ::open(shop_.folder.path("log").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(log, STDERR_FILENO);
    std::vector<char*> words;
    for (std::string& option : options) words.push_back(option.data());
    words.push_back(nullptr);
    ::execv(words[0], words.data());
    ::_exit(127);
  }
  int run(const std::vector<std::string>& options) const { return wait_for(start(options)); }

  std::string log() const {
    std::ifstream file(shop_.folder.path("log"));
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  const Workshop& shop_;
};

// The program's clock is the real one.
std::string held_now(Workshop& shop) {
  shop.clock.seconds = ::time(nullptr);
  return shop.hold({kSato});
}

std::string chosen_now(Workshop& shop) {
  const std::string id = held_now(shop);
  shop.choose(id, {{kSato, Choice::kKeep, ""}});
  return id;
}

TEST(CourierProgram, OnceDoesWhatIsDueAndEnds) {
  Workshop shop;
  const Program program(shop);
  const std::string released = chosen_now(shop);
  const std::string asked = held_now(shop);
  EXPECT_EQ(program.run({"--once"}), 0) << program.log();
  EXPECT_THAT(shop.released(), SizeIs(1));
  EXPECT_THAT(shop.notices(), SizeIs(1));
  EXPECT_EQ(shop.find(released).state, HoldState::kReleased);
  // The log says what happened to which mail, but gives no one a link.
  EXPECT_THAT(program.log(), HasSubstr("release.attempt id=" + released + " state=released"));
  EXPECT_THAT(program.log(), HasSubstr("notice.sent id=" + asked));
  EXPECT_THAT(program.log(), Not(HasSubstr("/h/")));
  const std::string text = text_of(shop.notices()[0]);
  const std::size_t token = text.find("/h/" + asked + ".") + 3 + asked.size() + 1;
  EXPECT_THAT(program.log(), Not(HasSubstr(text.substr(token, 22))));
}

TEST(CourierProgram, ServesUntilTerm) {
  Workshop shop;
  const Program program(shop);
  const pid_t id = program.start({});
  const std::string held = chosen_now(shop);
  EXPECT_TRUE(comes_true([&] { return shop.find(held).state == HoldState::kReleased; }));
  ::kill(id, SIGTERM);
  EXPECT_EQ(wait_for(id), 0) << program.log();
  EXPECT_THAT(program.log(), HasSubstr("courier.ended"));
}

TEST(CourierProgram, TermLetsTheJobAtHandEnd) {
  std::atomic<pid_t> id = 0;
  Workshop shop([&](const std::string& line) -> std::string {
    if (line == "DATA" && id != 0) ::kill(id, SIGTERM);
    return "";
  });
  const Program program(shop);
  const pid_t started = program.start({});
  id = started;
  const std::string held = chosen_now(shop);
  EXPECT_EQ(wait_for(started), 0) << program.log();
  EXPECT_EQ(shop.find(held).state, HoldState::kReleased);
}

struct Death {
  const char* at;        // the command during which it is killed
  std::size_t taken;     // mails the server has by then
  bool maybe_duplicate;  // afterwards
};
class CourierDies : public ::testing::TestWithParam<Death> {};

// Killed at any command: the next run delivers, and says so where it may be the second time.
TEST_P(CourierDies, AndNothingIsLost) {
  const Death& death = GetParam();
  std::atomic<pid_t> id = 0;
  Workshop shop([&](const std::string& line) -> std::string {
    const pid_t victim = line.rfind(death.at, 0) == 0 ? id.exchange(0) : 0;
    if (victim != 0) ::kill(victim, SIGKILL);
    return "";
  });
  const Program program(shop);
  const std::string held = chosen_now(shop);
  const pid_t started = program.start({});
  id = started;
  EXPECT_EQ(wait_for(started), -SIGKILL);
  EXPECT_EQ(shop.find(held).state, HoldState::kReleasing);
  EXPECT_TRUE(shop.is_kept(held));
  EXPECT_THAT(shop.released(), SizeIs(death.taken));
  EXPECT_EQ(program.run({"--once"}), 0) << program.log();
  EXPECT_THAT(shop.released(), SizeIs(death.taken + 1));
  EXPECT_EQ(shop.find(held).state, HoldState::kReleased);
  EXPECT_EQ(shop.find(held).maybe_duplicate, death.maybe_duplicate);
}

INSTANTIATE_TEST_SUITE_P(Rows, CourierDies,
                         ::testing::Values(Death{"EHLO", 0, false}, Death{"RCPT", 0, true},
                                           Death{"DATA", 0, true}, Death{".", 1, true}));

TEST(CourierProgram, LeavesAloneWhatALivingOneWorksOn) {
  std::atomic<pid_t> id = 0;
  std::atomic<bool> stopped = false;
  Workshop shop([&](const std::string& line) -> std::string {
    const pid_t sleeper = line == "DATA" ? id.exchange(0) : 0;
    if (sleeper == 0) return "";
    ::kill(sleeper, SIGSTOP);
    stopped = true;
    return "";
  });
  const Program program(shop);
  const std::string held = chosen_now(shop);
  const pid_t sleeper = program.start({});
  id = sleeper;
  EXPECT_TRUE(comes_true([&] { return stopped.load(); }));
  EXPECT_EQ(program.run({"--once"}), 0);
  EXPECT_THAT(shop.released(), IsEmpty());
  ::kill(sleeper, SIGCONT);
  EXPECT_TRUE(comes_true([&] { return shop.find(held).state == HoldState::kReleased; }));
  EXPECT_FALSE(shop.find(held).maybe_duplicate);
  ::kill(sleeper, SIGTERM);
  EXPECT_EQ(wait_for(sleeper), 0);
}

TEST(CourierProgram, DiesWhileReturningAndReturnsAgain) {
  std::atomic<pid_t> id = 0;
  Workshop shop([&](const std::string& line) -> std::string {
    const pid_t victim = line == "." ? id.exchange(0) : 0;
    if (victim != 0) ::kill(victim, SIGKILL);
    return "";
  });
  const Program program(shop);
  const std::string held = held_now(shop);
  shop.sql("UPDATE hold SET expires = 1");
  const pid_t started = program.start({});
  id = started;
  EXPECT_EQ(wait_for(started), -SIGKILL);
  EXPECT_EQ(shop.find(held).state, HoldState::kReturning);
  EXPECT_TRUE(shop.is_kept(held));
  EXPECT_EQ(program.run({"--once"}), 0) << program.log();
  EXPECT_EQ(shop.find(held).state, HoldState::kReturned);
  EXPECT_TRUE(shop.is_kept(held));  // for kKeepEnded
  ASSERT_THAT(shop.notices(), SizeIs(2));
  EXPECT_EQ(original_of(shop.notices()[1]), testing::bytes_to({kSato}));
}

TEST(CourierProgram, SaysWhatIsWrongAtStart) {
  Workshop shop;
  const Program program(shop);
  held_now(shop);
  program.write_key(0644);
  EXPECT_EQ(program.run({"--once"}), 1);
  EXPECT_THAT(program.log(), HasSubstr("sekimori-courier: [keys] link_key_file: "));
  std::filesystem::remove(shop.folder.path("link.key"));
  EXPECT_EQ(program.run({"--once"}), 1);
  EXPECT_THAT(program.log(), HasSubstr("link.key: cannot be opened"));
  program.write_key(0600);
  EXPECT_THAT(shop.server.mails(), IsEmpty());

  std::filesystem::remove_all(shop.config.spool);
  shop.folder.write("spool", "a file");
  EXPECT_EQ(program.run({"--once"}), 1);
  EXPECT_THAT(program.log(), HasSubstr("[hold] spool: "));

  shop.folder.write("sekimori.toml", "[organisation]\n");
  EXPECT_EQ(program.run({"--once"}), 1);
  EXPECT_THAT(program.log(), HasSubstr("organisation.domains is missing"));
  EXPECT_EQ(program.run({"--twice"}), 2);
  EXPECT_EQ(program.run({"--once", "more"}), 2);
  EXPECT_EQ(program.run({"--help"}), 0);
  EXPECT_EQ(program.run({"--version"}), 0);
}

}  // namespace
}  // namespace milter
