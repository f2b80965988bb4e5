// A lookalike engine's answer as a fact of judging. Pure and thread-safe.
#pragma once

#include <optional>

#include "lookalike/lookalike.h"
#include "milter/judge/snapshot.h"
#include "rules/facts.h"

namespace milter {

// nullopt: it imitates nothing.
std::optional<rules::Imitation> imitation_of(const Snapshot& snapshot,
                                             const lookalike::Answer& answer);

}  // namespace milter
