// Plays a case in process: a Transaction driven as an MTA would, and its edits applied.
//
//   const Played played = play(read_case(path));
//   played.delivered        // the message as a recipient would get it
//
// Each play has an empty store of its own. Not thread-safe: snapshots are kept by configuration.
#pragma once

#include <string>

#include "milter/session/transaction.h"
#include "tests/support/case_file.h"

namespace milter::testing {

struct Played {
  std::string sent;        // the message as an MTA understands it
  std::string delivered;   // empty if it was refused
  std::string reply;       // "250", or "451 4.3.2 …"
  bool read_whole = true;  // false: accepted at the end of its header
  Outcome outcome;
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
