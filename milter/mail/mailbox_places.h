// Where each mailbox of the To and Cc fields stands in the bytes, so that an address can be
// corrected or taken out without writing the field anew.
//
//   "To: Taro <a@b.example>, c@d.example\r\n"  ->  two places; the first one's mailbox is
//   "Taro <a@b.example>", its address "a@b.example"
//
// Only what cannot be misunderstood has a place: a field that read_addresses() does not find well
// formed has none; a member of a group, and an address written with comments, folds or a source
// route inside, have none of their own. Linear; pure and thread-safe.
#pragma once

#include <string>
#include <vector>

#include "milter/mail/raw_message.h"

namespace milter {

struct MailboxPosition {
  ByteRange field;    // the whole field, name to last line ending
  ByteRange mailbox;  // without commas and outer white space
  ByteRange address;  // in it
  std::string text;   // the address as read_addresses() reads it
};

// In the order of the bytes; at most limits::kMaxPlaces, whole fields only.
std::vector<MailboxPosition> mailbox_places(const RawMessage& mail);

}  // namespace milter
