// The client against servers that are dead, slow or lying; server_test.cc has the honest one.
#include "milter/extract/extract_client.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <functional>
#include <thread>

#include "milter/base/descriptor.h"
#include "milter/base/limits.h"
#include "milter/extract/request.h"
#include "milter/extract/server.h"
#include "tests/ops/folder.h"

namespace milter::extract {
namespace {

using namespace std::chrono_literals;

const SystemClock kClock;

// Plays the other side once.
class OneAnswer {
 public:
  explicit OneAnswer(const std::function<void(int)>& answer)
      : listener_(listen_on(path()).value()), thread_([this, answer] {
          const Descriptor connection(accept_blocking());
          answer(connection.get());
        }) {}
  ~OneAnswer() { thread_.join(); }
  std::string path() const { return folder_.path("s"); }

 private:
  int accept_blocking() const {
    int connection = -1;
    while ((connection = accept(listener_.get(), nullptr, nullptr)) < 0) std::this_thread::yield();
    return connection;
  }
  Folder folder_;
  Descriptor listener_;
  std::thread thread_;
};

Result<Extraction> ask(const std::string& socket, std::chrono::milliseconds patience,
                       const std::string& bytes = "bytes") {
  return ask_extract(socket, {bytes, "a.pdf", "application/pdf"}, Deadline(kClock, patience));
}

void say(int connection, std::string_view text) {
  send(connection, text.data(), text.size(), MSG_NOSIGNAL);
}

// Until the client goes away.
void wait_for_end(int connection) {
  char piece[4096];
  while (recv(connection, piece, sizeof piece, 0) > 0) {
  }
}

TEST(ExtractClient, ReadsAnAnswer) {
  const OneAnswer server([](int connection) {
    const auto request = read_request(connection);
    say(connection, to_json({{{request->name, request->type + request->bytes}}, {}}));
  });
  EXPECT_EQ(ask(server.path(), 60s), (Extraction{{{"a.pdf", "application/pdfbytes"}}, {}}));
}

TEST(ExtractClient, NamesTheAttachmentWhereNobodyDid) {
  const OneAnswer server([](int connection) {
    read_request(connection);
    say(connection, to_json({{}, {{Problem::kCrashed, ""}, {Problem::kBroken, "a.pdf/x"}}}));
  });
  EXPECT_EQ(ask(server.path(), 60s),
            (Extraction{{}, {{Problem::kCrashed, "a.pdf"}, {Problem::kBroken, "a.pdf/x"}}}));
}

TEST(ExtractClient, ReadsAnAnswerThatCameBeforeItHadSentAll) {
  const OneAnswer server([](int connection) {
    say(connection, to_json({{}, {{Problem::kTimeout, ""}}}));
  });
  EXPECT_EQ(ask(server.path(), 60s, std::string(5'000'000, 'x')),
            (Extraction{{}, {{Problem::kTimeout, "a.pdf"}}}));
}

TEST(ExtractClient, NobodyThere) {
  const Folder folder;
  EXPECT_EQ(ask(folder.path("none"), 60s).error().kind, Error::Kind::kTemporary);
  EXPECT_EQ(ask(folder.write("file", ""), 60s).error().kind, Error::Kind::kTemporary);
  EXPECT_EQ(ask("/" + std::string(200, 'x'), 60s).error().kind, Error::Kind::kPermanent);
}

TEST(ExtractClient, SilenceEndsWithTheDeadline) {
  const OneAnswer server(wait_for_end);
  EXPECT_EQ(ask(server.path(), 100ms).error().what, "sekimori-extract: no answer in time");
}

TEST(ExtractClient, ADeafServerEndsWithTheDeadline) {
  Folder folder;
  const auto listener = listen_on(folder.path("s"));  // never accepts, never reads
  ASSERT_TRUE(listener);
  EXPECT_EQ(ask(folder.path("s"), 100ms, std::string(20'000'000, 'x')).error().what,
            "sekimori-extract: it does not listen");
}

TEST(ExtractClient, AFullQueueEndsWithTheDeadline) {
  Folder folder;
  const auto listener = listen_on(folder.path("s"));
  ASSERT_TRUE(listener);
  ASSERT_EQ(listen(listener->get(), 0), 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  folder.path("s").copy(address.sun_path, sizeof address.sun_path - 1);
  const Descriptor first(socket(AF_UNIX, SOCK_STREAM, 0));
  ASSERT_EQ(connect(first.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(ask(folder.path("s"), 100ms).error().kind, Error::Kind::kTemporary);
}

TEST(ExtractClient, ADripEndsWithTheDeadline) {
  const OneAnswer server([](int connection) {
    while (send(connection, " ", 1, MSG_NOSIGNAL) == 1) std::this_thread::sleep_for(10ms);
  });
  EXPECT_FALSE(ask(server.path(), 200ms));
}

TEST(ExtractClient, WhatIsNoAnswerIsRefused) {
  std::string deep = R"({"texts":)" + std::string(2'000'000, '[');
  for (const std::string& lie :
       {std::string(), std::string("HTTP/1.1 200 OK\r\n\r\n"), std::string(R"({"texts":[)"),
        std::string(R"({"texts":[],"troubles":[]}{"texts":[],"troubles":[]})"), deep}) {
    const OneAnswer server([&lie](int connection) {
      read_request(connection);
      say(connection, lie);
    });
    EXPECT_EQ(ask(server.path(), 60s).error().what, "sekimori-extract: no sensible answer");
  }
}

TEST(ExtractClient, AnEndlessAnswerIsCut) {
  const OneAnswer server([](int connection) {
    const std::string piece(100'000, ' ');
    while (send(connection, piece.data(), piece.size(), MSG_NOSIGNAL) > 0) {
    }
  });
  static_assert(limits::kMaxExtractAnswer < 1'000'000'000);
  EXPECT_EQ(ask(server.path(), 60s).error().what, "sekimori-extract: the answer does not end");
}

TEST(ExtractClient, TooLargeIsNotSent) {
  const std::string bytes(limits::kMaxAttachmentBytes + 1, 'x');
  EXPECT_EQ(ask("/no/such/socket", 60s, bytes), (Extraction{{}, {{Problem::kTooLarge, "a.pdf"}}}));
}

TEST(ExtractClient, OfALongNameTheEndIsSent) {
  std::string name;
  for (std::size_t i = 0; i < limits::kMaxAttachmentName; ++i) name += "書";
  const OneAnswer server([](int connection) {
    const auto request = read_request(connection);
    say(connection, to_json({{{request->name, ""}}, {}}));
  });
  const auto answer =
      ask_extract(server.path(), {"", name + ".pdf", ""}, Deadline(kClock, 60s)).value();
  const std::string& sent = answer.texts.at(0).where;
  EXPECT_LE(sent.size(), limits::kMaxAttachmentName);
  EXPECT_TRUE(sent.starts_with("書") && sent.ends_with("書.pdf"));
}

}  // namespace
}  // namespace milter::extract
