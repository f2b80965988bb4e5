// Finance staff get every mail read. Others are warned of false identities only, which the header
// shows; where it does, the body decides how serious. Tested by needs_test.cc.
#include "rules/needs.h"

#include <algorithm>

#include "rules/identity.h"

namespace rules {

Need needs(const Facts& facts, bool forged_fields) {
  if (facts.direction == Direction::kOutbound) return Need::kHeader;
  if (facts.for_finance || forged_fields) return Need::kBody;
  const auto findings = identity_findings(facts);
  const bool doubt = std::any_of(findings.begin(), findings.end(),
                                 [](const Finding& finding) { return finding.weight > 0; });
  const bool freemail =
      !facts.parties.empty() && facts.parties.front().standing == Standing::kFreemail;
  return doubt || freemail || !facts.reading.empty() ? Need::kBody : Need::kHeader;
}

}  // namespace rules
