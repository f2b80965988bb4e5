// Findings of each axis, the combining table, and what follows from the level. Tested by
// judge_test.cc.
#include "rules/judge.h"

#include <algorithm>
#include <iterator>

#include "rules/authentication.h"
#include "rules/combine.h"
#include "rules/habit.h"
#include "rules/identity.h"
#include "rules/intent.h"
#include "rules/recipients.h"
#include "rules/relationship.h"
#include "rules/texts.h"
#include "rules/unread.h"

namespace rules {
namespace {

constexpr std::size_t kMaxReasons = 3;  // a banner of more is not read

void add(std::vector<Finding>& all, std::vector<Finding> some) {
  all.insert(all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
}

// A person asks "who" before "what": at equal weight identity stands first (the order of Axis).
void strongest_first(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.axis < b.axis;
  });
}

std::vector<Text> reasons(const std::vector<Finding>& findings) {
  std::vector<Text> result;
  for (const Finding& finding : findings) {
    if (finding.weight > 0 && result.size() < kMaxReasons) result.push_back(finding.text);
  }
  return result;
}

bool is_warned(Level level) {
  return level == Level::kAmber || level == Level::kRed || level == Level::kUnknown;
}

// A change of account is finance's to handle; false identities and requests from strangers concern
// whoever they are sent to.
bool concerns_recipients(const Facts& facts, const Decision& decision) {
  return facts.for_finance || decision.row != "account_change";
}

std::string codes(const std::vector<Finding>& findings) {
  std::string result;
  for (const Finding& finding : findings) {
    if (finding.weight > 0) result += (result.empty() ? "" : " ") + finding.code;
  }
  return result;
}

void decide_actions(const Facts& facts, const Decision& decision, Verdict& verdict) {
  if (facts.direction == Direction::kOutbound) {
    if (auto action = recipient_action(facts)) verdict.actions.push_back(std::move(*action));
    return;
  }
  if (verdict.level == Level::kClear) return;
  verdict.actions.emplace_back(AddHeader{"X-Sekimori-Level", std::string(word(verdict.level))});
  const std::string why = codes(verdict.findings);
  if (!why.empty()) verdict.actions.emplace_back(AddHeader{"X-Sekimori-Reason", why});
  if (!is_warned(verdict.level) || !concerns_recipients(facts, decision)) return;
  verdict.actions.emplace_back(
      Banner{say(decision.headline), reasons(verdict.findings), say(decision.advice)});
  if (verdict.level == Level::kUnknown) {
    verdict.actions.emplace_back(TagSubject{say("tag.unknown")});
  } else if (verdict.level == Level::kRed) {
    verdict.actions.emplace_back(TagSubject{say("tag.warning")});
  }
}

}  // namespace

Verdict judge(const Facts& facts, const Phrasebook& phrasebook) {
  Verdict verdict;
  verdict.findings = facts.reading;
  add(verdict.findings, identity_findings(facts));
  add(verdict.findings, authentication_findings(facts));
  add(verdict.findings, relationship_findings(facts));
  add(verdict.findings, habit_findings(facts));
  add(verdict.findings, recipient_findings(facts));
  if (facts.direction == Direction::kInbound && !facts.header_only) {
    add(verdict.findings, intent_findings(facts, phrasebook));
    weigh_unread(facts, verdict.findings);
  }
  strongest_first(verdict.findings);
  const Decision decision = combine(facts, verdict.findings);
  verdict.level = decision.level;
  verdict.decided_by = std::string(decision.row);
  decide_actions(facts, decision, verdict);
  return verdict;
}

}  // namespace rules
