// Weights: most partners in Japan publish p=none, and their genuine mail fails now and then, as by
// forwarding: 1, unless they ask for more. Our own mail has no business outside: 2, or 3 by our own
// policy. Lists and calendars break signatures and send in others' names, but anyone can write the
// fields of a list: they lower the weight and do not take it away. So does a way by which the
// domain's mail has come for weeks. Tested by
// authentication_test.cc.
#include "rules/authentication.h"

#include <algorithm>
#include <string_view>

#include "rules/texts.h"

namespace rules {
namespace {

constexpr std::string_view kOwnForged = "authentication.own_domain_forged";
constexpr std::string_view kPartnerFailed = "authentication.partner_failed";
constexpr std::string_view kFailed = "authentication.failed";
constexpr std::string_view kOpenEnd = "authentication.open_end";

bool is_known(const Party& party) {
  return party.standing == Standing::kOwn || party.standing == Standing::kPartner ||
         party.standing == Standing::kService;
}

// Of several From the one that claims most: ours, then a partner's, then the first.
const Party* author(const Facts& facts) {
  const Party* best = nullptr;
  const auto claim = [](const Party& party) {
    return party.standing == Standing::kOwn ? 2 : is_known(party) ? 1 : 0;
  };
  for (const Party& party : facts.parties) {
    if (party.where != "From") continue;
    if (best == nullptr || claim(party) > claim(*best)) best = &party;
  }
  return best;
}

Finding make(std::string_view code, int weight, const Party& from) {
  Finding finding{std::string(code),
                  Axis::kAuthentication,
                  weight,
                  say(code, {{"address", from.address}, {"domain", from.domain}}),
                  {}};
  finding.evidence.push_back({from.where, from.address});
  return finding;
}

bool is_enforced(const Authentication& found) {
  return found.policy == DmarcPolicy::kQuarantine || found.policy == DmarcPolicy::kReject;
}

// A newsletter that somebody sends for the domain, say.
bool comes_so_often(const Facts& facts) {
  return facts.habit && facts.habit->kind == Habit::Kind::kAsUsual;
}

Finding failure(const Facts& facts, const Party& from) {
  const bool enforced = is_enforced(*facts.authentication);
  const bool excused = facts.is_list || facts.is_calendar || comes_so_often(facts);
  if (from.standing == Standing::kOwn) {
    return make(kOwnForged, excused ? 1 : enforced ? 3 : 2, from);
  }
  if (is_known(from)) return make(kPartnerFailed, enforced && !excused ? 2 : 1, from);
  return make(kFailed, enforced && !excused ? 1 : 0, from);
}

}  // namespace

int authentication_weight(const std::vector<Finding>& findings) {
  int weight = 0;
  for (const Finding& one : findings) {
    const bool against = one.code == kOwnForged || one.code == kPartnerFailed ||
                         one.code == kFailed || one.code == kOpenEnd;
    if (against) weight = std::max(weight, one.weight);
  }
  return weight;
}

bool is_unauthenticated(const Facts& facts) {
  if (facts.direction != Direction::kInbound || !facts.authentication) return false;
  const Party* from = author(facts);
  return facts.authentication->dmarc == Check::kUnknown && from != nullptr && is_known(*from) &&
         !from->allowed;
}

std::vector<Finding> authentication_findings(const Facts& facts) {
  if (facts.direction != Direction::kInbound || !facts.authentication) return {};
  const Authentication& found = *facts.authentication;
  const Party* from = author(facts);
  if (from == nullptr || from->allowed) return {};
  std::vector<Finding> findings;
  if (found.dmarc == Check::kFail) findings.push_back(failure(facts, *from));
  if (found.dmarc == Check::kUnknown) {
    findings.push_back(make("authentication.unavailable", is_known(*from) ? 1 : 0, *from));
  }
  if (found.open_end) {
    findings.push_back(make(kOpenEnd, is_known(*from) ? 1 : 0, *from));
  }
  if (found.weak_key) findings.push_back(make("authentication.weak_key", 0, *from));
  if (found.from_unsigned) findings.push_back(make("authentication.from_unsigned", 0, *from));
  return findings;
}

}  // namespace rules
