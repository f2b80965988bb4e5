// What the mail wants: the phrase families that its subject, its visible text and its attachments
// speak of. Each family is one finding; its evidence says where.
#pragma once

#include <vector>

#include "rules/facts.h"
#include "rules/finding.h"
#include "rules/phrasebook.h"

namespace rules {

std::vector<Finding> intent_findings(const Facts& facts, const Phrasebook& phrasebook);

}  // namespace rules
