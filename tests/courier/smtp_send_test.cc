// SmtpClient and send_mail() against a real server. Tests smtp_client.cc and smtp_send.cc.
#include "milter/courier/smtp_send.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/courier/smtp_server.h"

namespace milter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kDrop;
using testing::kSilence;
using testing::SmtpServer;

const char* const kThree[] = {"<a@x.example>", "<b@x.example>", "<c@x.example>"};

SmtpMail mail_to(const std::vector<std::string>& to, std::string_view bytes = "Subject: x\n\ny\n") {
  SmtpMail mail;
  mail.from = {"<yamada@asagiri.example>", ""};
  for (const std::string& one : to) mail.to.push_back({one, ""});
  mail.bytes = bytes;
  return mail;
}

SmtpMail mail_to_three() { return mail_to({std::begin(kThree), std::end(kThree)}); }

// Long enough for a loaded machine; only the tests of silence are shorter.
SmtpOutcome send_to(const SmtpServer& server, const SmtpMail& mail, const SmtpTimes& times = {}) {
  auto client = SmtpClient::connect(server.address(), "gw.example", times);
  if (!client) {
    ADD_FAILURE() << client.error().what;
    return {};
  }
  SmtpOutcome outcome = send_mail(*client, mail);
  client->quit();
  return outcome;
}

std::vector<std::string> texts(const SmtpOutcome& outcome) {
  std::vector<std::string> all;
  for (const SmtpReply& reply : outcome.replies) all.push_back(reply.text());
  return all;
}

// "" for lines that do not begin with it: as usual.
SmtpServer::Answer on(const std::string& begin, const std::string& reply) {
  return [=](const std::string& line) { return line.rfind(begin, 0) == 0 ? reply : ""; };
}

TEST(SmtpSend, AllTaken) {
  const SmtpServer server;
  SmtpMail mail = mail_to_three();
  mail.bytes = "Subject: x\n\n.dot\nend";
  mail.from.parameters = "RET=HDRS ENVID=q1 SIZE=3 AUTH=<>";
  mail.to[1].parameters = "NOTIFY=NEVER ORCPT=rfc822;b@x.example";
  mail.origin = {
      {"NAME", "pc 7"}, {"ADDR", "192.0.2.7"}, {"IDENT", "3f0c"}, {"HELO", ""}, {"UNKNOWN", "x"}};
  const SmtpOutcome outcome = send_to(server, mail);
  const std::string queued = "250 2.0.0 Ok: queued as TEST1";
  EXPECT_THAT(texts(outcome), ElementsAre(queued, queued, queued));
  EXPECT_FALSE(outcome.in_doubt);
  ASSERT_EQ(server.mails().size(), 1U);
  // "Subject: x", "", ".dot", "end", each with CR LF.
  EXPECT_EQ(server.mails()[0].from, "<yamada@asagiri.example> SIZE=25 RET=HDRS ENVID=q1");
  EXPECT_THAT(server.mails()[0].to,
              ElementsAre("<a@x.example>", "<b@x.example> NOTIFY=NEVER ORCPT=rfc822;b@x.example",
                          "<c@x.example>"));
  EXPECT_EQ(server.mails()[0].data, "Subject: x\r\n\r\n.dot\r\nend\r\n");
  // libcurl's EHLO and ours.
  const auto commands = server.commands();
  ASSERT_EQ(commands.size(), 12U);
  EXPECT_EQ(commands[0], "EHLO gw.example");
  EXPECT_EQ(commands[1], "EHLO gw.example");
  EXPECT_EQ(commands[2], "XFORWARD NAME=pc+207");
  EXPECT_EQ(commands[3], "XFORWARD ADDR=192.0.2.7");
  EXPECT_EQ(commands[4], "XFORWARD IDENT=3f0c");
  EXPECT_EQ(commands[11], "QUIT");
}

TEST(SmtpSend, OneRefusedOthersTaken) {
  const SmtpServer server(on("RCPT TO:<b@", "550-5.1.1 no such\r\n550 5.1.1 user"));
  const SmtpOutcome outcome = send_to(server, mail_to_three());
  ASSERT_EQ(outcome.replies.size(), 3U);
  EXPECT_TRUE(outcome.replies[0].is(2));
  EXPECT_EQ(outcome.replies[1].text(), "550 5.1.1 no such 5.1.1 user");
  EXPECT_TRUE(outcome.replies[2].is(2));
  ASSERT_EQ(server.mails().size(), 1U);
  EXPECT_THAT(server.mails()[0].to, ElementsAre("<a@x.example>", "<c@x.example>"));
}

TEST(SmtpSend, NoneTakenMeansNoData) {
  const SmtpServer server(on("RCPT", "450 4.2.0 later"));
  EXPECT_THAT(texts(send_to(server, mail_to_three())),
              ElementsAre("450 4.2.0 later", "450 4.2.0 later", "450 4.2.0 later"));
  EXPECT_THAT(server.mails(), IsEmpty());
  EXPECT_THAT(server.commands(), ::testing::Not(::testing::Contains("DATA")));
}

struct Stage {
  const char *begin, *reply;
  bool in_doubt;
  bool taken;  // the server has all bytes
};
class Stages : public ::testing::TestWithParam<Stage> {};

// What each stage answers about all recipients.
TEST_P(Stages, DecideForAll) {
  const Stage& stage = GetParam();
  const SmtpServer server(on(stage.begin, stage.reply));
  const SmtpOutcome outcome = send_to(server, mail_to_three());
  const bool answered = std::string(stage.reply) != kDrop;
  ASSERT_EQ(outcome.replies.size(), 3U);
  for (const SmtpReply& reply : outcome.replies) {
    EXPECT_EQ(reply.text(), answered ? stage.reply : "the server closed the connection");
    EXPECT_EQ(reply.code == 0, !answered);
  }
  EXPECT_EQ(outcome.in_doubt, stage.in_doubt);
  EXPECT_EQ(server.mails().size(), stage.taken ? 1U : 0U);
}

INSTANTIATE_TEST_SUITE_P(Rows, Stages,
                         ::testing::Values(Stage{"MAIL", "451 4.3.0 later", false, false},
                                           Stage{"MAIL", "550 5.7.1 never", false, false},
                                           Stage{"DATA", "451 4.3.0 later", false, false},
                                           Stage{"DATA", "554 5.5.1 never", false, false},
                                           Stage{".", "451 4.3.0 later", false, true},
                                           Stage{".", "552 5.3.4 too big", false, true},
                                           Stage{"MAIL", kDrop, false, false},
                                           Stage{"RCPT", kDrop, false, false},
                                           Stage{"DATA", kDrop, false, false},
                                           Stage{".", kDrop, true, true}));

TEST(SmtpSend, DataTakenForASuccessIsNone) {
  const SmtpServer server(on("DATA", "250 2.0.0 ok"));
  for (const SmtpReply& reply : send_to(server, mail_to_three()).replies) EXPECT_EQ(reply.code, 0);
}

TEST(SmtpSend, RefusedRecipientKeepsItsAnswerWhenTheRestIsInDoubt) {
  const SmtpServer server([](const std::string& line) -> std::string {
    if (line.rfind("RCPT TO:<b@", 0) == 0) return "550 5.1.1 unknown";
    return line == "." ? kDrop : "";
  });
  const SmtpOutcome outcome = send_to(server, mail_to_three());
  EXPECT_TRUE(outcome.in_doubt);
  EXPECT_EQ(outcome.replies[0].code, 0);
  EXPECT_EQ(outcome.replies[1].code, 550);
}

TEST(SmtpSend, LostConnectionLeavesLaterRecipientsWithoutAnswer) {
  const SmtpServer server(on("RCPT TO:<b@", kDrop));
  const SmtpOutcome outcome = send_to(server, mail_to_three());
  for (const SmtpReply& reply : outcome.replies) EXPECT_EQ(reply.code, 0);
  EXPECT_THAT(server.mails(), IsEmpty());
}

// After silence a late answer would be taken for the next command's: nothing more is said.
TEST(SmtpSend, SilenceEndsTheConnection) {
  SmtpTimes times;
  times.command = std::chrono::milliseconds{300};
  const SmtpServer server(on("RCPT TO:<b@", kSilence));
  const SmtpOutcome outcome = send_to(server, mail_to_three(), times);
  EXPECT_THAT(texts(outcome), ::testing::Each("the server did not answer in time"));
  EXPECT_THAT(server.commands(), ::testing::Not(::testing::Contains(HasSubstr("<c@x.example>"))));
}

TEST(SmtpSend, SilenceAfterTheDotIsDoubt) {
  SmtpTimes times;
  times.end = std::chrono::milliseconds{300};
  const SmtpServer server(on(".", kSilence));
  EXPECT_TRUE(send_to(server, mail_to_three(), times).in_doubt);
}

TEST(SmtpSend, TheWholeIsCapped) {
  SmtpTimes times;
  times.before_end = std::chrono::milliseconds{400};
  const SmtpServer server(on("MAIL", kSilence));
  EXPECT_THAT(texts(send_to(server, mail_to({"<a@x.example>"}), times)),
              ElementsAre("the server did not answer in time"));
}

TEST(SmtpSend, PlainServer) {
  const SmtpServer server(on("EHLO", "250 old.example"));
  SmtpMail mail = mail_to({"<a@x.example>"}, "Subject: x\r\n\r\n\xE3\x81\x82\r\n");
  mail.from.parameters = "BODY=8BITMIME RET=HDRS";
  mail.to[0].parameters = "NOTIFY=NEVER";
  mail.origin = {{"IDENT", "3f0c"}};
  EXPECT_TRUE(send_to(server, mail).replies.at(0).is(2));
  EXPECT_EQ(server.mails().at(0).from, "<yamada@asagiri.example>");
  EXPECT_THAT(server.mails().at(0).to, ElementsAre("<a@x.example>"));
  EXPECT_EQ(server.mails().at(0).data, "Subject: x\r\n\r\n\xE3\x81\x82\r\n");
  EXPECT_THAT(server.commands(), ::testing::Not(::testing::Contains(HasSubstr("XFORWARD"))));
}

TEST(SmtpSend, RefusedXforwardDoesNotMatter) {
  const SmtpServer server(on("XFORWARD", "550 5.7.0 not you"));
  SmtpMail mail = mail_to({"<a@x.example>"});
  mail.origin = {{"IDENT", "3f0c"}};
  EXPECT_TRUE(send_to(server, mail).replies.at(0).is(2));
}

TEST(SmtpSend, InternationalAddressAsksForSmtputf8) {
  const SmtpServer server;
  EXPECT_TRUE(send_to(server, mail_to({"<田中@x.example>"})).replies.at(0).is(2));
  EXPECT_THAT(server.mails().at(0).from, ::testing::EndsWith(" SMTPUTF8"));
}

TEST(SmtpSend, NothingBreaksOutOfItsLine) {
  const SmtpServer server;
  SmtpMail mail =
      mail_to({"<a@x.example>\r\nRCPT TO:<evil@x.example>", "<b@x.example> X=>", "<c@x.example>"});
  SmtpOutcome outcome = send_to(server, mail);
  EXPECT_EQ(outcome.replies[0].code, 553);
  EXPECT_EQ(outcome.replies[1].code, 553);
  EXPECT_TRUE(outcome.replies[2].is(2));
  EXPECT_THAT(server.mails().at(0).to, ElementsAre("<c@x.example>"));

  mail.from.address = "<a@x.example>\r\nX";
  outcome = send_to(server, mail);
  for (const SmtpReply& reply : outcome.replies) EXPECT_EQ(reply.code, 553);
}

TEST(SmtpSend, AServerOutOfStepIsLeft) {
  const SmtpServer server(on("RCPT TO:<a@", "250 ok\r\n250 and another"));
  const SmtpOutcome outcome = send_to(server, mail_to_three());
  EXPECT_EQ(outcome.replies[2].code, 0);
  EXPECT_THAT(server.mails(), IsEmpty());
}

TEST(SmtpClient, SaysWhyThereIsNoConnection) {
  std::string free;
  { free = SmtpServer().address(); }
  const auto refused = SmtpClient::connect(free, "gw.example");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Error::Kind::kTemporary);
  EXPECT_THAT(refused.error().what, HasSubstr(free));

  const SmtpServer busy(on("EHLO", "421 4.3.2 busy"));
  EXPECT_FALSE(SmtpClient::connect(busy.address(), "gw.example"));

  SmtpTimes times;
  times.greeting = std::chrono::milliseconds{300};
  const SmtpServer silent(on("EHLO", kSilence));
  EXPECT_FALSE(SmtpClient::connect(silent.address(), "gw.example", times));
}

TEST(SmtpClient, TimesAreThoseOfRfc5321) {
  const SmtpTimes times;
  EXPECT_EQ(times.greeting, std::chrono::minutes{5});
  EXPECT_EQ(times.command, std::chrono::minutes{5});
  EXPECT_EQ(times.data, std::chrono::minutes{2});
  EXPECT_EQ(times.block, std::chrono::minutes{3});
  EXPECT_EQ(times.end, std::chrono::minutes{10});
}

// More than a socket's buffers hold, so that sending has to wait for the server.
TEST(SmtpClient, SendsLongMails) {
  const SmtpServer server;
  std::string bytes = "Subject: x\r\n\r\n";
  while (bytes.size() < 8'000'000) bytes += ".a line of a long mail, with a dot before it\r\n";
  EXPECT_TRUE(send_to(server, mail_to({"<a@x.example>"}, bytes)).replies.at(0).is(2));
  EXPECT_TRUE(server.mails().at(0).data == bytes);
}

}  // namespace
}  // namespace milter
