// Standing and form are facts already; here they become doubt. Tested by recipients_test.cc.
#include "rules/recipients.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "rules/texts.h"

namespace rules {
namespace {

// The contract's word, and the finding's code.
struct Reason {
  const char* word;
  const char* code;
};
constexpr Reason kLookalike{"lookalike", "recipient.lookalike"};
constexpr Reason kOwn{"own_lookalike", "recipient.own_lookalike"};
constexpr Reason kProvider{"provider", "recipient.provider_lookalike"};

Reason reason_of(const Recipient& recipient) {
  if (recipient.imitation->own) return kOwn;
  return recipient.imitates_provider ? kProvider : kLookalike;
}

bool is_known(const Recipient& recipient) {
  return recipient.allowed || recipient.provider || recipient.standing == Standing::kOwn ||
         recipient.standing == Standing::kPartner || recipient.standing == Standing::kService;
}

bool imitates(const Recipient& recipient, Nearness at_least) {
  return recipient.imitation && !is_known(recipient) && recipient.imitation->nearness >= at_least &&
         recipient.imitation->nearness != Nearness::kNone;
}

bool holds(const Facts& facts) {
  return facts.may_hold &&
         std::any_of(facts.recipients.begin(), facts.recipients.end(), is_doubtful);
}

// Gathers addresses under one finding for each code and domain.
class Findings {
 public:
  void add(const char* code, int weight, const Recipient& recipient) {
    add(code, weight, recipient, say(code, {{"address", recipient.address}}));
  }

  void add(const char* code, int weight, const Recipient& recipient, Text text) {
    const auto [place, is_new] =
        places_.emplace(std::pair(std::string(code), recipient.domain), findings_.size());
    if (is_new) findings_.push_back({code, Axis::kRecipient, weight, std::move(text), {}});
    findings_[place->second].evidence.push_back({"RCPT TO", recipient.address});
  }

  std::vector<Finding> take() { return std::move(findings_); }

 private:
  std::vector<Finding> findings_;
  std::map<std::pair<std::string, std::string>, std::size_t> places_;
};

void look_at(const Recipient& recipient, Findings& findings) {
  if (recipient.routed) findings.add("recipient.routed", 2, recipient);
  if (recipient.unreadable) findings.add("recipient.unreadable", 2, recipient);
  if (is_confirmed(recipient)) {
    findings.add("recipient.confirmed", 0, recipient);
  } else if (imitates(recipient, Nearness::kPossible)) {
    const char* code = reason_of(recipient).code;
    findings.add(code, is_doubtful(recipient) ? 3 : 0, recipient,
                 say(code, {{"sentence", recipient.imitation->text}}));
  }
}

Hold hold_of(const Facts& facts) {
  Hold hold;
  for (const Recipient& recipient : facts.recipients) {
    if (!is_doubtful(recipient)) continue;
    hold.recipients.push_back({recipient.address, reason_of(recipient).word,
                               recipient.imitation->of, recipient.imitation->text});
  }
  return hold;
}

}  // namespace

bool is_confirmed(const Recipient& recipient) {
  return imitates(recipient, Nearness::kProbable) && recipient.confirmed.value_or(false);
}

bool is_doubtful(const Recipient& recipient) {
  return imitates(recipient, Nearness::kProbable) && !is_confirmed(recipient);
}

std::vector<Finding> recipient_findings(const Facts& facts) {
  Findings findings;
  if (facts.direction != Direction::kOutbound) return {};
  for (const Recipient& recipient : facts.recipients) look_at(recipient, findings);
  if (facts.more_recipients) findings.add("recipient.too_many", 2, {});
  return findings.take();
}

std::optional<Action> recipient_action(const Facts& facts) {
  if (facts.direction != Direction::kOutbound) return std::nullopt;
  const auto odd = std::find_if(
      facts.recipients.begin(), facts.recipients.end(),
      [&](const Recipient& one) { return one.unreadable || (one.routed && facts.authenticated); });
  if (odd != facts.recipients.end()) {
    return Reject{"5.1.3 Write the recipient as user@domain: " + odd->address};
  }
  if (facts.more_recipients && facts.may_hold) return Reject{"5.5.3 Too many recipients"};
  if (holds(facts)) return hold_of(facts);
  return std::nullopt;
}

}  // namespace rules
