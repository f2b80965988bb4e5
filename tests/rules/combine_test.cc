#include "rules/combine.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/rules/combine_facts.h"

namespace {

using rules::Axis;
using rules::Facts;
using rules::Finding;
using rules::Level;
using rules_test::executive;
using rules_test::facts_of;
using rules_test::finding;
using rules_test::freemail;
using rules_test::from;
using rules_test::identity;
using rules_test::intent;
using rules_test::kFirst;
using rules_test::list;
using rules_test::plain;
using rules_test::reading;
using rules_test::unreadable;

Facts imitation(bool allowed) {
  Facts facts =
      facts_of({rules_test::imitating(from("x", "a@x.example"), rules::Nearness::kPossible)});
  facts.parties[0].allowed = allowed;
  return facts;
}

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
      {"a namesake at a partner's is not yet the executive",
       plain(),
       {executive(1), intent("chat_pivot", 2)},
       "identity+weak",
       Level::kAmber,
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
      {"a program with a document's name",
       plain(),
       {finding("reading.attachment_disguised", Axis::kReading, 3)},
       "disguised_attachment",
       Level::kAmber,
       "advice.reading"},
      {"a document behind a password",
       plain(),
       {finding("reading.attachment_encrypted", Axis::kReading, 2)},
       "weak",
       Level::kNotice,
       ""},
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
      {"a circular", plain(), {intent("circular", 0), intent("payroll", 2)}, "", kClear, ""},
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

}  // namespace
