// From a verdict's actions to the edits of one message. Adds to the verdict what the message itself
// asks for: forged fields of ours are removed, a banner that cannot go in is said in a header.
#pragma once

#include <cstddef>
#include <vector>

#include "milter/judge/judge.h"
#include "milter/mail/message.h"

namespace milter {

// Header fields that only we may write: any name that begins with "X-Sekimori-".
bool has_forged_fields(const RawMessage& raw);

// The Authentication-Results that bear our id and are not ours, as Edits::remove() wants them: last
// first. None where nobody looks, and where a gateway that may use our id has seen to them.
std::vector<std::size_t> forged_results(const AuthenticationRules& ours, const RawMessage& raw,
                                        AuthenticationState authentication);

// Fills judgement.edits; in monitor mode the verdict says what would be done and edits stay empty.
void perform(const Snapshot& snapshot, const Message& message, Judgement& judgement);

}  // namespace milter
