// Expectations from RFC 5322 3.6, RFC 3834, RFC 2919 and by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "milter/base/limits.h"
#include "milter/mail/message.h"

namespace milter {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

Header header(std::string bytes) { return read_header(RawMessage::parse(std::move(bytes))); }

constexpr const char* kWhole =
    "From: =?UTF-8?B?5qGc5LqV?= <sakurai@mirai-kogyo.co.jp>\n"
    "Reply-To: desk@b.example\nTo: a@c.example, b@c.example\nCc: d@c.example\n"
    "Sender: office@mirai-kogyo.co.jp\n"
    "Subject: =?UTF-8?B?6KuL5rGC5pu4?=\n"
    "Message-ID: <1@mirai-kogyo.co.jp>\nReferences: <a@x> <b@x>\n <a@x>\nIn-Reply-To: <c@x>\n"
    "Date: Mon, 05 Jan 2026 10:00:00 +0900\n\nbody\n";

TEST(ReadHeader, ReadsEveryField) {
  const Header seen = header(kWhole);
  ASSERT_EQ(seen.from.size(), 1U);
  EXPECT_EQ(seen.from[0].address(), "sakurai@mirai-kogyo.co.jp");
  EXPECT_EQ(seen.from[0].display_name, "\xe6\xa1\x9c\xe4\xba\x95");
  ASSERT_EQ(seen.reply_to.size(), 1U);
  EXPECT_EQ(seen.reply_to[0].address(), "desk@b.example");
  EXPECT_EQ(seen.to.size(), 2U);
  EXPECT_EQ(seen.cc.size(), 1U);
  ASSERT_EQ(seen.sender.size(), 1U);
  EXPECT_EQ(seen.sender[0].address(), "office@mirai-kogyo.co.jp");
  EXPECT_EQ(seen.subject, "\xe8\xab\x8b\xe6\xb1\x82\xe6\x9b\xb8");
  EXPECT_EQ(seen.message_id, "1@mirai-kogyo.co.jp");
  EXPECT_THAT(seen.references, ElementsAre("a@x", "b@x", "c@x"));
  EXPECT_EQ(seen.date, "Mon, 05 Jan 2026 10:00:00 +0900");
  EXPECT_FALSE(seen.is_list);
  EXPECT_FALSE(seen.auto_submitted);
  EXPECT_THAT(seen.flaws, IsEmpty());
}

struct FlawRow {
  const char* fields;
  std::vector<Flaw> flaws;
};

class HeaderFlaws : public testing::TestWithParam<FlawRow> {};

TEST_P(HeaderFlaws, AreNamed) {
  EXPECT_THAT(header(std::string(GetParam().fields) + "\n").flaws,
              testing::UnorderedElementsAreArray(GetParam().flaws));
}

INSTANTIATE_TEST_SUITE_P(
    Table, HeaderFlaws,
    testing::ValuesIn(std::vector<FlawRow>{
        {"From: a@b.example\n", {}},
        {"From: A <a@b.example>\nReceived: 1\nReceived: 2\nX-A: 1\nX-A: 2\n", {}},
        {"From: a@b.example, c@d.example\nSender: a@b.example\n", {}},
        {"From: a@b.example\nSubject: 1\nTo: c@d.example\n", {}},
        {"Subject: 1\n", {Flaw::kNoFrom}},
        {"From: \n", {Flaw::kNoFrom, Flaw::kBadAddress}},
        {"From: a@b.example\nFrom: a@b.example\n", {Flaw::kTwoFrom}},
        {"From: a@b.example\nFROM: c@d.example\n", {Flaw::kTwoFrom}},
        {"From: a@b.example\nSubject: 1\nSubject: 2\n", {Flaw::kDuplicateField}},
        {"From: a@b.example\nReply-To: c@d.example\nreply-to: e@d.example\n",
         {Flaw::kDuplicateField}},
        {"From: a@b.example\nContent-Type: text/plain\nContent-Type: text/html\n",
         {Flaw::kDuplicateField}},
        {"From: a@b.example\nTo: undisclosed-recipients:;\n", {}},
        {"From: a@b.example\nTo: a:\n", {Flaw::kBadAddress}},
        {"From: a@b.example\nSubject: =?utf-7?Q?+istsQg-?=\n", {Flaw::kUndecodable, Flaw::kUtf7}},
        {"From: =?utf-7?Q?+istsQg-?= <a@b.example>\n", {Flaw::kUndecodable, Flaw::kUtf7}},
        {"From: a@b.example\nSubject: =?utf-8?Q?=FF=FE?=\n", {Flaw::kUndecodable}},
        {"From: a@b.example\nSubject: =?x-unknown?Q?a?=\n", {Flaw::kUndecodable}},
        {"From: a@b.example\nSubject: \x90\xBF\x8B\x81\n", {}},
        {"From: a@b.example\nSubject: x\rTo: y@z.example\n", {}},
        {"From: a@b.example\r\n b\r\nX: y\rSubject: x\r\n", {Flaw::kBadAddress}},
        {"From: a@b.example\nX: y\rFrom: c@d.example\n", {Flaw::kTwoFrom}}}));

struct NamedRow {
  const char* field;
  std::vector<std::pair<std::string, std::string>> shown;  // name, address
};

// RFC 6854 2 lets a group stand in From and Sender; a mail program then shows the group's name.
TEST(ReadHeader, TakesNamesOfGroupsForSenders) {
  for (const NamedRow& row :
       std::vector<NamedRow>{{"Ichiro <a@b.example>", {{"Ichiro", "a@b.example"}}},
                             {"=?UTF-8?B?5qGc5LqV?=: ;", {{"桜井", ""}}},
                             {"Ichiro Sakurai:;", {{"Ichiro Sakurai", ""}}},
                             {"Ichiro Sakurai:", {{"Ichiro Sakurai", ""}}},
                             {"Managers: a@b.example;", {{"", "a@b.example"}}},
                             {"A:;, c@d.example", {{"", "c@d.example"}, {"A", ""}}}}) {
    for (const std::string name : {"From", "Sender", "Reply-To"}) {
      const Header seen = header(name + ": " + row.field + "\n\n");
      const auto& mailboxes = name == "From"     ? seen.from
                              : name == "Sender" ? seen.sender
                                                 : seen.reply_to;
      std::vector<std::pair<std::string, std::string>> shown;
      for (const Mailbox& one : mailboxes) shown.emplace_back(one.display_name, one.address());
      EXPECT_EQ(shown, row.shown) << name << " " << row.field;
    }
    EXPECT_THAT(header("To: A:;\nCc: A:;\n\n").to, IsEmpty());
  }
}

// Some programs end a line at a CR alone: what it makes a field of is judged too.
TEST(ReadHeader, ReadsBothSidesOfACrAlone) {
  const Header seen = header("From: a@b.example\r\nX: y\rReply-To: c@d.example\r\n\r\n");
  ASSERT_EQ(seen.from.size(), 1U);
  ASSERT_EQ(seen.reply_to.size(), 1U);
  EXPECT_EQ(seen.reply_to[0].address(), "c@d.example");
}

TEST(ReadHeader, TakesEveryFrom) {
  const Header seen = header("From: a@b.example\nFrom: c@d.example\n\n");
  ASSERT_EQ(seen.from.size(), 2U);
  EXPECT_EQ(seen.from[0].address(), "a@b.example");
  EXPECT_EQ(seen.from[1].address(), "c@d.example");
}

TEST(ReadHeader, SaysWhenThereAreTooManyAddresses) {
  std::string to;
  for (std::size_t i = 0; i <= limits::kMaxAddresses; ++i) to += "a@b.example, ";
  EXPECT_THAT(header("To: " + to + "\n\n").flaws, Contains(Flaw::kTooManyAddresses));
  EXPECT_THAT(header("To: a@b.example\n\n").flaws, Not(Contains(Flaw::kTooManyAddresses)));
}

struct KindRow {
  const char* fields;
  bool list;
  bool automatic;
};

TEST(ReadHeader, KnowsListsAndMachines) {
  for (const KindRow& row :
       std::vector<KindRow>{{"Precedence: first-class\n", false, false},
                            {"Auto-Submitted: no\n", false, false},
                            {"Auto-Submitted: No (really)\n", false, false},
                            {"List-Id: <a.b.example>\n", true, false},
                            {"list-unsubscribe: <mailto:a@b.example>\n", true, false},
                            {"Precedence: Bulk\n", true, false},
                            {"Precedence: list\n", true, false},
                            {"Auto-Submitted: auto-replied\n", false, true},
                            {"Auto-Submitted: auto-generated; owner-email=x\n", false, true}}) {
    const Header seen = header(std::string(row.fields) + "\n");
    EXPECT_EQ(seen.is_list, row.list) << row.fields;
    EXPECT_EQ(seen.auto_submitted, row.automatic) << row.fields;
  }
}

TEST(ReadHeader, TakesIdsAsTheyCome) {
  EXPECT_EQ(header("Message-ID: 1@x\n\n").message_id, "1@x");
  EXPECT_EQ(header("Message-ID: <1@x\n\n").message_id, "1@x");
  EXPECT_EQ(header("Message-ID: <>\n\n").message_id, "");
  EXPECT_THAT(header("References: a@x b@x\n\n").references, ElementsAre("a@x", "b@x"));
}

}  // namespace
}  // namespace milter
