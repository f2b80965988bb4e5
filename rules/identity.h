// Who claims to write, against who does: names of executives and partners on outside addresses,
// imitated domains, diverted replies.
//
// Pure; each finding carries the address or name it is about as evidence.
#pragma once

#include <vector>

#include "rules/facts.h"
#include "rules/finding.h"

namespace rules {

std::vector<Finding> identity_findings(const Facts& facts);

}  // namespace rules
