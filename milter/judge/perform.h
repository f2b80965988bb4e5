// From a verdict's actions to the edits of one message. Adds to the verdict what the message itself
// asks for: forged fields of ours are removed, a banner that cannot go in is said in a header.
#pragma once

#include "milter/judge/judge.h"
#include "milter/mail/message.h"

namespace milter {

// Header fields that only we may write: any name that begins with "X-Sekimori-".
bool has_forged_fields(const RawMessage& raw);

// Fills judgement.edits; in monitor mode the verdict says what would be done and edits stay empty.
void perform(const Snapshot& snapshot, const Message& message, Judgement& judgement);

}  // namespace milter
