// Whom outgoing mail goes to and who answers for it, from the envelope.
//
//   recipients_of(snapshot, envelope, memory)      ->  facts about each recipient, once each
//   responsible_sender(snapshot, envelope)         ->  "yamada@asagiri.example"
//
// Every form that an MTA takes for an address is read as the MTA would (RFC 5321 4.1.2, Appendix C;
// a second "@", "%" and "!" as Postfix and Sendmail resolve them), so that no spelling hides a
// domain. Thread-safe for different messages.
#pragma once

#include <string>
#include <vector>

#include "milter/base/envelope.h"
#include "milter/judge/snapshot.h"
#include "milter/memory/memory.h"
#include "rules/facts.h"

namespace milter {

// As one reads an address of the envelope: no brackets, quotes or source route, domain in lower
// case. What held mails and verdicts call a recipient.
std::string shown_address(const Path& path);

// In the order of the envelope. `memory` may be null; it is asked about imitations only.
std::vector<rules::Recipient> recipients_of(const Snapshot& snapshot, const Envelope& envelope,
                                            Memory* memory);

// Who is asked about a held mail: the login if it is an address of ours, else MAIL FROM if that is,
// else a login without "@" at the first own domain, else the postmaster there. A login at a foreign
// domain may be no mailbox at all ("yamada@corp.local" of a directory). Lower case. The From field
// is never asked: anybody can write it.
std::string responsible_sender(const Snapshot& snapshot, const Envelope& envelope);

}  // namespace milter
