#include "milter/extract/child.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>

#include "milter/extract/request.h"
#include "tests/support/processes.h"

namespace milter::extract {
namespace {

class ChildTest : public ::testing::Test {
 protected:
  ChildTest() {
    int pair[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
    ours_ = Descriptor(pair[0]);
    theirs_ = Descriptor(pair[1]);
    plan_.readable.clear();
  }

  Result<Child> start(const Child::Work& work) { return Child::start(plan_, theirs_.get(), work); }
  static bool ends(const Child& child) {
    pollfd waiting{child.ended(), POLLIN, 0};
    return poll(&waiting, 1, 60'000) == 1;
  }
  // Runs to its own end.
  std::optional<Problem> end_of(const Child::Work& work) {
    auto child = start(work);
    EXPECT_TRUE(child && ends(*child));
    return child->end();
  }

  Descriptor ours_, theirs_;
  SandboxPlan plan_;
};

char* map(std::size_t size) {
  void* mapped = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return mapped == MAP_FAILED ? nullptr : static_cast<char*>(mapped);
}

// As operator new does, which under a sanitizer ends the process instead.
char* allocate(std::size_t size) {
  char* const mapped = map(size);
  if (mapped == nullptr) throw std::bad_alloc();
  return mapped;
}

TEST_F(ChildTest, AnswersAndEnds) {
  EXPECT_EQ(end_of([](int connection) { write_whole(connection, "done"); }), std::nullopt);
  char answer[5] = {};
  EXPECT_EQ(recv(ours_.get(), answer, 4, 0), 4);
  EXPECT_STREQ(answer, "done");
}

TEST_F(ChildTest, CrashesAreTold) {
  const Child::Work crashes[] = {
      [](int) { abort(); },
      [](int) { raise(SIGSEGV); },
      [](int) { raise(SIGFPE); },
      [](int) { throw std::runtime_error("a bug"); },
      [](int) { throw 7; },
      [](int) { socket(AF_INET, SOCK_STREAM, 0); },  // forbidden: killed by the filter
      [](int) { _exit(200); },
  };
  for (const auto& work : crashes) EXPECT_EQ(end_of(work), Problem::kCrashed);
}

TEST_F(ChildTest, WantOfMemoryIsTold) {
  EXPECT_EQ(end_of([](int) { allocate(2 * limits::kExtractMemory); }), Problem::kMemory);
  // A C library that gives up: nothing but the memory it used tells why.
  EXPECT_EQ(end_of([](int) {
              const std::size_t most = limits::kExtractMemory / 8 * 7;
              if (char* const mapped = map(most)) memset(mapped, 'x', most);
              abort();
            }),
            Problem::kMemory);
  // As the kernel does when the machine has no more.
  EXPECT_EQ(end_of([](int) { raise(SIGKILL); }), Problem::kMemory);
}

TEST_F(ChildTest, EndlessWorkIsEnded) {
  plan_.time = std::chrono::milliseconds{500};  // one second of the processor
  EXPECT_EQ(end_of([](int) {
              for (volatile int on = 1; on != 0;) {
              }
            }),
            Problem::kTimeout);
}

TEST_F(ChildTest, WhoOnlyWaitsIsKilled) {
  auto child = start([](int connection) { (void)!read_request(connection); });
  ASSERT_TRUE(child);
  EXPECT_GT(child->deadline(), std::chrono::steady_clock::now());
  EXPECT_EQ(child->end(), Problem::kTimeout);
  EXPECT_EQ(child->end(), std::nullopt) << "ended already";
}

TEST_F(ChildTest, DoesNotOutliveItsOwner) {
  {
    const auto child = start([](int connection) { (void)!read_request(connection); });
  }
  EXPECT_TRUE(testing::living_children(getpid()).empty());
}

TEST_F(ChildTest, DoesNotOutliveItsParent) {
  const pid_t parent = testing::in_child([&] {
    const auto child = start([](int connection) {
      write_whole(connection, "x");
      (void)!read_request(connection);
    });
    char up = 0;
    (void)!recv(ours_.get(), &up, 1, 0);
    raise(SIGKILL);
    return 0;
  });
  EXPECT_EQ(testing::wait_for(parent), -SIGKILL);
  theirs_ = Descriptor();  // the last copy, unless the child lives
  pollfd waiting{ours_.get(), POLLIN, 0};
  EXPECT_EQ(poll(&waiting, 1, 60'000), 1);
}

TEST(TrySandbox, SaysWhatIsMissing) {
  SandboxPlan plan;
  EXPECT_TRUE(try_sandbox(plan)) << try_sandbox(plan).error().what;
  plan.readable = {"/no/such/folder"};
  const auto tried = try_sandbox(plan);
  ASSERT_FALSE(tried);
  EXPECT_EQ(tried.error().what, "/no/such/folder: No such file or directory");
}

}  // namespace
}  // namespace milter::extract
