// How judging treats the parts of a text: what is written now, and what the mail shows as said
// before (mail/quoted_history.h), which is its own claim and may be a lie.
//
//   WrittenText text = written_text(snapshot, message, relationship);
//   text.judged    // all but the last; only what excuses must be in text.current
//   text.current   // nullopt: all of it
//   text.our_own   // our own mail, quoted back to us
//
// - Quoted text is judged like any other, in its place. It only cannot excuse what is written now.
// - Forwarded messages and signatures are current: who passes a thing on says it.
// - A mail that says nothing but what it quotes says that: all of it is current.
// - Our own words, quoted back, are kept apart where all of this holds: the mail is a reply and no
//   forwarding; somebody here wrote to its author before; the header of the quote names one
//   address, of our own domains. (rules/intent.cc: even then only a mail that itself asks for
//   nothing, from a sender in no doubt, is not warned about because of them.)
//
// Sentences of our own banner are taken out of each (own_words.h). Pure and thread-safe.
#pragma once

#include <optional>
#include <string>

#include "milter/judge/snapshot.h"
#include "milter/mail/message.h"
#include "rules/facts.h"

namespace milter {

struct WrittenText {
  std::string judged;
  std::optional<std::string> current;
  std::string our_own;
};

WrittenText written_text(const Snapshot& snapshot, const Message& message,
                         const std::optional<rules::Relationship>& relationship);

}  // namespace milter
