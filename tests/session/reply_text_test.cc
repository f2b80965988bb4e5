#include "milter/session/reply_text.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

TEST(ReplyText, IsOneLineOfPrintableAscii) {
  const std::pair<std::string, std::string> rows[] = {
      {"550 5.1.3 Write the recipient as user@domain: a!b@c.example",
       "550 5.1.3 Write the recipient as user@domain: a!b@c.example"},
      {"", ""},
      {"552 5.3.4 Too big", "552 5.3.4 Too big"},
      {"451 4.3.1 a\r\n250 2.0.0 b", "451 4.3.1 a??250 2.0.0 b"},
      {"550 5.1.3 end\r\n", "550 5.1.3 end"},
      {"550 5.1.3 a%s%n@c", "550 5.1.3 a?s?n@c"},
      {"550 5.1.3 \xE3\x81\x82\x1B[0m\x7F", "550 5.1.3 ????[0m?"},
      {std::string("a\0b", 3), "a?b"},
  };
  for (const auto& [words, text] : rows) EXPECT_EQ(reply_text(words), text);
  EXPECT_EQ(reply_text(std::string(1'000, 'x')).size(), kMaxReplyText);
}

}  // namespace
}  // namespace milter
