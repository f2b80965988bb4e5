// Tested by gather_test.cc and recipients_test.cc.
#include "milter/judge/imitation.h"

namespace milter {
namespace {

rules::Nearness nearness_of(lookalike::Band band) {
  switch (band) {
    case lookalike::Band::kPartner:
    case lookalike::Band::kNone:
      return rules::Nearness::kNone;
    case lookalike::Band::kPossible:
      return rules::Nearness::kPossible;
    case lookalike::Band::kProbable:
      return rules::Nearness::kProbable;
    case lookalike::Band::kDefinite:
      return rules::Nearness::kDefinite;
  }
  return rules::Nearness::kNone;
}

}  // namespace

std::optional<rules::Imitation> imitation_of(const Snapshot& snapshot,
                                             const lookalike::Answer& answer) {
  const rules::Nearness nearness = nearness_of(answer.band);
  if (nearness == rules::Nearness::kNone) return std::nullopt;
  rules::Imitation imitation{nearness, answer.partner, answer.owner,
                             "",       answer.own,     {answer.text.ja, answer.text.en}};
  const Partner* partner = snapshot.partner_by_id(answer.owner);
  imitation.owner_name = partner != nullptr ? partner->name : snapshot.config.organisation_name;
  return imitation;
}

}  // namespace milter
