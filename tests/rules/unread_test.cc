#include "rules/unread.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rules/judge.h"
#include "rules/texts.h"
#include "tests/rules/make_facts.h"

namespace {

using rules::Facts;
using rules::Finding;
using rules::Level;
using rules::Standing;
using rules::Verdict;

Finding unread() {
  return {"reading.attachment_not_read",
          rules::Axis::kReading,
          0,
          rules::say("reading.attachment_not_read", {{"name", "scan.pdf"}}),
          {{"scan.pdf", ""}}};
}

Facts mail_with_scan(const std::string& text, const rules::Relationship& known) {
  Facts facts =
      rules_test::facts_of({rules_test::from("佐藤", "sato@partner.example", Standing::kPartner)});
  facts.relationship = known;
  facts.text = text;
  facts.reading = {unread()};
  return facts;
}

Verdict judged(const Facts& facts) {
  static const auto kBook = rules::Phrasebook::parse(rules::built_in_phrases()).value();
  return rules::judge(facts, kBook);
}

int weight_of_unread(const Verdict& verdict) {
  const auto at = std::find_if(
      verdict.findings.begin(), verdict.findings.end(),
      [](const Finding& finding) { return finding.code == "reading.attachment_not_read"; });
  return at == verdict.findings.end() ? -1 : at->weight;
}

struct Row {
  const char* text;
  int weight;
  Level level;  // of a partner's mail
};

constexpr Row kRows[] = {
    {"添付の請求書の通り、お振込みをお願いします。", 2, Level::kNotice},
    {"訂正後の請求書を添付しました。", 2, Level::kNotice},
    {"振込先が変更になりました。添付をご覧ください。", 2, Level::kAmber},
    {"please arrange payment of the attached invoice.", 2, Level::kNotice},
    {"先日の展示会の写真をお送りします。", 0, Level::kClear},
    {"図面をお送りします。ご確認ください。", 0, Level::kClear},
    {"入金を確認いたしました。ありがとうございました。", 0, Level::kClear},
    {"here are the photos of the new hall.", 0, Level::kClear},
    {"", 0, Level::kClear},
};

TEST(Unread, WeighsWhereTheMailSpeaksOfPayment) {
  for (const Row& row : kRows) {
    const Verdict verdict = judged(mail_with_scan(row.text, rules_test::kOldFriend));
    EXPECT_EQ(weight_of_unread(verdict), row.weight) << row.text;
    EXPECT_EQ(verdict.level, row.level) << row.text;
    EXPECT_EQ(rules::find_action<rules::Banner>(verdict) != nullptr, row.level == Level::kAmber)
        << row.text;
  }
}

TEST(Unread, StandsAmongTheReasonsOfABanner) {
  const Verdict verdict =
      judged(mail_with_scan("振込先が変更になりました。", rules_test::kOldFriend));
  const auto* banner = rules::find_action<rules::Banner>(verdict);
  ASSERT_NE(banner, nullptr);
  EXPECT_EQ(std::count(banner->reasons.begin(), banner->reasons.end(), unread().text), 1);
}

// What is said in another attachment is said by the mail.
TEST(Unread, AReadableAttachmentMaySpeakOfPayment) {
  Facts facts = mail_with_scan("資料をお送りします。", rules_test::kOldFriend);
  EXPECT_EQ(weight_of_unread(judged(facts)), 0);
  facts.attached = {{"送付状.docx", "別紙の通りお振込みをお願いします。"}};
  EXPECT_EQ(weight_of_unread(judged(facts)), 2);
}

TEST(Unread, StaysARemarkInListsAndWhereTheAccountStays) {
  Facts list = mail_with_scan("お振込みをお願いします。", rules_test::kOldFriend);
  list.is_list = true;
  EXPECT_EQ(weight_of_unread(judged(list)), 0);
  const Facts stays = mail_with_scan("振込先の口座に変更はございません。", rules_test::kOldFriend);
  EXPECT_EQ(weight_of_unread(judged(stays)), 0);
  EXPECT_EQ(judged(stays).level, Level::kClear);
}

// A stranger's scan is a notice at most, too: of it alone nothing is known.
TEST(Unread, AStrangersScanRaisesNoBanner) {
  for (const char* text :
       {"添付の請求書の通り、お振込みをお願いします。", "写真をお送りします。"}) {
    const Verdict verdict = judged(mail_with_scan(text, rules_test::kStranger));
    EXPECT_EQ(rules::find_action<rules::Banner>(verdict), nullptr) << text;
  }
}

TEST(Unread, NothingElseIsTouched) {
  std::vector<Finding> findings = {rules_test::intent("pay_request", 1),
                                   rules_test::finding("reading.nul", rules::Axis::kReading, 0)};
  rules::weigh_unread({}, findings);
  EXPECT_EQ(rules_test::words(findings), "intent.pay_request:1 reading.nul:0");
}

}  // namespace
