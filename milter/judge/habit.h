// One mail against the ways that mail of its author's domain has come for months. The answers and
// their words: rules/habit.h. Pure but for look_up_habit(); thread-safe.
//
//   rules::Habit habit = habit_of(sighting, history);
//   habit.kind == rules::Habit::Kind::kAlwaysAlignedUntilNow
#pragma once

#include <optional>

#include "milter/memory/memory.h"
#include "milter/memory/sender_paths.h"
#include "rules/facts.h"

namespace milter {

// REQUIRES: `history` is of the sighting's domain or organisation, without this mail.
rules::Habit habit_of(const Sighting& sighting, const PathHistory& history);

// The domain's habit, or its organisation's where the domain itself has none yet. nullopt: no
// sighting, or the memory could not be asked.
std::optional<rules::Habit> look_up_habit(Memory* memory, const std::optional<Sighting>& sighting);

}  // namespace milter
