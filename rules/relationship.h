// Since when do we know the sender? "Could not look" is an answer of its own.
#pragma once

#include <vector>

#include "rules/facts.h"
#include "rules/finding.h"

namespace rules {

std::vector<Finding> relationship_findings(const Facts& facts);

}  // namespace rules
