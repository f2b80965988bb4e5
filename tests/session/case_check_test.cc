// A check that finds nothing wrong with anything would pass every case.
#include "tests/support/case_check.h"

#include <gtest/gtest.h>

namespace milter::testing {
namespace {

constexpr const char* kSent = "Subject: =?UTF-8?B?5Lu25ZCN?=\r\nX-A: 1\r\n\r\ntext\r\n.more\r\n";

Played played(const std::string& delivered) {
  Played result;
  result.sent = kSent;
  result.delivered = delivered;
  result.reply = "250";
  result.outcome.judgement.emplace();
  result.outcome.judgement->verdict.level = rules::Level::kRed;
  result.outcome.judgement->verdict.findings.push_back({"a.b", {}, 1, {}, {}});
  result.outcome.judgement->verdict.actions.emplace_back(rules::TagSubject{});
  return result;
}

std::size_t count(const Played& result, const std::string& kind, const std::string& value) {
  Case one;
  one.path = "t.case";
  one.expectations.push_back({kind, value, 3});
  return complaints(one, result).size();
}

struct Row {
  const char* kind;
  const char* holds;
  const char* fails;
};

TEST(CaseCheck, TellsRightFromWrong) {
  const Row rows[] = {
      {"level", "red", "clear"},
      {"finding", "a.b", "a.c"},
      {"no-finding", "a.c", "a.b"},
      {"action", "tag_subject", "banner"},
      {"no-action", "banner", "tag_subject"},
      {"reply", "250", "451"},
      {"header", "Subject: 件名", "Subject: 名"},
      {"header", "x-a: 1", "X-B: 1"},
      {"no-header", "X-B", "x-a"},
      {"body-contains", "text", "texts"},
      {"body-contains", ".more", "件名"},
      {"body-lacks", "件名", "more"},
      {"delivered", "Subject: {{any}}\r\nX-A: 1\r\n\r\ntext\r\n.more\r\n",
       "Subject: {{any}}\r\n\r\ntext\r\n.more\r\n"},
      {"delivered", kSent, "Subject: {{any}}1\r\n\r\ntext\r\n.more\r\n"},
      {"delivered", "Subject: =?{{any}}?{{any}}?=\r\nX-A: 1\r\n\r\ntext\r\n.more\r\n",
       "{{any}}\r\nX-A: 1\r\n\r\ntext\r\n.more"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(count(played(kSent), row.kind, row.holds), 0U) << row.kind << " " << row.holds;
    EXPECT_EQ(count(played(kSent), row.kind, row.fails), 1U) << row.kind << " " << row.fails;
  }
}

TEST(CaseCheck, NoticesEveryChangedByte) {
  const std::string body = "Subject: =?UTF-8?B?5Lu25ZCN?=\r\nX-A: 1\r\n\r\ntext\r\n.more";
  const std::string header = "Subject: =?UTF-8?B?5Lu25ZCN?=\r\nX-A:  1\r\n\r\ntext\r\n.more\r\n";
  EXPECT_EQ(count(played(kSent), "body-unchanged", ""), 0U);
  EXPECT_EQ(count(played(kSent), "headers-unchanged", ""), 0U);
  EXPECT_EQ(count(played(body), "body-unchanged", ""), 1U);
  EXPECT_EQ(count(played(body), "headers-unchanged", ""), 0U);
  EXPECT_EQ(count(played(header), "headers-unchanged", ""), 1U);
  EXPECT_EQ(count(played(kSent), "not-delivered", ""), 1U);
}

Played held() {
  Played result = played("");
  result.outcome.reply = Reply::kDiscard;
  result.held.emplace().recipients.emplace_back();
  result.held->recipients[0].address = "a@gmai.example";
  result.held->recipients[0].reason = "lookalike";
  result.held->recipients[0].doubtful = true;
  result.onward.push_back({{"<a@gmail.example>", "NOTIFY=NEVER"}, "a@gmai.example"});
  return result;
}

TEST(CaseCheck, AHeldMailMustBeExpectedForEachDoubt) {
  EXPECT_EQ(count(held(), "held", "a@gmai.example lookalike"), 0U);
  EXPECT_EQ(count(held(), "level", "red"), 1U) << "held without a word";
  EXPECT_EQ(count(held(), "held", "a@gmai.example provider"), 2U) << "another, and one too many";
  EXPECT_EQ(count(held(), "not-held", ""), 2U);
  EXPECT_EQ(count(played(kSent), "held", "a@gmai.example lookalike"), 2U);
  EXPECT_EQ(count(played(kSent), "not-held", ""), 0U);
}

TEST(CaseCheck, ARecipientHasExactlyItsParameters) {
  Case one;
  one.expectations.push_back({"held", "a@gmai.example lookalike", 2});
  for (const auto& [value, complaint] :
       {std::pair("a@gmail.example NOTIFY=NEVER", 0U), std::pair("a@gmail.example", 1U),
        std::pair("a@gmai.example NOTIFY=NEVER", 1U)}) {
    one.expectations.resize(1);
    one.expectations.push_back({"recipient", value, 3});
    EXPECT_EQ(complaints(one, held()).size(), complaint) << value;
  }
}

TEST(CaseCheck, ARefusalMustBeExpected) {
  Played refused = played("");
  refused.reply = "451 4.3.2 Too busy";
  EXPECT_EQ(count(refused, "level", "red"), 1U);
  EXPECT_EQ(count(refused, "reply", "451 4.3.2"), 0U);
  EXPECT_EQ(count(refused, "reply", "451 4.3.0"), 1U);
}

}  // namespace
}  // namespace milter::testing
