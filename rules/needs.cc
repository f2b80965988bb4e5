// Finance staff get every mail read; others only where the header does not show a sender that we
// know, that is who he says as far as can be told, and that there is no doubt about. Of outgoing
// mail only what is held or refused is taken in, and what goes to a confirmed recipient: only its
// bytes tell whether it is the confirmed mail sent again. Tested by needs_test.cc.
#include "rules/needs.h"

#include <algorithm>

#include "rules/identity.h"
#include "rules/recipients.h"

namespace rules {

namespace {

// Anybody can write a partner's domain into From: where authentication can tell, it must have. Our
// own domains come from outside and are never taken at their word.
bool known(const Facts& facts, const Party& party) {
  if (party.allowed) return true;
  if (party.standing != Standing::kPartner && party.standing != Standing::kService) return false;
  const bool vouched_for = !facts.authentication || facts.authentication->aligned();
  return vouched_for && !facts.authentication_follows;
}

}  // namespace

Need needs(const Facts& facts, bool forged_fields) {
  if (facts.direction == Direction::kOutbound) {
    const bool confirmed =
        std::any_of(facts.recipients.begin(), facts.recipients.end(), is_confirmed);
    return recipient_action(facts) || confirmed ? Need::kBody : Need::kHeader;
  }
  if (facts.for_finance || forged_fields || !facts.reading.empty()) return Need::kBody;
  const auto findings = identity_findings(facts);
  const bool doubt = std::any_of(findings.begin(), findings.end(),
                                 [](const Finding& finding) { return finding.weight > 0; });
  const bool known_sender = !facts.parties.empty() && known(facts, facts.parties.front());
  return doubt || !known_sender ? Need::kBody : Need::kHeader;
}

}  // namespace rules
