// What holds for every combination of findings, not only for the rows of combine_test.cc.
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>
#include <vector>

#include "rules/combine.h"
#include "rules/texts.h"
#include "tests/rules/combine_facts.h"

namespace {

using rules::Axis;
using rules::Facts;
using rules::Finding;
using rules::Level;
using rules_test::executive;
using rules_test::finding;
using rules_test::freemail;
using rules_test::identity;
using rules_test::intent;
using rules_test::kFirst;
using rules_test::list;
using rules_test::plain;
using rules_test::reading;
using rules_test::unreadable;

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
                              finding("authentication.new_path", Axis::kAuthentication, 1),
                              finding("authentication.usually_aligned", Axis::kAuthentication, 2),
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
    const bool account = one.code == "intent.account_change" || one.code == "intent.old_account" ||
                         one.code == "intent.payment_returned";
    if (one.axis == Axis::kIntent && !account) {
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
