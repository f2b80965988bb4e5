#include "rules/combine.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>
#include <vector>

#include "rules/phrasebook.h"
#include "rules/texts.h"
#include "tests/rules/make_facts.h"

namespace {

using rules::Axis;
using rules::Facts;
using rules::Finding;
using rules::Level;
using rules::Standing;
using rules_test::facts_of;
using rules_test::finding;
using rules_test::from;
using rules_test::intent;

Facts plain() { return facts_of({from("x", "a@x.example")}); }
Facts freemail() { return facts_of({from("x", "a@freemail.example", Standing::kFreemail)}); }
Facts list() {
  Facts facts = plain();
  facts.is_list = true;
  return facts;
}
Facts unreadable() {
  Facts facts = plain();
  facts.unreadable = true;
  return facts;
}
Facts imitation(bool allowed) {
  Facts facts =
      facts_of({rules_test::imitating(from("x", "a@x.example"), rules::Nearness::kPossible)});
  facts.parties[0].allowed = allowed;
  return facts;
}

Finding identity(int weight) { return finding("identity.imitation", Axis::kIdentity, weight); }
Finding executive(int weight) {
  return finding("identity.executive_name_outside", Axis::kIdentity, weight);
}
Finding reading(int weight) { return finding("reading.nul", Axis::kReading, weight); }
const Finding kFirst = finding("relationship.first_contact", Axis::kRelationship, 1);

struct Row {
  const char* what;
  Facts facts;
  std::vector<Finding> findings;
  const char* row;
  Level level;
  const char* advice;
};

void check(const std::vector<Row>& rows) {
  for (const Row& one : rows) {
    const rules::Decision decision = rules::combine(one.facts, one.findings);
    EXPECT_EQ(decision.row, one.row) << one.what;
    EXPECT_EQ(decision.level, one.level) << one.what;
    EXPECT_EQ(decision.advice, one.advice) << one.what;
    EXPECT_EQ(decision.headline.empty(), decision.advice.empty()) << one.what;
  }
}

TEST(Combine, RedRows) {
  constexpr Level kRed = Level::kRed;
  check({
      {"executive and chat",
       plain(),
       {executive(3), intent("chat_pivot", 2)},
       "pivot+executive",
       kRed,
       "advice.person"},
      {"even a namesake at a partner's",
       plain(),
       {executive(1), intent("chat_pivot", 2)},
       "pivot+executive",
       kRed,
       "advice.person"},
      {"imitation and payment",
       plain(),
       {identity(2), intent("pay_request", 1)},
       "identity+intent",
       kRed,
       "advice.money"},
      {"imitation and a new account",
       plain(),
       {identity(3), intent("account_change", 2)},
       "identity+intent",
       kRed,
       "advice.money"},
      {"imitation and a staff list",
       plain(),
       {identity(2), intent("information", 2)},
       "identity+intent",
       kRed,
       "advice.information"},
      {"imitation and a feeler",
       plain(),
       {identity(2), intent("feeler", 1)},
       "identity+intent",
       kRed,
       "advice.person"},
      {"a forged sender's circular is none",
       plain(),
       {identity(2), intent("circular", 0), intent("account_change", 2)},
       "identity+intent",
       kRed,
       "advice.money"},
      {"lawyer, secret, from free-mail",
       freemail(),
       {kFirst, intent("authority", 1), intent("secrecy", 1)},
       "authority+untrustworthy",
       kRed,
       "advice.authority"},
      {"lawyer, payment, imitated",
       imitation(false),
       {kFirst, intent("authority", 1), intent("pay_request", 1)},
       "authority+untrustworthy",
       kRed,
       "advice.authority"},
  });
}

TEST(Combine, AmberRows) {
  constexpr Level kAmber = Level::kAmber;
  check({
      {"an unknown lawyer",
       plain(),
       {kFirst, intent("authority", 1), intent("secrecy", 1)},
       "authority+first_contact",
       kAmber,
       "advice.authority"},
      {"the imitation is allowed",
       imitation(true),
       {kFirst, intent("authority", 1), intent("secrecy", 1)},
       "authority+first_contact",
       kAmber,
       "advice.authority"},
      {"a known sender's new account",
       plain(),
       {intent("account_change", 2)},
       "account_change",
       kAmber,
       "advice.money"},
      {"the old account refused",
       plain(),
       {intent("old_account", 2)},
       "account_change",
       kAmber,
       "advice.money"},
      {"pay again",
       plain(),
       {intent("payment_returned", 2)},
       "account_change",
       kAmber,
       "advice.money"},
      {"a stranger asks for balances",
       plain(),
       {kFirst, intent("balance", 2)},
       "intent+first_contact",
       kAmber,
       "advice.information"},
      {"a stranger's secret payment",
       plain(),
       {kFirst, intent("pay_request", 1), intent("secrecy", 1)},
       "intent+first_contact",
       kAmber,
       "advice.money"},
      {"a stranger's gift cards",
       plain(),
       {kFirst, intent("gift_card", 2)},
       "intent+first_contact",
       kAmber,
       "advice.money"},
      {"imitation alone", plain(), {identity(2)}, "identity", kAmber, "advice.person"},
      {"executive's name alone", plain(), {executive(3)}, "identity", kAmber, "advice.person"},
      {"imitation, the change taken back",
       plain(),
       {identity(2), intent("account_change", 0)},
       "identity",
       kAmber,
       "advice.person"},
      {"a weak doubt and a strong wish",
       plain(),
       {identity(1), intent("information", 2)},
       "identity+weak",
       kAmber,
       "advice.information"},
      {"a weak doubt lifts the circular's cover",
       plain(),
       {identity(1), intent("circular", 0), intent("payroll", 2)},
       "identity+weak",
       kAmber,
       "advice.money"},
  });
}

TEST(Combine, LowerRows) {
  check({
      {"nothing could be read",
       unreadable(),
       {reading(2)},
       "reading",
       Level::kUnknown,
       "advice.reading"},
      {"the search gave up",
       plain(),
       {finding("intent.unavailable", Axis::kReading, 2)},
       "reading",
       Level::kUnknown,
       "advice.reading"},
      {"what could be seen says more",
       unreadable(),
       {identity(2)},
       "identity",
       Level::kAmber,
       "advice.person"},
      {"a weak doubt", plain(), {identity(1)}, "weak", Level::kNotice, ""},
      {"a known sender's wish", plain(), {intent("information", 2)}, "weak", Level::kNotice, ""},
      {"a known sender's secret payment",
       plain(),
       {intent("acquisition", 1), intent("no_phone", 1)},
       "weak",
       Level::kNotice,
       ""},
      {"odd form", plain(), {reading(2)}, "weak", Level::kNotice, ""},
      {"a stranger's invoice",
       plain(),
       {kFirst, intent("pay_request", 1)},
       "first_contact+payment",
       Level::kNotice,
       ""},
  });
}

TEST(Combine, NothingHolds) {
  constexpr Level kClear = Level::kClear;
  check({
      {"no findings", plain(), {}, "", kClear, ""},
      {"a stranger", plain(), {kFirst}, "", kClear, ""},
      {"a stranger on free-mail", freemail(), {kFirst}, "", kClear, ""},
      {"a known sender's invoice", plain(), {intent("pay_request", 1)}, "", kClear, ""},
      {"two weak words that are no pressed payment",
       plain(),
       {intent("pay_request", 1), intent("urgency", 1)},
       "",
       kClear,
       ""},
      {"secrecy without payment",
       plain(),
       {intent("secrecy", 1), intent("no_phone", 1)},
       "",
       kClear,
       ""},
      {"a known lawyer", plain(), {intent("authority", 1), intent("secrecy", 1)}, "", kClear, ""},
      {"the account stays",
       plain(),
       {intent("account_unchanged", 0), intent("account_change", 0)},
       "",
       kClear,
       ""},
      {"a circular", plain(), {intent("circular", 0), intent("account_change", 2)}, "", kClear, ""},
      {"a list", list(), {intent("account_change", 2), intent("chat_pivot", 2)}, "", kClear, ""},
      {"a stranger's circular",
       plain(),
       {kFirst, intent("circular", 0), intent("gift_card", 2)},
       "",
       kClear,
       ""},
      {"chat without an executive is at most a notice elsewhere",
       list(),
       {intent("chat_pivot", 2)},
       "",
       kClear,
       ""},
      {"a remark about identity", plain(), {identity(0)}, "", kClear, ""},
      {"slightly odd form", plain(), {reading(1)}, "", kClear, ""},
  });
}

// How serious; unknown stands where its row does, between notice and amber.
int rank(Level level) {
  switch (level) {
    case Level::kClear:
      return 0;
    case Level::kNotice:
      return 1;
    case Level::kUnknown:
      return 2;
    case Level::kAmber:
      return 3;
    case Level::kRed:
      return 4;
  }
  return -1;
}

std::vector<Finding> all_findings() {
  std::vector<Finding> all = {identity(1),
                              identity(2),
                              executive(1),
                              executive(3),
                              reading(1),
                              reading(2),
                              kFirst,
                              finding("relationship.new_address", Axis::kRelationship, 0),
                              finding("intent.unavailable", Axis::kReading, 2)};
  const auto& words = rules::catalogue();
  for (const auto& word : words) {
    if (word.key.substr(0, 7) != "intent." || word.key == "intent.unavailable") continue;
    for (const int weight : {0, 2}) {
      all.push_back(finding(std::string(word.key), Axis::kIntent, weight));
    }
  }
  return all;
}

// Every set of up to two findings, and one more: the level never falls. A circular is the one
// exception, by name; a change taken back arrives as weight 0, not as another finding.
TEST(Combine, AnotherFindingNeverLowersTheLevel) {
  const std::vector<Finding> all = all_findings();
  const std::array<Facts, 3> kFacts = {freemail(), list(), unreadable()};
  for (const Facts& facts : kFacts) {
    for (std::size_t a = 0; a < all.size(); ++a) {
      for (std::size_t b = a; b < all.size(); ++b) {
        std::vector<Finding> findings = {all[a], all[b]};
        const rules::Decision before = rules::combine(facts, findings);
        for (const Finding& more : all) {
          if (more.code == "intent.circular") continue;
          findings.push_back(more);
          const rules::Decision after = rules::combine(facts, findings);
          findings.pop_back();
          ASSERT_GE(rank(after.level), rank(before.level))
              << rules_test::words(findings) << " and " << more.code << ":" << more.weight;
        }
      }
    }
  }
}

TEST(Combine, ACircularLowersOnlyWhereIdentityIsInNoDoubt) {
  for (const Finding& one : all_findings()) {
    const std::vector<Finding> bare = {one};
    const std::vector<Finding> with = {one, intent("circular", 0)};
    const Level before = rules::combine(plain(), bare).level;
    const Level after = rules::combine(plain(), with).level;
    if (one.axis == Axis::kIntent) {
      EXPECT_EQ(after, Level::kClear) << one.code;
    } else {
      EXPECT_EQ(after, before) << one.code;
    }
  }
}

TEST(Combine, EveryHeadlineAndAdviceHasATextInBothLanguages) {
  std::set<std::string> rows;
  for (const Finding& one : all_findings()) {
    for (const Finding& two : all_findings()) {
      const auto decision = rules::combine(freemail(), {one, two, kFirst});
      if (decision.headline.empty()) continue;
      rows.emplace(decision.row);
      EXPECT_FALSE(rules::say(decision.headline).ja.empty());
      EXPECT_FALSE(rules::say(decision.advice).en.empty());
    }
  }
  EXPECT_GE(rows.size(), 5U);
}

}  // namespace
