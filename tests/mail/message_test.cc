// Expectations from RFC 5322 3.6, RFC 3834, RFC 2919, RFC 3676 and by hand.
#include "milter/mail/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/mail/part_text.h"

namespace milter {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

Header header(std::string bytes) { return read_header(RawMessage::parse(std::move(bytes))); }
Message message(std::string bytes) {
  return read_message(std::make_shared<const RawMessage>(RawMessage::parse(std::move(bytes))));
}

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
  EXPECT_EQ(seen.sender, "office@mirai-kogyo.co.jp");
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
        {"From: a@b.example\nTo: a:\n", {Flaw::kBadAddress}}}));

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

constexpr const char* kMixed =
    "From: a@b.example\nContent-Type: multipart/mixed; boundary=m\n\n--m\n"
    "Content-Type: multipart/alternative; boundary=n\n\n--n\n"
    "Content-Type: text/plain; charset=iso-2022-jp\n\n\x1b$B@A5a\x1b(B\n--n\n"
    "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    "<p>pay <a href=3D\"https://x.example\">here</a><i hidden>no</i></p>\n--n--\n--m\n"
    "Content-Type: text/csv; name=a.csv\nContent-Disposition: attachment\n\nsecret\n--m\n"
    "Content-Type: application/pdf; name=b.pdf\n\nJVBERg==\n--m\n"
    "Content-Type: message/rfc822\n\nSubject: in\n\nforwarded\n--m--\n";

TEST(ReadMessage, GathersWhatIsShown) {
  const Message seen = message(kMixed);
  EXPECT_EQ(seen.text, "\xe8\xab\x8b\xe6\xb1\x82\npay here\nforwarded");
  EXPECT_EQ(seen.hidden, "no");
  ASSERT_EQ(seen.links.size(), 1U);
  EXPECT_EQ(seen.links[0].text, "here");
  EXPECT_EQ(seen.links[0].target, "https://x.example");
  EXPECT_THAT(seen.attachments, ElementsAre("a.csv", "b.pdf"));
  EXPECT_THAT(seen.flaws, ElementsAre(Flaw::kHiddenText));
  EXPECT_EQ(seen.raw->bytes(), kMixed);
}

TEST(ReadMessage, ReadsMessagesInAnyWrapping) {
  const std::string inner = "Subject: in\nContent-Type: text/html\n\n<b>inner</b>\n";
  EXPECT_EQ(message("From: a@b.example\nContent-Type: message/rfc822\n\n" + inner).text, "inner");
  EXPECT_EQ(message("From: a@b.example\nContent-Type: message/rfc822\n"
                    "Content-Transfer-Encoding: base64\n\n" +
                    base64_encode(inner))
                .text,
            "inner");
  EXPECT_EQ(message("From: a@b.example\nContent-Type: multipart/digest; boundary=b\n\n--b\n\n" +
                    inner + "--b--\n")
                .text,
            "inner");
}

TEST(ReadMessage, StopsInsideOfMessagesInMessages) {
  std::string bytes = "Subject: in\n\nx\n";
  for (std::size_t i = 0; i <= limits::kMaxMimeDepth + 1; ++i) {
    bytes = "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n" +
            quoted_printable_encode(bytes, "\n");
  }
  EXPECT_THAT(message("From: a@b.example\n" + bytes).flaws, Contains(Flaw::kTooDeep));
}

TEST(ReadMessage, ShowsAMultipartWithoutBoundaryAsText) {
  const Message seen =
      message("From: a@b.example\nContent-Type: multipart/mixed\n\n--b\n\nhello\n");
  EXPECT_EQ(seen.text, "--b\n\nhello\n");
  EXPECT_THAT(seen.flaws, ElementsAre(Flaw::kNoBoundary));
}

TEST(ReadMessage, SaysWhatItCouldNotDecode) {
  EXPECT_THAT(message("From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\n\xff\n").flaws,
              ElementsAre(Flaw::kUndecodable));
  EXPECT_THAT(message("From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\nok\n").flaws,
              IsEmpty());
}

TEST(ReadMessage, SaysWhatWasTooLong) {
  const std::string start = "From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\n";
  const Message fits = message(start + std::string(limits::kMaxTextBytes, 'x'));
  EXPECT_THAT(fits.flaws, IsEmpty());
  std::string kana;
  while (kana.size() <= limits::kMaxTextBytes) kana += "\xe3\x81\x82";
  const Message longer = message(start + kana);
  EXPECT_THAT(longer.flaws, ElementsAre(Flaw::kTextTooLong));
  EXPECT_LE(longer.text.size(), limits::kMaxTextBytes);
  EXPECT_EQ(longer.text.size() % 3, 0U);
  std::string deep;
  for (std::size_t i = 0; i <= limits::kMaxHtmlDepth; ++i) deep += "<div>";
  EXPECT_THAT(message("From: a@b.example\nContent-Type: text/html\n\n" + deep).flaws,
              ElementsAre(Flaw::kHtmlTooDeep));
}

std::vector<Flaw> html_flaws(const std::string& html) {
  return message("From: a@b.example\nContent-Type: text/html\n\n" + html).flaws;
}

TEST(Message, SaysWhenItsTextIsHiddenOrInPictures) {
  const std::string text = "Thank you for your order of yesterday. ";
  EXPECT_THAT(html_flaws(text), IsEmpty());
  EXPECT_THAT(html_flaws(text + "<img src=1>"), IsEmpty());
  EXPECT_THAT(html_flaws(text + "<i hidden>x</i>"), ElementsAre(Flaw::kHiddenText));
  EXPECT_THAT(html_flaws(text + "<i hidden>&zwnj;&nbsp;</i>"), IsEmpty());
  EXPECT_THAT(html_flaws("<img src=1>"), ElementsAre(Flaw::kImageOnly));
  EXPECT_THAT(html_flaws("<img src=1 alt='" + text + "'>"), IsEmpty());
  EXPECT_THAT(html_flaws("Hello!<img src=1><i hidden>" + text + "</i>"),
              ElementsAre(Flaw::kHiddenText, Flaw::kImageOnly));
  EXPECT_THAT(html_flaws("Hello!<img width=1 height=1>"), IsEmpty());
}

struct FlowedRow {
  const char* in;
  const char* out;
  const char* without_spaces;
};

TEST(JoinFlowed, FollowsRfc3676) {
  for (const FlowedRow& row :
       std::vector<FlowedRow>{{"", "\n", "\n"},
                              {"one\ntwo\n", "one\ntwo\n", "one\ntwo\n"},
                              {"one \ntwo\n", "one two\n", "onetwo\n"},
                              {"one \n\ntwo\n", "one \ntwo\n", "one\ntwo\n"},
                              {" From here\n", "From here\n", "From here\n"},
                              {"> a \n> b\nc\n", "> a b\nc\n", "> ab\nc\n"},
                              {"> a \n>> b\n", "> a \n>> b\n", "> a\n>> b\n"},
                              {"a \n-- \nb\n", "a \n-- \nb\n", "a\n-- \nb\n"},
                              {"a ", "a \n", "a\n"}}) {
    EXPECT_EQ(join_flowed(row.in, false), row.out) << row.in;
    EXPECT_EQ(join_flowed(row.in, true), row.without_spaces) << row.in;
  }
}

}  // namespace
}  // namespace milter
