#include "milter/mail/mailbox_places.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/mail/address.h"

namespace milter {
namespace {

// "mailbox|address", one for each place, joined by " ; ".
std::string places_of(const std::string& header) {
  const RawMessage mail = RawMessage::parse(header + "\r\n\r\ntext\r\n");
  std::string found;
  for (const MailboxPosition& one : mailbox_places(mail)) {
    found += found.empty() ? "" : " ; ";
    found += std::string(one.mailbox.of(mail.bytes())) + "|";
    found += one.address.of(mail.bytes());
  }
  return found;
}

struct Row {
  const char* header;
  const char* places;
};

TEST(MailboxPlaces, AreWhereTheFieldIsUnambiguous) {
  const Row rows[] = {
      {"To: a@b.example", "a@b.example|a@b.example"},
      {"to:a@b.example , c@d.example", "a@b.example|a@b.example ; c@d.example|c@d.example"},
      {"To: Taro Sato <a@b.example>", "Taro Sato <a@b.example>|a@b.example"},
      {"To: \"Sato, Taro\" <a@b.example>, c@d.example",
       "\"Sato, Taro\" <a@b.example>|a@b.example ; c@d.example|c@d.example"},
      {"To: \"a \\\" <x@y.example>, b\" <a@b.example>",
       "\"a \\\" <x@y.example>, b\" <a@b.example>|a@b.example"},
      {"To: =?UTF-8?B?5L2Q6Jek?= <a@b.example>", "=?UTF-8?B?5L2Q6Jek?= <a@b.example>|a@b.example"},
      {"To: 佐藤 <a@b.example>", "佐藤 <a@b.example>|a@b.example"},
      {"To: a@b.example (Sato, Taro)", "a@b.example (Sato, Taro)|a@b.example"},
      {"To: (one, two) a@b.example", "(one, two) a@b.example|a@b.example"},
      {"To: a@b.example,\r\n c@d.example,\r\n\tE <e@f.example>",
       "a@b.example|a@b.example ; c@d.example|c@d.example ; E <e@f.example>|e@f.example"},
      {"To: Taro\r\n <a@b.example>", "Taro\r\n <a@b.example>|a@b.example"},
      {"To: < a@b.example >", "< a@b.example >|a@b.example"},
      {"To: A@B.Example.", ""},
      {"To: \"a b\"@c.example", ""},
      {"To: \"ab\"@c.example", "\"ab\"@c.example|\"ab\"@c.example"},
      {"To: a@[192.0.2.1], b@c.example", "a@[192.0.2.1]|a@[192.0.2.1] ; b@c.example|b@c.example"},
      {"To: ,, a@b.example,", "a@b.example|a@b.example"},
      {"Cc: a@b.example\r\nTo: c@d.example\r\nCc: e@f.example",
       "a@b.example|a@b.example ; c@d.example|c@d.example ; e@f.example|e@f.example"},
      // A group's members have none, others in the field do.
      {"To: team: a@b.example, c@d.example;, e@f.example", "e@f.example|e@f.example"},
      {"To: undisclosed-recipients:;", ""},
      // The address is not in one piece.
      {"To: a@(at)b.example, c@d.example", "c@d.example|c@d.example"},
      {"To: a @ b.example, c@d.example", "c@d.example|c@d.example"},
      {"To: <@r.example:a@b.example>, c@d.example", "c@d.example|c@d.example"},
      // No strict reading: none at all.
      {"To: a@b.example; c@d.example", ""},
      {"To: \"open <a@b.example>, c@d.example", ""},
      {"To: A <a@b.example, c@d.example", ""},
      {"To: A <a@b.example> <c@d.example>", ""},
      {"To: a@b.example c@d.example", ""},
      {"To: (open a@b.example", ""},
      {"To: =?UTF-8?Q?a,?= x, <a@b.example>", ""},
      {"To: team: a@b.example", ""},
      {"To: \x1B$B:4F#\x1B(B <a@b.example>", ""},
      {"To: \x8D\xB2\x93\xA1 <a@b.example>", ""},
      // Other fields.
      {"From: a@b.example\r\nReply-To: c@d.example\r\nX-To: e@f.example", ""},
      {"Bcc: a@b.example", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(places_of(row.header), row.places) << row.header;
}

TEST(MailboxPlaces, TheFieldRunsFromItsNameToItsLastLineEnd) {
  const RawMessage mail = RawMessage::parse("X: 1\nTo: a@b.example,\n c@d.example\nY: 2\n\n");
  const auto places = mailbox_places(mail);
  ASSERT_EQ(places.size(), 2U);
  for (const MailboxPosition& one : places) {
    EXPECT_EQ(one.field.of(mail.bytes()), "To: a@b.example,\n c@d.example\n");
  }
  EXPECT_EQ(places[1].text, "c@d.example");
}

// A field that would pass the limit has no places, so that none of its mailboxes is forgotten.
TEST(MailboxPlaces, EndWithAWholeField) {
  std::string many = "To: a0@b.example";
  for (std::size_t i = 1; i < limits::kMaxPlaces; ++i) {
    many += ",\r\n a" + std::to_string(i) + "@b.example";
  }
  const auto count = [](const std::string& header) {
    return mailbox_places(RawMessage::parse(header + "\r\n\r\n")).size();
  };
  EXPECT_EQ(count(many), limits::kMaxPlaces);
  EXPECT_EQ(count(many + "\r\nCc: c@d.example"), limits::kMaxPlaces);
  EXPECT_EQ(count("Cc: c@d.example\r\n" + many), 1U);
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// On all mail at hand: each place reads back as an address of its field, and a plain field has all.
TEST(MailboxPlaces, AgreeWithTheReaderOnTheCorpus) {
  std::size_t seen = 0;
  const std::filesystem::path corpus(SEKIMORI_TESTS "/corpus");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus)) {
    if (entry.path().extension() != ".eml") continue;
    const RawMessage mail = RawMessage::parse(bytes_of(entry.path()));
    for (const MailboxPosition& one : mailbox_places(mail)) {
      ++seen;
      const std::string address(one.address.of(mail.bytes()));
      EXPECT_EQ(read_path(address).address(), one.text) << entry.path();
      const auto alone = read_addresses(one.mailbox.of(mail.bytes()));
      ASSERT_EQ(alone.mailboxes.size(), 1U) << entry.path();
      EXPECT_EQ(alone.mailboxes[0].address(), one.text) << entry.path();
    }
  }
  EXPECT_GT(seen, 100U);
}

}  // namespace
}  // namespace milter
