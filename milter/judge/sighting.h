// What one mail shows of the ways that its author's domain takes. Pure and thread-safe.
//
//   auto sighting = sighting_of(found, fact, envelope, by_gateway, organisational, now);
//   facts.habit = look_up_habit(memory, sighting);   // before judging
//   memory->record({contacts, verdict, sighting});   // after it, if the level is clear or notice
//
// A temporary error counts neither for nor against: if it hides whether the author's own domain
// stands behind the mail, there is no sighting. That of a stranger's domain hides nothing: else a
// forger would only have to break his own DNS.
#pragma once

#include <optional>

#include "milter/auth/dmarc.h"
#include "milter/auth/results.h"
#include "milter/base/clock.h"
#include "milter/base/envelope.h"
#include "milter/memory/sender_paths.h"
#include "rules/facts.h"

namespace milter {

// `fact`: authentication_fact(found, ...), which says whether it is aligned. nullopt: From has no
// domain or several, or it cannot be said. `by_gateway`: the client is a gateway of our own and
// tells nothing of the sender.
std::optional<Sighting> sighting_of(const Authentication& found, const rules::Authentication& fact,
                                    const Envelope& envelope, bool by_gateway,
                                    const OrganisationalDomain& organisational, Clock::Time time);

}  // namespace milter
