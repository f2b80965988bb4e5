#include "milter/courier/released_mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace milter {
namespace {

using ::testing::StartsWith;

HeldRecipient recipient(const std::string& address, Choice choice = Choice::kNone,
                        const std::string& corrected = "") {
  HeldRecipient one;
  one.path = {"<" + address + ">", ""};
  one.address = address;
  one.choice = choice;
  one.corrected = corrected;
  return one;
}

HeldMail held(std::vector<HeldRecipient> recipients) {
  HeldMail mail;
  mail.id = "3f0c3f0c3f0c3f0c";
  mail.created = 1709164799;
  mail.envelope.client_address = "192.0.2.7";
  mail.envelope.client_name = "pc7.asagiri.example";
  mail.envelope.helo = "[10.0.0.7]";
  mail.envelope.auth_user = "yamada";
  mail.envelope.queue_id = "4XyZ12";
  mail.recipients = std::move(recipients);
  return mail;
}

// Finds the address in the field that begins with `name` and notes its place.
void place(HeldMail& mail, std::string_view stored, std::string_view name,
           const std::string& address) {
  const std::size_t field = stored.find(name);
  std::size_t end = stored.find('\n', field);
  while (end + 1 < stored.size() && stored[end + 1] == ' ') end = stored.find('\n', end + 1);
  const std::size_t at = stored.find(address, field);
  const ByteRange range{at, at + address.size()};
  mail.places.push_back({{field, end + 1}, range, range, address});
}

// Without the two fields on top.
std::string stored_part(const std::string& released) {
  const std::size_t hold = released.find("X-Sekimori-Hold:");
  return released.substr(released.find('\n', hold) + 1);
}

TEST(ReleasedMail, TraceStandsOnTopAndTheRestIsUntouched) {
  const std::string stored = "To: a@x.example\r\nSubject: x\r\n\r\nbody\r\n.\r\n";
  const HeldMail mail = held({recipient("a@x.example", Choice::kKeep)});
  EXPECT_EQ(released_mail(mail, stored, "gw.asagiri.example"),
            "Received: from [10.0.0.7] (pc7.asagiri.example [192.0.2.7])\r\n"
            "\tby gw.asagiri.example with ESMTPA id 4XyZ12;\r\n"
            "\tWed, 28 Feb 2024 23:59:59 +0000\r\n"
            "X-Sekimori-Hold: 3f0c3f0c3f0c3f0c\r\n" +
                stored);
}

struct TraceRow {
  const char* helo;
  const char* name;
  const char* address;
  const char* begin;
};

class Trace : public ::testing::TestWithParam<TraceRow> {};

TEST_P(Trace, NamesTheHop) {
  const TraceRow& row = GetParam();
  HeldMail mail = held({});
  mail.envelope.helo = row.helo;
  mail.envelope.client_name = row.name;
  mail.envelope.client_address = row.address;
  mail.envelope.auth_user = "";
  mail.envelope.queue_id = "";
  EXPECT_THAT(released_mail(mail, "To: a@x\n\n", "gw.example"),
              StartsWith(std::string(row.begin) + "by gw.example with ESMTP;\n\t"));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Trace,
    ::testing::Values(TraceRow{"pc", "pc.x.example", "192.0.2.7",
                               "Received: from pc (pc.x.example [192.0.2.7])\n\t"},
                      TraceRow{"pc", "", "2001:db8::7",
                               "Received: from pc ([IPv6:2001:db8::7])\n\t"},
                      TraceRow{"", "", "192.0.2.7", "Received: from [192.0.2.7] ([192.0.2.7])\n\t"},
                      TraceRow{"pc", "", "", "Received: from pc\n\t"},
                      TraceRow{"", "", "", "Received: "},
                      // Nothing a client says can begin a field or end the clause.
                      TraceRow{"a\r\nX-Evil: (1;\"", "b c", "192.0.2.7",
                               "Received: from a??X-Evil:??1?? (b?c [192.0.2.7])\n\t"}));

TEST(ReleasedMail, CorrectsAndPrunesWhatWasDecided) {
  const std::string stored =
      "Received: x\r\nTo: Sato <sato@gmai.example>,\r\n ito@new.example\r\n"
      "Cc: k@x.example, ito@new.example\r\nSubject: to sato@gmai.example\r\n\r\nsato@gmai.example";
  HeldMail mail = held({recipient("sato@gmai.example", Choice::kCorrect, "sato@gmail.example"),
                        recipient("ito@new.example", Choice::kDrop), recipient("k@x.example")});
  place(mail, stored, "To:", "sato@gmai.example");
  place(mail, stored, "To:", "ito@new.example");
  place(mail, stored, "Cc:", "k@x.example");
  place(mail, stored, "Cc:", "ito@new.example");
  EXPECT_EQ(stored_part(released_mail(mail, stored, "gw")),
            "Received: x\r\nTo: Sato <sato@gmail.example>\r\nCc: k@x.example\r\n"
            "Subject: to sato@gmai.example\r\n\r\nsato@gmai.example");
}

TEST(ReleasedMail, FieldsWithoutMailboxesGo) {
  const std::string stored = "To: a@x.example\nCc: b@x.example\nSubject: y\n\nTo: in the body\n";
  HeldMail mail = held({recipient("a@x.example", Choice::kDrop), recipient("b@x.example")});
  place(mail, stored, "To:", "a@x.example");
  place(mail, stored, "Cc:", "b@x.example");
  EXPECT_EQ(stored_part(released_mail(mail, stored, "gw")),
            "Cc: b@x.example\nSubject: y\n\nTo: in the body\n");
  mail.recipients[1].choice = Choice::kDrop;
  EXPECT_EQ(stored_part(released_mail(mail, stored, "gw")),
            "To: undisclosed-recipients:;\nSubject: y\n\nTo: in the body\n");
}

TEST(ReleasedMail, NoSecondToBesideOneWithoutPlaces) {
  const std::string stored = "TO : list:;\r\nCc: b@x.example\r\n\r\n";
  HeldMail mail = held({recipient("b@x.example", Choice::kDrop)});
  place(mail, stored, "Cc:", "b@x.example");
  EXPECT_EQ(stored_part(released_mail(mail, stored, "gw")), "TO : list:;\r\n\r\n");
}

TEST(ReleasedMail, OthersMailboxesStay) {
  const std::string stored = "To: a@x.example, elsewhere@y.example\r\n\r\n";
  HeldMail mail = held({recipient("a@x.example", Choice::kDrop)});
  place(mail, stored, "To:", "a@x.example");
  place(mail, stored, "To:", "elsewhere@y.example");
  mail.places.back().recipient = "";
  EXPECT_EQ(stored_part(released_mail(mail, stored, "gw")), "To: elsewhere@y.example\r\n\r\n");
}

TEST(ReleasedMail, ADroppedBccChangesNoByte) {
  const std::string stored = "To: a@x.example\r\n\r\nhello";
  const HeldMail mail = held({recipient("a@x.example"), recipient("bcc@x.example", Choice::kDrop)});
  EXPECT_EQ(stored_part(released_mail(mail, stored, "gw")), stored);
}

TEST(EnvelopeAfter, KeepsDropsCorrects) {
  HeldMail mail = held({recipient("a@x.example", Choice::kKeep), recipient("b@x.example"),
                        recipient("c@x.example", Choice::kDrop),
                        recipient("d@x.exmple", Choice::kCorrect, "d@x.example")});
  mail.recipients[0].path = {"<A@X.example>", "NOTIFY=NEVER ORCPT=rfc822;A@X.example"};
  mail.recipients[3].path.parameters = "NOTIFY=FAILURE,DELAY orcpt=rfc822;d@x.exmple X=1";
  const std::vector<Onward> onward = envelope_after(mail);
  ASSERT_EQ(onward.size(), 3U);
  EXPECT_EQ(onward[0].path.address, "<A@X.example>");
  EXPECT_EQ(onward[0].path.parameters, "NOTIFY=NEVER ORCPT=rfc822;A@X.example");
  EXPECT_EQ(onward[0].address, "a@x.example");
  EXPECT_EQ(onward[1].path.address, "<b@x.example>");
  EXPECT_EQ(onward[2].path.address, "<d@x.example>");
  EXPECT_EQ(onward[2].path.parameters, "NOTIFY=FAILURE,DELAY X=1");
  EXPECT_EQ(onward[2].address, "d@x.exmple");
}

TEST(EnvelopeAfter, LeavesOutWhoHasAnAnswer) {
  HeldMail mail =
      held({recipient("a@x.example"), recipient("b@x.example"), recipient("c@x.example")});
  mail.recipients[0].delivery = Delivery::kDelivered;
  mail.recipients[1].delivery = Delivery::kRefused;
  const std::vector<Onward> onward = envelope_after(mail);
  ASSERT_EQ(onward.size(), 1U);
  EXPECT_EQ(onward[0].address, "c@x.example");
  mail.recipients[2].choice = Choice::kDrop;
  EXPECT_TRUE(envelope_after(mail).empty());
}

}  // namespace
}  // namespace milter
