// What the author's domain usually does, against this mail: "always signed until today".
//
// Pure; the allow list silences it. Weights: 2 only where a domain's own signature, which survives
// forwarding, is missing and nothing else about the mail is as usual; 1 where a forwarded mail or a
// new provider explains it.
#pragma once

#include <vector>

#include "rules/facts.h"
#include "rules/finding.h"

namespace rules {

std::vector<Finding> habit_findings(const Facts& facts);

// The strongest of them among `findings`, 0 if there is none. They stand on the axis
// authentication, but a broken habit is no failed authentication: alone it is never more than a
// notice.
int habit_weight(const std::vector<Finding>& findings);

}  // namespace rules
