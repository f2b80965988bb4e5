// Does the domain that From shows stand behind the mail? SPF, DKIM and DMARC as findings.
//
//   From <boss@asagiri.example>, our own; DMARC fails, its policy is "reject":
//     authentication_findings(facts)  ->  authentication.own_domain_forged, weight 3
//
// A pass is never "safe": whoever owns a look-alike domain passes with it. A failure says much of a
// domain that we know and trust, little of a stranger's, and less where the domain's mail often
// comes so (habit.h). "Could not look" is a finding, and of a domain that we know a doubt. Pure;
// the allow list silences it.
#pragma once

#include <vector>

#include "rules/facts.h"
#include "rules/finding.h"

namespace rules {

std::vector<Finding> authentication_findings(const Facts& facts);

// The strongest of them among `findings` that speaks against the sender; "could not look" does not.
int authentication_weight(const std::vector<Finding>& findings);

// Could not look, at a domain whose mail is trusted for its name: our own, or a partner's.
bool is_unauthenticated(const Facts& facts);

}  // namespace rules
