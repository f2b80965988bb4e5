// Plays a case in process: a Transaction driven as an MTA would, and its edits applied.
//
//   const Played played = play(read_case(path));
//   played.delivered        // the message as a recipient would get it
//
// Each play has an empty store and spool of its own: a held mail is really held, decided about and
// made ready to send. Not thread-safe: snapshots are kept by configuration.
#pragma once

#include <string>

#include "milter/courier/released_mail.h"
#include "milter/session/transaction.h"
#include "tests/support/case_file.h"

namespace milter::testing {

struct Played {
  std::string sent;        // the message as an MTA understands it
  std::string delivered;   // empty if it was refused or is held; without the courier's trace
  std::string reply;       // "250", or "451 4.3.2 …"
  bool read_whole = true;  // false: accepted at the end of its header
  Outcome outcome;
  std::optional<HeldMail> held;  // as it stands in the store at the end
  std::vector<Onward> onward;    // whom a released mail goes to
};
Played play(const Case& one);

// Hands a message to a transaction whose envelope is complete: fields with their leading space and
// with LF before folds, the body in pieces of at most 65,535 bytes, as Postfix does. A line of the
// header that is no field begins the body. Returns the message so understood.
struct Handed {
  std::string sent;
  Reply after_header = Reply::kContinue;
};
Handed hand_over(Transaction& transaction, std::string_view message);

}  // namespace milter::testing
