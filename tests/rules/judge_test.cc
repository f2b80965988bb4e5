#include "rules/judge.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "rules/texts.h"
#include "tests/rules/make_facts.h"

namespace {

using rules::Facts;
using rules::Level;
using rules::Standing;
using rules::Verdict;
using rules_test::facts_of;
using rules_test::from;

constexpr const char* kChange = "振込先の口座が変更になりました。";
const std::array<rules::Executive, 1> kExecutives = {
    {{"桜井 一郎", "社長", {"桜井一郎"}, {"i.sakurai@asagiri.example"}}}};

Verdict judged(const Facts& facts) {
  static const auto kBook = rules::Phrasebook::parse(rules::built_in_phrases()).value();
  return rules::judge(facts, kBook);
}

Facts known(const std::string& text) {
  Facts facts = facts_of({from("佐藤", "sato@partner.example", Standing::kPartner)});
  facts.relationship = rules_test::kOldFriend;
  facts.text = text;
  return facts;
}

Facts boss(const std::string& text) {
  Facts facts = facts_of({from("桜井一郎", "a@freemail.example", Standing::kFreemail)});
  facts.executives = kExecutives;
  facts.relationship = rules_test::kStranger;
  facts.text = text;
  return facts;
}

Facts unreadable() {
  Facts facts = known("");
  facts.unreadable = true;
  return facts;
}

// The actions in their order: "header level=red", "banner", "tag warning".
std::string actions(const Verdict& verdict) {
  std::string all;
  for (const rules::Action& action : verdict.actions) {
    if (!all.empty()) all += ", ";
    if (const auto* header = std::get_if<rules::AddHeader>(&action)) {
      all += header->name.substr(11) + "=" + header->value;
    } else if (const auto* tag = std::get_if<rules::TagSubject>(&action)) {
      all += tag->tag == rules::say("tag.unknown") ? "tag unknown" : "tag warning";
    } else {
      all += std::holds_alternative<rules::Banner>(action) ? "banner" : "other";
    }
  }
  return all;
}

struct Row {
  const char* what;
  Facts facts;
  Level level;
  const char* actions;
};

Facts for_others(Facts facts) {
  facts.for_finance = false;
  return facts;
}

TEST(Judge, ActionsOfEachLevel) {
  const std::string line = "lineグループを作成し、qrコードを返信してください。";
  const std::string boss_codes =
      "Reason=identity.executive_name_outside intent.chat_pivot relationship.first_contact";
  const std::vector<Row> kRows = {
      {"a partner's everyday mail", known("会議は10時からです。"), Level::kClear, ""},
      {"no body, nothing odd", known(""), Level::kClear, ""},
      {"a partner's invoice", known("下記の口座にお振込みください。"), Level::kClear, ""},
      {"the account stays", known("振込先の口座に変更はございません。"), Level::kClear, ""},
      {"notice: header fields only", known("全従業員の名簿を送ってください。"), Level::kNotice,
       "Level=notice, Reason=intent.information"},
      {"amber: banner, subject as it was", known(kChange), Level::kAmber,
       "Level=amber, Reason=intent.account_change, banner"},
      {"amber, not for finance", for_others(known(kChange)), Level::kAmber,
       "Level=amber, Reason=intent.account_change"},
      {"unknown", unreadable(), Level::kUnknown, "Level=unknown, banner, tag unknown"},
      {"unknown concerns everybody", for_others(unreadable()), Level::kUnknown,
       "Level=unknown, banner, tag unknown"},
  };
  for (const Row& row : kRows) {
    const Verdict verdict = judged(row.facts);
    EXPECT_EQ(verdict.level, row.level) << row.what;
    EXPECT_EQ(actions(verdict), row.actions) << row.what;
  }
  const Verdict red = judged(boss(line));
  EXPECT_EQ(red.level, Level::kRed);
  EXPECT_EQ(red.decided_by, "pivot+executive");
  EXPECT_EQ(actions(red), "Level=red, " + boss_codes + ", banner, tag warning");
  EXPECT_EQ(actions(judged(for_others(boss(line)))), actions(red)) << "concerns everybody";
}

TEST(Judge, NothingIsDoneOutbound) {
  Facts facts = boss(kChange);
  facts.direction = rules::Direction::kOutbound;
  const Verdict verdict = judged(facts);
  EXPECT_EQ(verdict.level, Level::kClear);
  EXPECT_TRUE(verdict.actions.empty());
}

TEST(Judge, HeaderOnlyDoesNotReadTheText) {
  Facts facts = known(kChange);
  facts.header_only = true;
  EXPECT_EQ(judged(facts).level, Level::kClear);
  Facts impostor = boss(kChange);
  impostor.header_only = true;
  EXPECT_EQ(judged(impostor).level, Level::kAmber);
  EXPECT_EQ(judged(impostor).decided_by, "identity");
}

TEST(Judge, FindingsStandStrongestFirstAndIdentityBeforeIntent) {
  Facts facts = boss("至急、本日中にご対応ください。全従業員の名簿を送ってください。");
  facts.reading = {rules_test::finding("reading.nul", rules::Axis::kReading, 1)};
  const Verdict verdict = judged(facts);
  ASSERT_GE(verdict.findings.size(), 5U);
  EXPECT_EQ(verdict.findings.front().code, "identity.executive_name_outside");
  for (std::size_t at = 1; at < verdict.findings.size(); ++at) {
    const auto& above = verdict.findings[at - 1];
    const auto& below = verdict.findings[at];
    EXPECT_TRUE(above.weight > below.weight ||
                (above.weight == below.weight && above.axis <= below.axis))
        << above.code << " before " << below.code;
  }
}

TEST(Judge, ABannerHasAtMostThreeReasonsAndNoRemarks) {
  const Verdict many = judged(
      boss("至急、本日中に送金してください。全従業員の名簿を送ってください。極秘でお願いします。"));
  const Verdict one = judged(known(kChange));
  const auto banner_of = [](const Verdict& verdict) {
    for (const auto& action : verdict.actions) {
      if (const auto* found = std::get_if<rules::Banner>(&action)) return *found;
    }
    return rules::Banner{};
  };
  EXPECT_EQ(banner_of(many).reasons.size(), 3U);
  EXPECT_EQ(banner_of(one).reasons.size(), 1U);
  EXPECT_EQ(banner_of(one).headline.ja, "振込先・口座の変更を伝えるメールです");
  EXPECT_FALSE(banner_of(one).advice.en.empty());
}

// A remark (weight 0) is kept in the verdict and shown to nobody.
TEST(Judge, RemarksAreNoReasons) {
  Facts facts = known(kChange);
  facts.relationship.reset();
  const Verdict verdict = judged(facts);
  EXPECT_EQ(verdict.findings.size(), 2U);
  EXPECT_EQ(actions(verdict), "Level=amber, Reason=intent.account_change, banner");
}

TEST(Judge, SameFactsSameVerdict) {
  const Facts facts = boss(kChange);
  const Verdict once = judged(facts);
  const Verdict again = judged(facts);
  EXPECT_EQ(actions(once), actions(again));
  EXPECT_EQ(rules_test::words(once.findings), rules_test::words(again.findings));
}

}  // namespace
