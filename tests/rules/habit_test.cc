#include "rules/habit.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rules/combine.h"
#include "tests/rules/make_facts.h"

namespace {

using rules::Facts;
using rules::Finding;
using rules::Habit;
using rules::Level;
using rules_test::intent;
using rules_test::words;
using Kind = rules::Habit::Kind;

// "always aligned" by a signature, on 41 days since March 2026; today by evil.example.
Habit habit(Kind kind) {
  Habit result;
  result.kind = kind;
  result.domain = "kouwa.example";
  result.aligned_days = 41;
  result.since_year = 2026;
  result.since_month = 3;
  result.by_signature = true;
  result.path = "evil.example";
  return result;
}

Facts facts_with(Habit habit) {
  Facts facts = rules_test::facts_of({rules_test::from("Tanaka", "tanaka@kouwa.example")});
  facts.habit = std::move(habit);
  return facts;
}

Habit spf_only() {
  Habit result = habit(Kind::kAlwaysAlignedUntilNow);
  result.by_signature = false;
  return result;
}

Habit usual_host() {
  Habit result = habit(Kind::kAlwaysAlignedUntilNow);
  result.usual_host = true;
  return result;
}

Habit of_organisation() {
  Habit result = habit(Kind::kAlwaysAlignedUntilNow);
  result.of_organisation = true;
  return result;
}

TEST(HabitFindings, Table) {
  struct Row {
    const char* what;
    Habit habit;
    const char* found;
  };
  const Row kRows[] = {
      {"first contact", habit(Kind::kNoHistory), ""},
      {"as usual", habit(Kind::kAsUsual), ""},
      {"a forwarded mail may look like it", spf_only(),
       "authentication.always_aligned_until_now:1"},
      {"a signer that is down may look like it", usual_host(),
       "authentication.always_aligned_until_now:1"},
      {"a branch's own server may look like it", of_organisation(),
       "authentication.always_aligned_until_now:1"},
      {"a new provider may look like it", habit(Kind::kNewPath), "authentication.new_path:1"},
      {"the signature is missing, elsewhere", habit(Kind::kAlwaysAlignedUntilNow),
       "authentication.always_aligned_until_now:2"},
      {"the same, as few before", habit(Kind::kUsuallyAligned), "authentication.usually_aligned:2"},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(words(rules::habit_findings(facts_with(row.habit))), row.found) << row.what;
  }
}

TEST(HabitFindings, NothingOutboundOrUnasked) {
  Facts outbound = facts_with(habit(Kind::kAlwaysAlignedUntilNow));
  outbound.direction = rules::Direction::kOutbound;
  EXPECT_TRUE(rules::habit_findings(outbound).empty());
  Facts unasked = facts_with(habit(Kind::kAlwaysAlignedUntilNow));
  unasked.habit.reset();
  EXPECT_TRUE(rules::habit_findings(unasked).empty());
}

TEST(HabitFindings, TheAllowListSilencesThem) {
  Facts facts = facts_with(habit(Kind::kAlwaysAlignedUntilNow));
  facts.parties.push_back(rules_test::party("Cc", "Mori", "mori@kouwa.example"));
  facts.parties[1].allowed = true;
  EXPECT_EQ(rules::habit_findings(facts).size(), 1U);
  facts.parties[0].allowed = true;
  EXPECT_TRUE(rules::habit_findings(facts).empty());
}

TEST(HabitFindings, SayWhatCanBeChecked) {
  const auto always = rules::habit_findings(facts_with(habit(Kind::kAlwaysAlignedUntilNow)));
  ASSERT_EQ(always.size(), 1U);
  EXPECT_EQ(always[0].axis, rules::Axis::kAuthentication);
  EXPECT_EQ(always[0].text.en,
            "Since March 2026, mail of kouwa.example was verified as its own on all 41 days it "
            "came; this mail could not be.");
  EXPECT_EQ(
      always[0].text.ja,
      "2026年3月以降、kouwa.example からのメールは、届いた41日すべてで本当にそのドメインからの"
      "ものと確認できていましたが、このメールは確認できません。");
  ASSERT_EQ(always[0].evidence.size(), 2U);
  EXPECT_EQ(always[0].evidence[0], (rules::Evidence{"From", "kouwa.example"}));
  EXPECT_EQ(always[0].evidence[1], (rules::Evidence{"path", "evil.example"}));

  Habit mostly = habit(Kind::kUsuallyAligned);
  mostly.unaligned_days = 2;
  mostly.since_month = 12;
  mostly.path.clear();
  const auto usually = rules::habit_findings(facts_with(mostly));
  EXPECT_EQ(usually[0].text.en,
            "Since December 2026, mail of kouwa.example was verified as its own on 41 days and "
            "not on 2; this mail could not be.");
  EXPECT_EQ(usually[0].text.ja,
            "kouwa.example からのメールは、2026年12月以降、本当にそのドメインからのものと確認できた"
            "日が41日、できなかった日が2日あり、このメールは確認できません。");
  EXPECT_EQ(usually[0].evidence.size(), 1U);

  const auto path = rules::habit_findings(facts_with(habit(Kind::kNewPath)));
  EXPECT_EQ(path[0].text.en,
            "It claims to come from kouwa.example, but by a way (evil.example) hardly ever used "
            "since March 2026.");
  EXPECT_EQ(path[0].text.ja,
            "kouwa.example からのメールとされていますが、2026年3月以降ほとんど使われていない経路"
            "（evil.example）から届きました。");
}

// What finance staff get to see of a broken habit.
TEST(HabitFindings, RaiseWhatTheMailAsksFor) {
  struct Row {
    const char* what;
    Habit habit;
    std::vector<Finding> asks;
    bool list;
    const char* row;
    Level level;
  };
  const Habit kBroken = habit(Kind::kAlwaysAlignedUntilNow);
  const Habit kNew = habit(Kind::kNewPath);
  const Row kRows[] = {
      {"a greeting by a new way", kNew, {}, false, "", Level::kClear},
      {"a greeting, forwarded", spf_only(), {}, false, "", Level::kClear},
      {"an invoice, forwarded", spf_only(), {intent("pay_request", 1)}, false, "", Level::kClear},
      {"an invoice by a new way", kNew, {intent("pay_request", 1)}, false, "", Level::kClear},
      {"an invoice, the signer being down",
       usual_host(),
       {intent("pay_request", 1)},
       false,
       "",
       Level::kClear},
      {"a list's warning, forwarded",
       spf_only(),
       {intent("circular", 0), intent("account_change", 2)},
       true,
       "",
       Level::kClear},
      {"a greeting, unsigned", kBroken, {}, false, "habit", Level::kNotice},
      {"a new account by a new way: no more than by the usual one",
       kNew,
       {intent("account_change", 2)},
       false,
       "account_change",
       Level::kAmber},
      {"staff lists by a new way",
       kNew,
       {intent("information", 2)},
       false,
       "habit+intent",
       Level::kAmber},
      {"a secret payment, forwarded",
       spf_only(),
       {intent("pay_request", 1), intent("secrecy", 1)},
       false,
       "habit+intent",
       Level::kAmber},
      {"an invoice, unsigned",
       kBroken,
       {intent("pay_request", 1)},
       false,
       "habit+intent",
       Level::kAmber},
      {"a new account, unsigned",
       kBroken,
       {intent("account_change", 2)},
       false,
       "habit+account_change",
       Level::kRed},
      {"the same, called a list",
       kBroken,
       {intent("account_change", 2)},
       true,
       "habit+account_change",
       Level::kRed},
      {"the usual account refused, unsigned",
       kBroken,
       {intent("old_account", 2)},
       false,
       "habit+account_change",
       Level::kRed},
      {"the account stays the same",
       kBroken,
       {intent("account_unchanged", 0), intent("account_change", 0)},
       false,
       "habit",
       Level::kNotice},
  };
  for (const Row& row : kRows) {
    Facts facts = facts_with(row.habit);
    facts.is_list = row.list;
    std::vector<Finding> findings = rules::habit_findings(facts);
    findings.insert(findings.end(), row.asks.begin(), row.asks.end());
    const auto decision = rules::combine(facts, findings);
    EXPECT_EQ(decision.row, row.row) << row.what;
    EXPECT_EQ(decision.level, row.level) << row.what;
  }
}

TEST(HabitFindings, WeighOnlyThemselves) {
  using rules::Axis;
  EXPECT_EQ(rules::habit_weight({}), 0);
  EXPECT_EQ(
      rules::habit_weight({rules_test::finding("authentication.failed", Axis::kAuthentication, 3),
                           rules_test::finding("identity.imitation", Axis::kIdentity, 3)}),
      0);
  EXPECT_EQ(rules::habit_weight(
                {rules_test::finding("authentication.new_path", Axis::kAuthentication, 1),
                 rules_test::finding("authentication.usually_aligned", Axis::kAuthentication, 2)}),
            2);
}

}  // namespace
