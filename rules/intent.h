// What the mail wants: the phrase families that its subject and its visible text speak of.
#pragma once

#include <vector>

#include "rules/facts.h"
#include "rules/finding.h"
#include "rules/phrasebook.h"

namespace rules {

std::vector<Finding> intent_findings(const Facts& facts, const Phrasebook& phrasebook);

}  // namespace rules
