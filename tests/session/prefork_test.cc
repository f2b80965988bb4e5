// Real processes: the service runs in a child of the test, its children tell what they hear.
#include "milter/session/prefork.h"

#include <gmock/gmock.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>

#include "tests/support/processes.h"

namespace milter {
namespace {

using ::testing::ElementsAre;
using testing::Events;
using testing::wait_for;

class PreforkTest : public ::testing::Test {
 protected:
  ~PreforkTest() override {
    if (parent_ > 0) kill(parent_, SIGKILL);
  }

  // A child that tells what it hears until it is told to drain or is left alone.
  int obey(int control) const {
    events_.say("born " + std::to_string(getpid()));
    for (;;) {
      char word = 0;
      if (recv(control, &word, 1, 0) != 1) {
        events_.say("orphan");
        return 0;
      }
      events_.say(std::string("word ") + word);
      if (word == kDrainWord) return 0;
    }
  }

  PreforkPlan plan() const {
    PreforkPlan result;
    result.children = 2;
    result.serve = [this](int control) { return obey(control); };
    result.reload = [this, count = 0]() mutable {
      events_.say("reload");
      return ++count > 1;  // the first one finds a bad configuration
    };
    result.close_door = [this] { events_.say("closed"); };
    return result;
  }

  void start(const PreforkPlan& how) {
    parent_ = testing::in_child([&] { return Prefork(how).run(); });
  }

  pid_t next_born() {
    const std::string line = events_.next();
    EXPECT_TRUE(line.starts_with("born ")) << line;
    return line.starts_with("born ") ? std::stoi(line.substr(5)) : 0;
  }

  std::vector<std::string> next(std::size_t count) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < count; ++i) lines.push_back(events_.next());
    return lines;
  }

  int end() {
    kill(parent_, SIGTERM);
    return ended();
  }
  int ended() {
    const int status = wait_for(parent_);
    parent_ = -1;
    return status;
  }

  Events events_;
  pid_t parent_ = -1;
};

TEST_F(PreforkTest, ReplacesAKilledChild) {
  start(plan());
  const pid_t first = next_born(), second = next_born();
  kill(first, SIGKILL);
  const pid_t third = next_born();
  EXPECT_NE(third, first);
  EXPECT_TRUE(testing::comes_true([&] { return testing::living_children(parent_).size() == 2; }));
  EXPECT_THAT(testing::living_children(parent_), ::testing::UnorderedElementsAre(second, third));
}

// A child is forked while its parent has these signals blocked.
TEST_F(PreforkTest, AChildCanBeEndedAlone) {
  start(plan());
  pid_t child = next_born();
  next_born();
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
    kill(child, signal);
    child = next_born();
  }
  EXPECT_EQ(kill(parent_, 0), 0);
}

TEST_F(PreforkTest, HupReachesChildrenOnlyIfTheConfigurationIsGood) {
  start(plan());
  next_born();
  next_born();
  kill(parent_, SIGHUP);
  EXPECT_EQ(events_.next(), "reload");
  kill(parent_, SIGHUP);
  EXPECT_THAT(next(3), ElementsAre("reload", "word R", "word R"));
  EXPECT_EQ(end(), 0);
  EXPECT_THAT(next(3), ElementsAre("closed", "word D", "word D"));
}

TEST_F(PreforkTest, TermAndIntEndTheServiceInOrder) {
  for (const int signal : {SIGTERM, SIGINT}) {
    start(plan());
    next_born();
    next_born();
    kill(parent_, signal);
    EXPECT_EQ(ended(), 0);
    EXPECT_THAT(next(3), ElementsAre("closed", "word D", "word D"));
  }
}

TEST_F(PreforkTest, WaitsForAChildThatIsStillAtWork) {
  Events permission;
  PreforkPlan slow = plan();
  slow.children = 1;
  slow.serve = [&](int control) {
    const int status = obey(control);
    permission.next();
    events_.say("done");
    return status;
  };
  start(slow);
  next_born();
  kill(parent_, SIGTERM);
  EXPECT_THAT(next(2), ElementsAre("closed", "word D"));
  EXPECT_EQ(kill(parent_, 0), 0);
  permission.say("go on");
  EXPECT_EQ(events_.next(), "done");
  EXPECT_EQ(ended(), 0);
}

// Never sooner than a second after a short life: a lower bound, so a busy machine cannot break it.
TEST_F(PreforkTest, AChildThatDiesAtOnceIsNotStartedInATightLoop) {
  PreforkPlan doomed = plan();
  doomed.children = 1;
  doomed.serve = [this](int) {
    events_.say("born 1");
    return 1;
  };
  start(doomed);
  next_born();
  const auto begin = std::chrono::steady_clock::now();
  next_born();
  next_born();
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(1'500));
  EXPECT_EQ(end(), 0);
}

TEST_F(PreforkTest, ChildrenHearThatTheirParentIsGone) {
  start(plan());
  next_born();
  next_born();
  kill(parent_, SIGKILL);
  EXPECT_THAT(next(2), ElementsAre("orphan", "orphan"));
  ended();
}

}  // namespace
}  // namespace milter
