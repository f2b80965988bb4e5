// A judged message as it is held: everything that page, notice and courier need of it, rendered
// while the mail's parser is at hand. Pure and thread-safe.
#pragma once

#include "milter/base/envelope.h"
#include "milter/hold/held_mail.h"
#include "milter/judge/judge.h"
#include "milter/judge/snapshot.h"
#include "milter/mail/message.h"

namespace milter {

// REQUIRES: the verdict has a Hold, and judgement.hold_id is set.
HeldMail held_mail_of(const Snapshot& snapshot, const Judgement& judgement,
                      const Envelope& envelope, const Message& message);

}  // namespace milter
