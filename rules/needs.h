// How much of a message must be read before it can be answered: most mail needs only its header.
//
//   needs(facts_of_header) == Need::kHeader   // accept at the end of the header
#pragma once

#include <cstdint>

#include "rules/facts.h"

namespace rules {

enum class Need : std::uint8_t { kHeader, kBody };

// `facts` as known at the end of the header (header_only). `forged_fields`: the header has fields
// of ours that must be taken out, which only the end of the message can do.
Need needs(const Facts& facts, bool forged_fields);

}  // namespace rules
