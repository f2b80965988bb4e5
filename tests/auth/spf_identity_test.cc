// RFC 7208 2.4, 4.1 and 4.3.
#include "milter/auth/spf_identity.h"

#include <gtest/gtest.h>

#include "milter/base/limits.h"

namespace milter {
namespace {

struct Row {
  std::string mail_from, local_part, domain;
};

TEST(SpfIdentity, TakesTheSenderApart) {
  const Row kRows[] = {
      {"taro@asagiri.example", "taro", "asagiri.example"},
      {"<taro@asagiri.example>", "taro", "asagiri.example"},
      {"taro@ASAGIRI.Example.", "taro", "asagiri.example"},
      {"@asagiri.example", "postmaster", "asagiri.example"},
      {"asagiri.example", "postmaster", "asagiri.example"},
      {"\"a@b\"@asagiri.example", "\"a@b\"", "asagiri.example"},
      {"Macro Error@asagiri.example", "Macro Error", "asagiri.example"},
      {"a@_x.xn--eckwd4c7c.xn--zckzah", "a", "_x.xn--eckwd4c7c.xn--zckzah"},
      {std::string(limits::kMaxSpfLocalPart, 'x') + "@a.example",
       std::string(limits::kMaxSpfLocalPart, 'x'), "a.example"},
  };
  for (const Row& row : kRows) {
    const auto whom = mail_from_identity({"192.0.2.1", "mail.example.net", row.mail_from});
    ASSERT_TRUE(whom) << row.mail_from << ": " << whom.error().what;
    EXPECT_EQ(whom->local_part, row.local_part);
    EXPECT_EQ(whom->domain, row.domain);
    EXPECT_EQ(whom->helo, "mail.example.net");
  }
}

TEST(SpfIdentity, RefusesWhatCanHaveNoRecord) {
  for (const std::string& mail_from :
       {std::string("foo@[192.0.2.1]"), std::string("foo@localhost"), std::string("foo@"),
        std::string("foo@a..example"), std::string("foo@.example"), std::string("foo@192.0.2.1"),
        std::string("foo@a b.example"), "foo@a\0.example" + std::string(1, '\0'),
        "foo@" + std::string(64, 'a') + ".example", std::string("foo@\xE6\x9C\x9D.example"),
        std::string(limits::kMaxSpfLocalPart + 1, 'x') + "@a.example"}) {
    EXPECT_FALSE(mail_from_identity({"192.0.2.1", "mail.example.net", mail_from})) << mail_from;
  }
}

TEST(SpfIdentity, HeloSpeaksForItsPostmaster) {
  const auto whom = helo_identity({"192.0.2.1", "Mail.Asagiri.Example", "<>"});
  ASSERT_TRUE(whom);
  EXPECT_EQ(whom->local_part, "postmaster");
  EXPECT_EQ(whom->domain, "mail.asagiri.example");
  for (const char* helo : {"", "localhost", "[192.0.2.1]", "JUMPIN' JUPITER", "192.0.2.1"}) {
    EXPECT_FALSE(helo_identity({"192.0.2.1", helo, ""})) << helo;
  }
}

TEST(SpfIdentity, AHeloLongerThanAnyNameIsUnknown) {
  const std::string longest = std::string(126, 'x') + "." + std::string(126, 'x');
  EXPECT_EQ(mail_from_identity({"192.0.2.1", longest, "a@b.example"})->helo, longest);
  EXPECT_EQ(mail_from_identity({"192.0.2.1", longest + "x", "a@b.example"})->helo, "unknown");
}

TEST(SpfIdentity, NeedsAClientFromOutside) {
  for (const char* client : {"", "unknown", "127.0.0.1", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_FALSE(mail_from_identity({client, "mail.example.net", "a@b.example"})) << client;
  }
}

}  // namespace
}  // namespace milter
