// A held mail as it goes out: envelope and bytes after the sender's decision. Bytes are spliced by
// the places found when it was held; nothing is parsed as MIME.
//
//   released_mail(mail, stored, "gw.asagiri.example")
//     ->  "Received: from pc7.asagiri.example (pc7.asagiri.example [192.0.2.7])\r\n"
//         "\tby gw.asagiri.example with ESMTPA id 4XyZ; Mon, 23 Nov 2026 06:16:02 +0000\r\n"
//         "X-Sekimori-Hold: 3f0c…\r\n" + the stored bytes, To and Cc corrected or pruned
//
// Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "milter/base/envelope.h"
#include "milter/hold/held_mail.h"

namespace milter {

// One recipient still to deliver.
struct Onward {
  Path path;            // for RCPT TO
  std::string address;  // HeldRecipient::address, under which the answer is recorded
};

// Those neither dropped nor answered for good, in the order of the envelope. A corrected one has
// its new address, and no ORCPT: that names the address the sender took back (RFC 3461 4.2).
std::vector<Onward> envelope_after(const HeldMail& mail);

// Whether mail.places can be of so many bytes: in order, inside each other. Else the row is
// damaged.
bool places_fit(const HeldMail& mail, std::size_t bytes);

// REQUIRES: places_fit(). `stored`: the bytes that mail.places are of. `host`: this machine, for
// the trace field (RFC 5321 4.4): the MTA hides its own from a milter, and the first hop would
// vanish. Line endings are those of `stored`. A To or Cc left without mailboxes goes; if none of
// either is left, "To: undisclosed-recipients:;" stands in the first one's place.
std::string released_mail(const HeldMail& mail, std::string_view stored, std::string_view host);

}  // namespace milter
