// The same rows as tests/mta/harness_test.py: both readers read one language.
#include "tests/support/case_file.h"

#include <gmock/gmock.h>

namespace milter::testing {
namespace {

constexpr const char* kPlain =
    "# shows something\n"
    "FROM <a@x.example> RET=HDRS\n"
    "TO <b@y.example> NOTIFY=NEVER\n"
    "MAIL <<END\n"
    "Subject: {{word:件名}}\n"
    "\n"
    "text\n"
    "END\n";
constexpr const char* kSent = "Subject: =?UTF-8?B?5Lu25ZCN?=\r\n\r\ntext\r\n";

Case parse(const std::string& text) { return parse_case(text, "t.case"); }

// "" if the text is accepted.
std::string complaint_about(const std::string& text) {
  try {
    parse(text);
    return "";
  } catch (const CaseError& error) {
    return error.what();
  }
}

TEST(CaseFile, ReadsEveryKeyword) {
  const Case one = parse(std::string("CONFIG strict\nCLIENT 203.0.113.9 h.example\n") +
                         "HELO h2.example\nDAEMON submission\nAUTH tanaka\n" +
                         "ONLY inprocess postfix  # why\n" + kPlain + "EXPECT level red\n");
  EXPECT_EQ(one.config, "strict");
  EXPECT_EQ(one.client_address, "203.0.113.9");
  EXPECT_EQ(one.client_name, "h.example");
  EXPECT_EQ(one.helo, "h2.example");
  EXPECT_EQ(one.daemon, "submission");
  EXPECT_EQ(one.auth, "tanaka");
  EXPECT_TRUE(one.is_for("postfix"));
  EXPECT_FALSE(one.is_for("sendmail"));
  EXPECT_EQ(one.mail_from, "<a@x.example> RET=HDRS");
  EXPECT_THAT(one.recipients, ::testing::ElementsAre("<b@y.example> NOTIFY=NEVER"));
  EXPECT_EQ(one.message, kSent);
  ASSERT_EQ(one.expectations.size(), 1U);
  EXPECT_EQ(one.expectations[0].kind, "level");
  EXPECT_EQ(one.expectations[0].value, "red");
  EXPECT_EQ(one.expectations[0].line, 15U);
}

TEST(CaseFile, ReadsTheDnsOfACase) {
  const std::string plain = std::string(kPlain) + "EXPECT level red\n";
  EXPECT_FALSE(parse(plain).has_dns);
  const Case one = parse("DNS <<END\nx.example TXT v=spf1 -all\ny.example SERVFAIL\nEND\n" + plain);
  EXPECT_TRUE(one.has_dns);
  EXPECT_EQ(one.dns, "x.example TXT v=spf1 -all\ny.example SERVFAIL\n");
  EXPECT_TRUE(parse("DNS <<END\nEND\n" + plain).has_dns) << "empty, and our field is compared";
}

TEST(CaseFile, ReadsWhatTheSenderDecides) {
  const std::string held = std::string(kPlain) + "EXPECT held b@y.example lookalike\n";
  const Case one = parse(held +
                         "RELEASE correct b@y.example c@y.example\nRELEASE keep d@y.example\n"
                         "RELEASE drop e@y.example\nEXPECT recipient c@y.example NOTIFY=NEVER\n");
  ASSERT_EQ(one.decisions.size(), 3U);
  EXPECT_EQ(one.decisions[0].choice, Choice::kCorrect);
  EXPECT_EQ(one.decisions[0].address, "b@y.example");
  EXPECT_EQ(one.decisions[0].corrected, "c@y.example");
  EXPECT_EQ(one.decisions[1].choice, Choice::kKeep);
  EXPECT_EQ(one.decisions[2].choice, Choice::kDrop);
  EXPECT_TRUE(parse(held + "CANCEL\nEXPECT not-delivered\n").cancel);
}

TEST(CaseFile, PutsPiecesTogether) {
  const std::pair<const char*, std::string> rows[] = {
      {R"(MAIL "a\x00\r\n\\\"あ")", std::string("a\0\r\n\\\"あ", 9)},
      {R"(MAIL 3 TIMES "ab")", "ababab"},
      {"MAIL 2 TIMES <<END\n# no comment\n\nEND", "# no comment\r\n\r\n# no comment\r\n\r\n"},
  };
  for (const auto& [text, wanted] : rows) {
    EXPECT_EQ(parse(std::string(kPlain) + text + "\nEXPECT level red").message, kSent + wanted);
  }
}

TEST(CaseFile, KeepsAnyInDeliveredOnly) {
  const Case one = parse(std::string(kPlain) + "EXPECT delivered <<END\n{{any}}{{word:件}}\nEND\n");
  EXPECT_EQ(one.expectations[0].value, "{{any}}=?UTF-8?B?5Lu2?=\r\n");
}

TEST(CaseFile, NamesFileAndLineOfAMistake) {
  std::string long_word = "MAIL <<END\n{{word:";
  for (int i = 0; i < 17; ++i) long_word += "件";
  const std::pair<std::string, const char*> rows[] = {
      {"", "no EXPECT"},
      {"EXPECT levl red", "t.case:9: unknown expectation"},
      {"EXPECT level", "a value wanted"},
      {"EXPECT body-unchanged x", "no value wanted"},
      {"EXPECT header X-A", "NAME: VALUE"},
      {"EXPECT finding a.b", "over the wire"},
      {"EXPECT held b@y.example", "EXPECT held ADDRESS REASON"},
      {"EXPECT not-held x", "no value wanted"},
      {"RELEASE keep b@y.example\nEXPECT level red", "for a mail that is held"},
      {"CANCEL\nEXPECT level red", "for a mail that is held"},
      {"CANCEL now\nEXPECT level red", "takes no value"},
      {"RELEASE send b@y.example\nEXPECT level red", "RELEASE correct OLD NEW"},
      {"RELEASE correct b@y.example\nEXPECT level red", "RELEASE correct OLD NEW"},
      {"RELEASE keep a@b c@d\nEXPECT level red", "RELEASE correct OLD NEW"},
      {"EXPECT held b@y.example x\nRELEASE keep b@y.example\nCANCEL", "not both"},
      {"EXPECT held b@y.example x\nEXPECT not-held", "not both"},
      {"EXPECT delivered <<END\nopen", "t.case:9: <<END is not closed"},
      {"Expect level red", "unknown keyword"},
      {"EXPECTATION level", "unknown keyword"},
      {"ONLY inprocess\nEXPECT level red", "needs a reason"},
      {"ONLY exim  # why\nEXPECT level red", "ONLY takes"},
      {"AUTH x\nEXPECT level red", "Sendmail"},
      {"MAIL \"open\nEXPECT level red", "does not end"},
      {"MAIL \"\\q\"\nEXPECT level red", "unknown escape"},
      {"MAIL <<END\n{{jis:x}}\nEND\nEXPECT level red", "unknown placeholder"},
      {"MAIL <<END\n{{any}}\nEND\nEXPECT level red", "unknown placeholder"},
      {long_word + "}}\nEND\nEXPECT level red", "longer than"},
      {"MAILFILE absent.eml\nEXPECT level red", "cannot read"},
  };
  for (const auto& [text, complaint] : rows) {
    EXPECT_THAT(complaint_about(kPlain + text), ::testing::HasSubstr(complaint)) << text;
  }
}

TEST(CaseFile, WantsFromToMailAndAComment) {
  const std::string expect = "EXPECT level red\n";
  const std::pair<std::string, const char*> rows[] = {
      {"# c\nTO <b>\nMAIL \"x\"\n" + expect, "no FROM"},
      {"# c\nFROM <a>\nMAIL \"x\"\n" + expect, "no TO"},
      {"# c\nFROM <a>\nTO <b>\n" + expect, "no MAIL"},
      {"FROM <a>\nTO <b>\nMAIL \"x\"\n" + expect, "opening comment"},
  };
  for (const auto& [text, complaint] : rows) {
    EXPECT_THAT(complaint_about(text), ::testing::HasSubstr(complaint));
  }
}

}  // namespace
}  // namespace milter::testing
