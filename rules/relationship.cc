// Free-mail domains are everybody's: only the whole address can be known there.
// Tested by relationship_test.cc.
#include "rules/relationship.h"

#include <algorithm>

#include "rules/texts.h"

namespace rules {
namespace {

Finding make(const std::string& code, int weight, const std::string& address) {
  Finding finding{code, Axis::kRelationship, weight, say(code, {{"address", address}}), {}};
  finding.evidence.push_back({"From", address});
  return finding;
}

}  // namespace

std::vector<Finding> relationship_findings(const Facts& facts) {
  const auto from = std::find_if(facts.parties.begin(), facts.parties.end(),
                                 [](const Party& party) { return party.where == "From"; });
  if (facts.direction != Direction::kInbound || from == facts.parties.end()) return {};
  if (from->standing == Standing::kOwn) return {};
  if (!facts.relationship) return {make("relationship.memory_unavailable", 0, from->address)};
  const Relationship& known = *facts.relationship;
  if (known.received_by_organisation > 0 || known.sent_by_organisation > 0) return {};
  const bool domain_known = known.seen_from_domain > 0 && from->standing != Standing::kFreemail;
  if (domain_known || from->standing == Standing::kPartner ||
      from->standing == Standing::kService) {
    return {make("relationship.new_address", 0, from->address)};
  }
  return {make("relationship.first_contact", 1, from->address)};
}

}  // namespace rules
