// The program itself, without an MTA: signals to it and to its children, and the socket they share.
// As root it is run as the user "nobody"; else it has no privilege anyway.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/processes.h"

namespace milter {
namespace {

using testing::comes_true;
using testing::living_children;

// The first packet of the protocol: version 6, every action and step offered.
constexpr std::string_view kNegotiate("\0\0\0\15O\0\0\0\6\0\0\1\377\0\37\377\377", 17);

void become_nobody() {
  if (geteuid() != 0) return;
  const passwd* nobody = getpwnam("nobody");  // NOLINT(concurrency-mt-unsafe): one thread
  if (nobody == nullptr || setgid(nobody->pw_gid) != 0 || setuid(nobody->pw_uid) != 0) _exit(98);
}

class WorkerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "sekimori-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    std::filesystem::copy_file(SEKIMORI_MILTER, folder_ / "sekimori-milter");
    write_config("");
    std::filesystem::permissions(folder_, std::filesystem::perms::all);
    start();
  }

  void TearDown() override {
    if (parent_ > 0) kill(parent_, SIGKILL);
    for (const pid_t child : children_seen_) {
      comes_true([&] { return kill(child, 0) != 0; });
    }
    std::filesystem::remove_all(folder_);
  }

  void write_config(const std::string& more, const std::string& spool = "spool",
                    const std::string& store = "store.db") {
    std::ofstream(folder_ / "sekimori.toml")
        << "[organisation]\ndomains = [\"asagiri.example\"]\n[milter]\nchildren = 2\n"
        << "listen = \"unix:" << socket_path() << "\"\n[hold]\nspool = \""
        << (folder_ / spool).string()
        << "\"\n[store]\nurl = \"sqlite:" << (folder_ / store).string() << "\"\n"
        << more;
  }

  std::string socket_path() const { return (folder_ / "milter.sock").string(); }

  void start() {
    const std::string program = (folder_ / "sekimori-milter").string();
    const std::string config = (folder_ / "sekimori.toml").string();
    parent_ = testing::in_child([&] {
      const int log = open((folder_ / "log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
      dup2(log, STDERR_FILENO);
      become_nobody();
      execl(program.c_str(), program.c_str(), "--config", config.c_str(), nullptr);
      return 97;
    });
    ASSERT_TRUE(comes_true([&] { return answers(); }));
    ASSERT_EQ(two_children().size(), 2U);
  }

  bool has_logged(const std::string& words) const {
    std::ifstream file(folder_ / "log");
    const std::string log{std::istreambuf_iterator<char>(file), {}};
    return log.find(words) != std::string::npos;
  }
  bool logs(const std::string& words) const {
    return comes_true([&] { return has_logged(words); });
  }

  std::vector<pid_t> two_children() {
    comes_true([&] { return living_children(parent_).size() == 2; });
    const auto children = living_children(parent_);
    children_seen_.insert(children_seen_.end(), children.begin(), children.end());
    return children;
  }

  // A child took the connection and spoke the protocol.
  bool answers() const {
    const int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socket_path().copy(address.sun_path, sizeof address.sun_path - 1);
    char reply[5] = "";
    const bool good =
        connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        send(connection, kNegotiate.data(), kNegotiate.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(kNegotiate.size()) &&
        recv(connection, reply, sizeof reply, MSG_WAITALL) == 5 && reply[4] == 'O';
    close(connection);
    return good;
  }

  ino_t socket_inode() const {
    struct stat status {};
    return stat(socket_path().c_str(), &status) == 0 ? status.st_ino : 0;
  }

  std::filesystem::path folder_;
  std::vector<pid_t> children_seen_;
  pid_t parent_ = -1;
};

TEST_F(WorkerTest, AChildsEndLeavesTheSocketAnswering) {
  const ino_t before = socket_inode();
  for (const int signal : {SIGTERM, SIGINT, SIGKILL, SIGTERM}) {
    const pid_t victim = two_children().front();
    kill(victim, signal);
    EXPECT_TRUE(comes_true([&] {
      const auto children = living_children(parent_);
      return children.size() == 2 && children[0] != victim && children[1] != victim;
    })) << "signal "
        << signal;
    EXPECT_EQ(socket_inode(), before) << "signal " << signal;
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(answers()) << "signal " << signal;
  }
}

TEST_F(WorkerTest, AChildTakesNoNoticeOfHup) {
  const auto before = two_children();
  for (const pid_t child : before) kill(child, SIGHUP);
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(answers());
  EXPECT_EQ(two_children(), before);
}

TEST_F(WorkerTest, HupWithABadConfigurationChangesNothing) {
  const auto before = two_children();
  write_config("[nonsense]\n");
  kill(parent_, SIGHUP);
  EXPECT_TRUE(logs("config.problem"));
  write_config("");
  kill(parent_, SIGHUP);
  EXPECT_TRUE(logs("config.reloaded"));
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(answers());
  EXPECT_EQ(two_children(), before);
}

TEST_F(WorkerTest, HupWithAnotherSpoolOrStoreChangesNothing) {
  write_config("", "spool2");
  kill(parent_, SIGHUP);
  EXPECT_TRUE(logs("hold.spool: "));
  write_config("", "spool", "store2.db");
  kill(parent_, SIGHUP);
  EXPECT_TRUE(logs("store.url: "));
  EXPECT_FALSE(has_logged("config.reloaded"));
  write_config("");
  kill(parent_, SIGHUP);
  EXPECT_TRUE(logs("config.reloaded"));
  EXPECT_TRUE(answers());
}

TEST_F(WorkerTest, TermEndsItAndTakesTheSocketAway) {
  kill(parent_, SIGTERM);
  EXPECT_EQ(testing::wait_for(parent_), 0);
  parent_ = -1;
  EXPECT_EQ(socket_inode(), 0U);
}

TEST_F(WorkerTest, StartsAgainWhereAKilledOneLeftItsSocket) {
  kill(parent_, SIGKILL);
  testing::wait_for(parent_);
  EXPECT_NE(socket_inode(), 0U);
  start();
  EXPECT_TRUE(answers());
}

}  // namespace
}  // namespace milter
