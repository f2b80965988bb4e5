// Mail, memory and tables turned into rules::Facts: the only place that knows both sides.
// Thread-safe for different messages; `memory` may be null ("could not look").
#pragma once

#include "milter/base/envelope.h"
#include "milter/judge/snapshot.h"
#include "milter/mail/message.h"
#include "milter/memory/memory.h"
#include "rules/facts.h"

namespace milter {

// At the end of the header: who claims to write, whom outgoing mail goes to; no text. The memory is
// asked for recipients that were confirmed, no more.
rules::Facts gather_header(const Snapshot& snapshot, const Envelope& envelope, const Header& header,
                           rules::Direction direction, Memory* memory);

// At the end of the message: all of it.
rules::Facts gather(const Snapshot& snapshot, const Envelope& envelope, const Message& message,
                    rules::Direction direction, Memory* memory);

// The envelope's recipients as lower-case addresses.
std::vector<std::string> recipient_addresses(const Envelope& envelope);

}  // namespace milter
