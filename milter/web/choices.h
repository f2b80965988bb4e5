// Which choices make sense for a doubtful recipient of a held mail: what the page offers and, by
// the same function, all that the server takes.
//
//   offered(mail, mail.recipients[0])   ->  {kCorrect, kKeep, kDrop}
//
// Pure and thread-safe.
#pragma once

#include <cstddef>
#include <vector>

#include "milter/hold/held_mail.h"

namespace milter {

// Whether To or Cc name it at a known place. If not (Bcc, or a field that could not be read) it
// can only leave the envelope.
bool stands_in_header(const HeldMail& mail, const HeldRecipient& recipient);

// kCorrect needs a suggestion and a place to correct; kDrop another recipient to send to. In the
// order to show: which of kCorrect and kKeep comes first depends on the mail, so that nobody
// learns to press the first one.
std::vector<Choice> offered(const HeldMail& mail, const HeldRecipient& recipient);

// Where the doubtful ones stand in HeldMail::recipients; of an address given twice the first.
std::vector<std::size_t> doubtful_positions(const HeldMail& mail);

}  // namespace milter
