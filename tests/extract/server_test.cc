// The server runs in a process of its own, its children do what the attachment's name says.
#include "milter/extract/server.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <csignal>
#include <cstdlib>
#include <new>
#include <thread>

#include "milter/extract/extract_client.h"
#include "milter/extract/request.h"
#include "tests/ops/folder.h"
#include "tests/support/processes.h"

namespace milter::extract {
namespace {

using testing::kHang;

void work(int connection) {
  const auto request = read_request(connection);
  if (!request) return;
  if (request->name == "wait") (void)!read_request(connection);
  if (request->name == "crash") abort();
  if (request->name == "eat") {
    if (mmap(nullptr, 2 * limits::kExtractMemory, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
        MAP_FAILED) {
      throw std::bad_alloc();
    }
  }
  if (request->name == "half") {
    write_whole(connection, R"({"texts":[{"whe)");
    abort();
  }
  write_whole(connection, to_json({{{request->name, request->bytes}}, {}}));
}

class ServerTest : public ::testing::Test {
 protected:
  ~ServerTest() override {
    if (server_ > 0) kill(server_, SIGKILL);
    if (server_ > 0) testing::wait_for(server_);
  }

  void start(std::chrono::milliseconds time = kHang) {
    int stop[2];
    ASSERT_EQ(pipe(stop), 0);
    Service service{{{}, limits::kExtractMemory, time}, work, [this](const std::string& event) {
                      events_.say(event);
                    }};
    auto listener = listen_on(socket_);
    ASSERT_TRUE(listener) << listener.error().what;
    server_ = testing::in_child([&] {
      serve(listener->get(), stop[0], service);
      return 0;
    });
    close(stop[0]);
    stop_ = Descriptor(stop[1]);
  }

  Result<Extraction> ask(const std::string& name, const std::string& bytes = "bytes") const {
    return ask_extract(socket_, {bytes, name, ""}, Deadline(clock_, kHang));
  }

  Descriptor connect_raw() const {
    Descriptor connection(::socket(AF_UNIX, SOCK_STREAM, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socket_.copy(address.sun_path, sizeof address.sun_path - 1);
    EXPECT_EQ(connect(connection.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    return connection;
  }

  Folder folder_;
  std::string socket_ = folder_.path("extract.sock");
  SystemClock clock_;
  testing::Events events_;
  pid_t server_ = 0;
  Descriptor stop_;
};

Extraction echo(const std::string& name, const std::string& bytes = "bytes") {
  return {{{name, bytes}}, {}};
}
Extraction trouble(Problem problem, const std::string& name) { return {{}, {{problem, name}}}; }

TEST_F(ServerTest, Answers) {
  start();
  EXPECT_EQ(ask("one"), echo("one"));
  const std::string megabytes(1'000'000, 'm');
  EXPECT_EQ(ask("請求書.pdf", megabytes), echo("請求書.pdf", megabytes));
}

TEST_F(ServerTest, SpeaksForTheDead) {
  start();
  EXPECT_EQ(ask("crash"), trouble(Problem::kCrashed, "crash"));
  EXPECT_EQ(events_.next(), "crashed");
  EXPECT_EQ(ask("eat"), trouble(Problem::kMemory, "eat"));
  EXPECT_EQ(events_.next(), "memory");
  EXPECT_FALSE(ask("half")) << "an answer that broke off is none";
  EXPECT_EQ(events_.next(), "crashed");
  EXPECT_EQ(ask("one"), echo("one"));
}

TEST_F(ServerTest, EndsWhatIsOverItsTime) {
  start(std::chrono::milliseconds{300});
  EXPECT_EQ(ask("wait"), trouble(Problem::kTimeout, "wait"));
  EXPECT_EQ(events_.next(), "timeout");
  EXPECT_TRUE(testing::living_children(server_).empty());
}

TEST_F(ServerTest, ManyAtOnce) {
  start();
  constexpr std::size_t kAskers = 40;
  std::vector<Result<Extraction>> answers(kAskers);
  std::vector<std::thread> threads;
  const auto name_of = [](std::size_t i) {
    return i % 4 == 0 ? "crash" : "number " + std::to_string(i);
  };
  for (std::size_t i = 0; i < kAskers; ++i) {
    threads.emplace_back([&, i] { answers[i] = ask(name_of(i), std::string(i * 10'000, 'b')); });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < kAskers; ++i) {
    const std::string name = name_of(i);
    ASSERT_TRUE(answers[i]) << name << answers[i].error().what;
    EXPECT_EQ(answers[i], name == "crash" ? trouble(Problem::kCrashed, name)
                                          : echo(name, std::string(i * 10'000, 'b')));
  }
}

TEST_F(ServerTest, ChildrenAreCounted) {
  start();
  std::vector<Descriptor> silent;
  for (std::size_t i = 0; i < 3 * limits::kMaxExtractChildren; ++i) {
    silent.push_back(connect_raw());
  }
  EXPECT_TRUE(testing::comes_true(
      [&] { return testing::living_children(server_).size() == limits::kMaxExtractChildren; }));
  silent.resize(limits::kMaxExtractChildren - 1);  // one place is free, and there is a queue
  EXPECT_EQ(ask("one"), echo("one"));
  EXPECT_LT(testing::living_children(server_).size(), limits::kMaxExtractChildren + 1);
}

TEST_F(ServerTest, GarbageGetsNoAnswer) {
  start();
  const std::string garbage[] = {"",
                                 "x",
                                 "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                                 std::string(100'000, '\xff'),
                                 "SKX1" + std::string(12, '\xff'),
                                 request_head({"bytes", "name", "type"}) + "nam"};
  for (const std::string& bytes : garbage) {
    const Descriptor connection = connect_raw();
    send(connection.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    shutdown(connection.get(), SHUT_WR);
    char answer = 0;
    EXPECT_LE(recv(connection.get(), &answer, 1, 0), 0) << bytes.substr(0, 20);
  }
  { const Descriptor gone = connect_raw(); }
  EXPECT_EQ(ask("one"), echo("one"));
}

TEST_F(ServerTest, StopsWhenTold) {
  start();
  const Descriptor silent = connect_raw();
  ASSERT_TRUE(testing::comes_true([&] { return testing::living_children(server_).size() == 1; }));
  ASSERT_EQ(write(stop_.get(), "x", 1), 1);
  EXPECT_EQ(testing::wait_for(server_), 0);
  server_ = 0;
  char byte = 0;
  EXPECT_LE(recv(silent.get(), &byte, 1, 0), 0) << "its child is gone, too";
}

TEST_F(ServerTest, SocketIsForItsGroup) {
  start();
  struct stat there {};
  ASSERT_EQ(stat(socket_.c_str(), &there), 0);
  EXPECT_EQ(there.st_mode & 0777U, 0660U);
}

TEST_F(ServerTest, ADeadOnesSocketIsReplacedAServedOneIsNot) {
  { const auto dead = listen_on(socket_); }
  start();
  const auto second = listen_on(socket_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().what, socket_ + ": is served by another process");
  EXPECT_EQ(ask("one"), echo("one"));
  EXPECT_FALSE(listen_on(folder_.path("no/such/folder")));
  EXPECT_FALSE(listen_on("/" + std::string(200, 'x')));
  const std::string file = folder_.write("file", "mine");
  EXPECT_FALSE(listen_on(file)) << "a file is not taken away";
}

}  // namespace
}  // namespace milter::extract
