// Real processes that enter the sandbox and try to get out: each row is one process and one try.
#include "milter/extract/sandbox.h"

#include <dirent.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/io_uring.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <vector>

#include "tests/ops/folder.h"
#include "tests/support/processes.h"

namespace milter::extract {
namespace {

using testing::in_child;
using testing::wait_for;

constexpr int kKilled = -SIGSYS;
constexpr int kRefused = 1;
constexpr int kWorked = 0;

int refused_if(bool failed) { return failed ? kRefused : kWorked; }

struct Try {
  const char* name;
  int (*attempt)();
};

class SandboxTest : public ::testing::Test {
 protected:
  SandboxTest() {
    plan_.readable = {folder_.path("")};
    readable_file = folder_.write("cmap", "character map");
    other_file = outside_.write("secret", "link key");
  }

  // What comes of it in a sandboxed process; 90: it was not let in.
  int outcome_of(int (*attempt)()) const {
    int pair[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    const int status = wait_for(in_child([&] {
      if (!enter_sandbox(plan_, pair[1])) return 90;
      return attempt();
    }));
    close(pair[0]);
    close(pair[1]);
    return status;
  }

  static inline std::string readable_file, other_file;
  Folder folder_, outside_;
  SandboxPlan plan_;
};

int opens(const char* path, int flags) { return refused_if(open(path, flags, 0600) < 0); }

TEST_F(SandboxTest, OpensNoOtherFile) {
  const Try tries[] = {
      {"secret", [] { return opens(other_file.c_str(), O_RDONLY); }},
      {"passwd", [] { return opens("/etc/passwd", O_RDONLY); }},
      {"own memory", [] { return opens("/proc/self/mem", O_RDONLY); }},
      {"parent's environment", [] { return opens("/proc/1/environ", O_RDONLY); }},
      {"root", [] { return refused_if(opendir("/") == nullptr); }},
      {"library", [] { return opens("/lib/x86_64-linux-gnu/libc.so.6", O_RDONLY); }},
      {"device", [] { return opens("/dev/zero", O_RDONLY); }},
      {"write", [] { return opens(readable_file.c_str(), O_WRONLY); }},
      {"read and write", [] { return opens(readable_file.c_str(), O_RDWR); }},
      {"truncate", [] { return opens(readable_file.c_str(), O_RDONLY | O_TRUNC); }},
      {"create", [] { return opens((readable_file + "2").c_str(), O_RDONLY | O_CREAT); }},
      {"unnamed", [] { return opens("/tmp", O_TMPFILE | O_RDWR); }},
      {"write flag 3", [] { return opens(readable_file.c_str(), O_ACCMODE); }},
  };
  for (const Try& one : tries) EXPECT_EQ(outcome_of(one.attempt), kRefused) << one.name;
  EXPECT_EQ(outcome_of([] { return opens(readable_file.c_str(), O_RDONLY); }), kWorked);
}

TEST_F(SandboxTest, EveryWayOutKills) {
  const Try tries[] = {
      {"tcp", [] { return refused_if(socket(AF_INET, SOCK_STREAM, 0) < 0); }},
      {"tcp 6", [] { return refused_if(socket(AF_INET6, SOCK_STREAM, 0) < 0); }},
      {"udp", [] { return refused_if(socket(AF_INET, SOCK_DGRAM, 0) < 0); }},
      {"unix", [] { return refused_if(socket(AF_UNIX, SOCK_STREAM, 0) < 0); }},
      {"netlink", [] { return refused_if(socket(AF_NETLINK, SOCK_RAW, 0) < 0); }},
      {"pair",
       [] {
         int pair[2];
         return refused_if(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0);
       }},
      {"connect", [] { return refused_if(connect(kConnection, nullptr, 0) < 0); }},
      {"pass a descriptor", [] { return refused_if(sendmsg(kConnection, nullptr, 0) < 0); }},
      {"exec", [] { return refused_if(execl("/bin/true", "true", nullptr) < 0); }},
      {"fork", [] { return refused_if(syscall(SYS_fork) < 0); }},
      {"vfork", [] { return refused_if(syscall(SYS_vfork) < 0); }},
      {"clone", [] { return refused_if(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) < 0); }},
      {"clone3", [] { return refused_if(syscall(SYS_clone3, 0, 0) < 0); }},
      {"kill", [] { return refused_if(kill(getppid(), 0) < 0); }},
      {"signal a process", [] { return refused_if(syscall(SYS_tgkill, 1, 1, 0) < 0); }},
      {"signal by owner", [] { return refused_if(fcntl(kConnection, F_SETOWN, 1) < 0); }},
      {"trace", [] { return refused_if(ptrace(PTRACE_TRACEME, 0, 0, 0) < 0); }},
      {"other memory",
       [] { return refused_if(syscall(SYS_process_vm_readv, 1, 0, 0, 0, 0, 0) < 0); }},
      {"unlink", [] { return refused_if(unlink(readable_file.c_str()) < 0); }},
      {"make a folder", [] { return refused_if(mkdir("/tmp/x", 0700) < 0); }},
      {"rename", [] { return refused_if(rename(readable_file.c_str(), "/tmp/x") < 0); }},
      {"change mode", [] { return refused_if(chmod(readable_file.c_str(), 0777) < 0); }},
      {"truncate", [] { return refused_if(truncate(readable_file.c_str(), 0) < 0); }},
      {"mount", [] { return refused_if(syscall(SYS_mount, 0, 0, 0, 0, 0) < 0); }},
      {"namespace", [] { return refused_if(syscall(SYS_unshare, 0) < 0); }},
      {"rights", [] { return refused_if(setuid(0) < 0); }},
      {"its own cage", [] { return refused_if(prctl(PR_SET_DUMPABLE, 1) < 0); }},
      {"code in memory",
       [] {
         return refused_if(mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS,
                                -1, 0) == MAP_FAILED);
       }},
      {"code by protection",
       [] {
         void* page =
             mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
         return refused_if(mprotect(page, 4096, PROT_READ | PROT_EXEC) < 0);
       }},
      {"code by a file", [] { return refused_if(syscall(SYS_memfd_create, "x", 0) < 0); }},
      {"io_uring", [] { return refused_if(syscall(SYS_io_uring_setup, 1, 0) < 0); }},
      {"bpf", [] { return refused_if(syscall(SYS_bpf, 0, 0, 0) < 0); }},
      {"keys", [] { return refused_if(syscall(SYS_keyctl, 0, 0, 0, 0, 0) < 0); }},
      {"a number of tomorrow", [] { return refused_if(syscall(1000) < 0); }},
  };
  for (const Try& one : tries) EXPECT_EQ(outcome_of(one.attempt), kKilled) << one.name;
}

// What parsers do all day.
TEST_F(SandboxTest, WorkIsPossible) {
  const Try tries[] = {
      {"nothing", [] { return kWorked; }},
      {"memory",
       [] {
         std::vector<char> much(50'000'000, 'x');
         return refused_if(much.back() != 'x');
       }},
      {"read a file",
       [] {
         char bytes[9] = {};
         const int file = open(readable_file.c_str(), O_RDONLY);
         return refused_if(read(file, bytes, 9) != 9 || std::string_view(bytes, 9) != "character");
       }},
      {"read with stdio",
       [] {
         FILE* file = fopen(readable_file.c_str(), "rb");
         return refused_if(file == nullptr || fgetc(file) != 'c' || fclose(file) != 0);
       }},
      {"list the folder",
       [] {
         DIR* folder = opendir(readable_file.substr(0, readable_file.rfind('/')).c_str());
         return refused_if(folder == nullptr || readdir(folder) == nullptr ||
                           closedir(folder) != 0);
       }},
      {"the clock", [] { return refused_if(time(nullptr) == 0); }},
      {"answer", [] { return refused_if(write(kConnection, "{}", 2) != 2); }},
      {"talk to nobody", [] { return refused_if(printf("noise\n") < 0 || fflush(stdout) != 0); }},
      {"sort much",
       [] {
         std::vector<int> numbers(1'000'000);
         qsort(numbers.data(), numbers.size(), sizeof(int), [](const void* a, const void* b) {
           return *static_cast<const int*>(a) - *static_cast<const int*>(b);
         });
         return kWorked;
       }},
  };
  for (const Try& one : tries) EXPECT_EQ(outcome_of(one.attempt), kWorked) << one.name;
}

TEST_F(SandboxTest, OnlyTheConnectionStaysOpen) {
  const int held = fcntl(STDERR_FILENO, F_DUPFD, 500);  // as a careless library leaves one
  ASSERT_GE(held, 500);
  EXPECT_EQ(outcome_of([] {
              for (int other = kConnection + 1; other < 1024; ++other) {
                if (fcntl(other, F_GETFD) >= 0) return kRefused;
              }
              return kWorked;
            }),
            kWorked);
  close(held);
  EXPECT_EQ(outcome_of([] {
              char byte = 0;
              return refused_if(read(STDIN_FILENO, &byte, 1) != 0);
            }),
            kWorked);
}

TEST_F(SandboxTest, MemoryIsLimited) {
  plan_.memory = std::size_t{32} * 1024 * 1024;
  const auto map = [](std::size_t size) {
    return mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  };
  static constexpr auto kMap = map;
  EXPECT_EQ(outcome_of([] { return refused_if(kMap(20'000'000) == MAP_FAILED); }), kWorked);
  EXPECT_EQ(outcome_of([] { return refused_if(kMap(40'000'000) == MAP_FAILED); }), kRefused);
  EXPECT_EQ(SandboxPlan{}.memory, limits::kExtractMemory);
}

TEST_F(SandboxTest, ProcessorTimeIsLimited) {
  plan_.time = std::chrono::milliseconds{300};  // the kernel counts whole seconds
  EXPECT_EQ(outcome_of([] {
              for (volatile int on = 1; on != 0;) {
              }
              return kWorked;
            }),
            -SIGXCPU);
  EXPECT_EQ(SandboxPlan{}.time, limits::kExtractTime);
}

TEST_F(SandboxTest, WithoutItsFoldersItIsNotEntered) {
  plan_.readable = {folder_.path("missing")};
  const auto entered = wait_for(in_child([&] {
    const auto result = enter_sandbox(plan_, STDERR_FILENO);
    if (result) return 1;
    return result.error().what.find("missing") == std::string::npos ? 2 : 0;
  }));
  EXPECT_EQ(entered, 0);
}

}  // namespace
}  // namespace milter::extract
