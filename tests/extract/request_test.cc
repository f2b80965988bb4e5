#include "milter/extract/request.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "milter/base/descriptor.h"
#include "milter/base/limits.h"

namespace milter::extract {
namespace {

class RequestTest : public ::testing::Test {
 protected:
  void SetUp() override {
    int pair[2];
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    ours_ = Descriptor(pair[0]);
    theirs_ = Descriptor(pair[1]);
  }
  // What is read when exactly these bytes come, then the end.
  std::optional<Request> read_of(const std::string& bytes) {
    std::thread sender([&] {
      write_whole(ours_.get(), bytes);
      shutdown(ours_.get(), SHUT_WR);
    });
    auto request = read_request(theirs_.get());
    char rest[4096];
    while (read(theirs_.get(), rest, sizeof rest) > 0) {
    }
    sender.join();
    return request;
  }
  Descriptor ours_, theirs_;
};

std::string whole(const Attachment& one) {
  return request_head(one) + one.name + one.type + std::string(one.bytes);
}

TEST_F(RequestTest, IsReadAsItWasSent) {
  const std::string big(1'000'000, 'x');
  const Attachment one{big, "請求書.pdf", "application/pdf"};
  const auto read = read_of(whole(one));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->name, one.name);
  EXPECT_EQ(read->type, one.type);
  EXPECT_EQ(read->bytes, big);
}

TEST_F(RequestTest, MayBeEmpty) {
  const auto read = read_of(whole({"", "", ""}));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->bytes, "");
}

TEST_F(RequestTest, CutShortIsNone) {
  const std::string one = whole({"bytes", "name", "type"});
  EXPECT_FALSE(read_of(one.substr(0, one.size() - 1)));
}

TEST_F(RequestTest, NothingIsNone) { EXPECT_FALSE(read_of("")); }

TEST_F(RequestTest, TheAskerMayBeGone) {
  ours_ = Descriptor();
  signal(SIGPIPE, SIG_IGN);
  EXPECT_FALSE(write_whole(theirs_.get(), "answer"));
}

std::string head(std::string magic, std::string sizes) { return magic + sizes; }

TEST(RequestHead, IsBigEndian) {
  const auto sizes =
      read_request_head(head("SKX1", std::string("\0\0\0\x04\0\0\x01\x02\0\x10\0\0", 12)));
  ASSERT_TRUE(sizes);
  EXPECT_EQ(sizes->name, 4U);
  EXPECT_EQ(sizes->type, 258U);
  EXPECT_EQ(sizes->bytes, 1'048'576U);
}

TEST(RequestHead, OthersAreRefused) {
  const std::string zero(12, '\0');
  EXPECT_TRUE(read_request_head("SKX1" + zero));
  EXPECT_FALSE(read_request_head("SKX2" + zero));
  EXPECT_FALSE(read_request_head("GET / HTTP/1.1\r\n"));
  EXPECT_FALSE(read_request_head("SKX1" + zero + "x"));
  EXPECT_FALSE(read_request_head("SKX1"));
}

TEST(RequestHead, LimitsHold) {
  const std::string most(limits::kMaxAttachmentName, 'n');
  const std::string bytes(limits::kMaxAttachmentBytes, 'b');
  EXPECT_TRUE(read_request_head(request_head({bytes, most, most})));
  EXPECT_FALSE(read_request_head(request_head({"", most + "n", ""})));
  EXPECT_FALSE(read_request_head(request_head({"", "", most + "n"})));
  EXPECT_FALSE(read_request_head(request_head({bytes + "b", "", ""})));
  EXPECT_FALSE(read_request_head("SKX1" + std::string(12, '\xff')));
}

}  // namespace
}  // namespace milter::extract
