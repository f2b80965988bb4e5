#include "milter/courier/smtp_reply.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

// The replies in `bytes`, fed byte by byte; "!" at the end if it is no SMTP.
std::string replies_in(std::string_view bytes) {
  ReplyBuffer buffer;
  std::string found;
  for (const char c : bytes) {
    buffer.add({&c, 1});
    const auto reply = buffer.next();
    if (!reply) return found + "!";
    if (*reply) found += "{" + (*reply)->text() + "}";
  }
  return buffer.empty() ? found : found + "...";
}

struct Row {
  const char* bytes;
  const char* replies;
};
class Replies : public ::testing::TestWithParam<Row> {};

TEST_P(Replies, AreReadLineByLine) { EXPECT_EQ(replies_in(GetParam().bytes), GetParam().replies); }

INSTANTIATE_TEST_SUITE_P(Rows, Replies,
                         ::testing::Values(Row{"250 ok\r\n", "{250 ok}"}, Row{"250\r\n", "{250}"},
                                           Row{"250 ok\n550 no\n", "{250 ok}{550 no}"},
                                           Row{"250-a\r\n250-b c\r\n250 d\r\n", "{250 a b c d}"},
                                           Row{"550-5.1.1 no such user\r\n550 5.1.1 here\r\n",
                                               "{550 5.1.1 no such user 5.1.1 here}"},
                                           Row{"250-\r\n250\r\n", "{250}"}, Row{"250-half", "..."},
                                           Row{"250 \x1b[31mred\r\n", "{250 \\x1B[31mred}"},
                                           Row{"hello\r\n", "!"}, Row{"25 ok\r\n", "!"},
                                           Row{"650 ok\r\n", "!"}, Row{"2500 ok\r\n", "!"},
                                           Row{"\r\n", "!"}, Row{"250-ok\r\n550 no\r\n", "!"}));

TEST(Replies, AreBounded) {
  ReplyBuffer line;
  line.add("250 " + std::string(kMaxReplyLine, 'x'));
  ASSERT_FALSE(line.next());
  EXPECT_EQ(line.next().error().kind, Error::Kind::kLimit);

  ReplyBuffer lines;
  for (std::size_t at = 0; at <= kMaxReplyLines; ++at) lines.add("250-x\r\n");
  EXPECT_FALSE(lines.next());

  ReplyBuffer good;
  for (std::size_t at = 0; at + 1 < kMaxReplyLines; ++at) good.add("250-x\r\n");
  good.add("250 x\r\n");
  ASSERT_TRUE(good.next());
}

TEST(Replies, TextIsClipped) {
  EXPECT_LT((SmtpReply{250, std::vector<std::string>(50, std::string(100, 'x'))}.text().size()),
            600U);
  EXPECT_EQ((SmtpReply{0, {"connection lost"}}.text()), "connection lost");
}

}  // namespace
}  // namespace milter
