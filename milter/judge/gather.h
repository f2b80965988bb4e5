// Mail, memory and tables turned into rules::Facts: the only place that knows both sides.
// Thread-safe for different messages; `memory` may be null ("could not look").
#pragma once

#include "milter/auth/results.h"
#include "milter/base/envelope.h"
#include "milter/judge/snapshot.h"
#include "milter/mail/message.h"
#include "milter/memory/memory.h"
#include "rules/facts.h"

namespace milter {

// What is known of the mail's authentication. At the end of the header a gateway's word is there;
// what we look up ourselves follows with the body.
struct AuthenticationState {
  const Authentication* found = nullptr;  // null: not looked at, or not yet
  bool follows = false;
};

// At the end of the header: who claims to write, whom outgoing mail goes to; no text. The memory is
// asked for recipients that were confirmed, no more.
rules::Facts gather_header(const Snapshot& snapshot, const Envelope& envelope, const Header& header,
                           rules::Direction direction, Memory* memory,
                           AuthenticationState authentication = {});

// At the end of the message: all of it.
rules::Facts gather(const Snapshot& snapshot, const Envelope& envelope, const Message& message,
                    rules::Direction direction, Memory* memory,
                    const Authentication* authentication = nullptr);

// The envelope's recipients as lower-case addresses.
std::vector<std::string> recipient_addresses(const Envelope& envelope);

}  // namespace milter
