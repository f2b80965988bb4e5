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

struct ReadingRow {
  const char* bytes;            // after From and MIME-Version
  std::vector<std::string> in;  // all of it is judged
  std::vector<Flaw> flaws;
  std::vector<std::string> attachments;
};

TEST(ReadMessage, JudgesEveryReadingOfAPart) {
  for (const ReadingRow& row : std::vector<ReadingRow>{
           // One reading: what is given twice in the same words is given once.
           {"Content-Type: text/plain; charset=utf-8; charset=utf-8\n\none\n", {"one"}, {}, {}},
           {"Content-Type: text/plain; name=a.txt\nContent-Disposition: inline; "
            "filename=b.TXT\n\nx",
            {"x"},
            {},
            {"b.TXT"}},
           {"Content-Disposition: attachment; filename=a.pdf; filename*=utf-8''%E8%AB%8B.pdf\n\nx",
            {},
            {},
            {"請.pdf"}},
           {"Content-Type: multipart/mixed; boundary=a\nContent-Transfer-Encoding: 8bit\n\n"
            "--a\n\none\n--a--\n",
            {"one"},
            {},
            {}},
           // Several.
           {"Content-Type: multipart/mixed; boundary=a; boundary=b\n\n"
            "--a\n\none\n--a--\n--b\nContent-Transfer-Encoding: base64\n\ndHdv\n--b--\n",
            {"one", "two"},
            {Flaw::kDuplicateParameter},
            {}},
           {"Content-Type: text/plain; charset=utf-8; charset=shift_jis\n\n\x90\xBF",
            {"請"},
            {Flaw::kUndecodable, Flaw::kDuplicateParameter},
            {}},
           {"Content-Type: text/plain\nContent-Type: text/html\n\nt<b>w</b>o\n",
            {"t<b>w</b>o", "two"},
            {Flaw::kDuplicateField},
            {}},
           {"Content-Type: text/plain\nContent-Transfer-Encoding: 7bit\n"
            "Content-Transfer-Encoding: base64\n\ndHdv\n",
            {"dHdv", "two"},
            {Flaw::kDuplicateField},
            {}},
           {"Content-Type: multipart/mixed; boundary=a\nContent-Transfer-Encoding: base64\n\n"
            "LS1hCgpvbmUKLS1hLS0K\n",  // --a, empty, one, --a--
            {"one"},
            {Flaw::kEncodedMultipart, Flaw::kUnclosedMultipart},
            {}},
           {"Content-Disposition: attachment; filename=a.pdf; filename=b.exe\n\nx",
            {},
            {Flaw::kDuplicateParameter},
            {"a.pdf", "b.exe"}},
           {"Content-Type: x/y; name=\"b.exe \"\nContent-Disposition: attachment; "
            "filename=a.pdf\n\nx",
            {},
            {Flaw::kDuplicateParameter},
            {"a.pdf", "b.exe"}}}) {
    const Message seen = message(std::string("From: a@b.example\n") + row.bytes);
    for (const std::string& text : row.in) EXPECT_THAT(seen.text, testing::HasSubstr(text));
    EXPECT_THAT(seen.flaws, testing::UnorderedElementsAreArray(row.flaws)) << row.bytes;
    EXPECT_EQ(seen.attachments, row.attachments) << row.bytes;
  }
}

TEST(ReadMessage, StopsAtSomeNumberOfReadings) {
  const auto with = [](std::size_t fields) {
    std::string bytes = "From: a@b.example\nContent-Type: text/plain\n";
    for (std::size_t i = 0; i < fields; ++i) {
      bytes += "Content-Type: text/plain; x=" + std::to_string(i) + "\n";
    }
    return message(bytes + "\nx\n").flaws;
  };
  EXPECT_THAT(with(limits::kMaxOtherReadings), ElementsAre(Flaw::kDuplicateField));
  EXPECT_THAT(with(limits::kMaxOtherReadings + 1),
              ElementsAre(Flaw::kDuplicateField, Flaw::kTooManyReadings));
  std::string deep = "x\n";
  for (std::size_t i = 0; i < 12; ++i) {  // 2 to the 12th readings, were there no limit
    const std::string n = std::to_string(i);
    deep = "Content-Type: multipart/mixed; boundary=a" + n + "; boundary=b" + n + "\n\n--a" + n +
           "\n" + deep + "--a" + n + "--\n--b" + n + "\n" + deep.substr(0, 4000) + "--b" + n +
           "--\n";
  }
  EXPECT_THAT(message("From: a@b.example\n" + deep).flaws, Contains(Flaw::kTooManyReadings));
}

TEST(ReadMessage, SaysWhenAParameterHasTooManyPieces) {
  std::string field = "Content-Disposition: attachment";
  for (std::size_t i = 0; i <= limits::kMaxParameterParts; ++i) {
    field += ";\n filename*" + std::to_string(i) + "=y";
  }
  EXPECT_THAT(message("From: a@b.example\n" + field + "\n\nx").flaws,
              ElementsAre(Flaw::kTooManyParameterParts));
}

TEST(ReadMessage, SaysWhatItCouldNotDecode) {
  EXPECT_THAT(message("From: a@b.example\nContent-Type: text/plain; charset=utf-7\n\nx\n").flaws,
              ElementsAre(Flaw::kUndecodable, Flaw::kUtf7));
  EXPECT_THAT(message("From: a@b.example\nContent-Type: text/plain; charset=utf-8\n"
                      "Content-Disposition: attachment; filename*=utf-7''x\n\nx\n")
                  .flaws,
              ElementsAre(Flaw::kUndecodable, Flaw::kUtf7));
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
