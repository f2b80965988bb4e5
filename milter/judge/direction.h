// Inbound or outbound: gateways listed as inbound first, then whoever is authenticated, sends
// through a submission service or sits in our networks is outbound; all else is inbound.
// Pure; thread-safe.
#pragma once

#include "milter/base/envelope.h"
#include "milter/judge/snapshot.h"
#include "rules/facts.h"

namespace milter {

rules::Direction direction_of(const Envelope& envelope, const Snapshot& snapshot);

}  // namespace milter
