// A held mail as everyone but its parser sees it: what was said in SMTP, who is doubtful and why,
// what the page shows, where the addresses stand in the bytes. Rendered to plain values when it is
// held, so that page and courier never parse MIME. Values, freely copied.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "milter/base/byte_range.h"
#include "milter/base/envelope.h"
#include "milter/hold/hold.h"

namespace milter {

struct HeldRecipient {
  Path path;            // as in RCPT TO, with its parameters
  std::string address;  // the same to read: no brackets, domain in lower case
  // Only of a doubtful one:
  bool doubtful = false;
  std::string reason;          // the contract's word: "lookalike", "own_lookalike", "provider", ...
  std::string of;              // the guarded domain it resembles
  std::string suggestion;      // the address probably meant; "" if there is none to offer
  std::string why_ja, why_en;  // one sentence, differing letters in [brackets]
  // The decision and what came of it:
  Choice choice = Choice::kNone;
  std::string corrected;  // the address to send to instead, of kCorrect
  Delivery delivery = Delivery::kPending;
  std::string reply;  // the return port's last answer about it
};

// One mailbox of a To or Cc field. Ranges are of the stored bytes.
struct MailboxPlace {
  ByteRange field;        // the whole field, name to last line ending
  ByteRange mailbox;      // "Taro Sato <sato@b.example>" without commas and outer white space
  ByteRange address;      // "sato@b.example" in it
  std::string recipient;  // HeldRecipient::address it names, "" if it is none of the envelope
};

struct HeldAttachment {
  std::string name;       // decoded, as shown; "" if it has none
  std::string type;       // the declared media type
  std::size_t bytes = 0;  // decoded, about
};

struct HeldMail {
  std::string id;  // the verdict's: 16 hexadecimal digits, one word to grep for; no secret
  HoldState state = HoldState::kHeld;
  Envelope envelope;   // rcpt_to is in `recipients` instead
  std::string sender;  // who is asked and gets every notice, lower case
  std::int64_t created = 0, expires = 0, changed = 0;  // seconds since 1970, UTC
  std::string
      changed_by;       // who made the last move: "page 192.0.2.7", "admin:suzuki", "expiry", ...
  std::string verdict;  // JSON, as the contract has it
  std::string digest;   // SHA-256 of the stored bytes, hexadecimal
  std::string fingerprint;  // equal for a mail sent again: see Custody
  std::size_t bytes = 0;
  bool maybe_duplicate = false;  // an attempt to send it ended without an answer, or it came twice
  // For the page and the notice:
  std::string subject, from, message_id;  // decoded; message_id without <>
  std::string excerpt;                    // first lines as text
  bool has_html = false;
  std::vector<HeldRecipient> recipients;  // in the order of the envelope
  std::vector<MailboxPlace> places;       // in the order of the bytes
  std::vector<HeldAttachment> attachments;
};

}  // namespace milter
