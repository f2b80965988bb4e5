// One To or Cc field with mailboxes corrected or taken out, every other byte kept.
//
//   "To: a@x.example, b@x.example\r\n", b dropped     ->  "To: a@x.example\r\n"
//   "Cc: B <b@x.exmple>\r\n", corrected               ->  "Cc: B <b@x.example>\r\n"
//
// Works on places found when the mail was held (hold/held_mail.h); reads only what stands between
// them: commas, comments, groups (RFC 5322 3.4). Pure and thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "milter/base/byte_range.h"
#include "milter/hold/hold.h"

namespace milter {

struct MailboxEdit {
  ByteRange mailbox, address;     // of the stored bytes
  Choice choice = Choice::kNone;  // kCorrect or kDrop change something
  std::string corrected;          // of kCorrect
};

// nullopt: no mailbox is left. REQUIRES: mailboxes in the order of the bytes, inside of `field`.
std::optional<std::string> edited_field(std::string_view stored, ByteRange field,
                                        const std::vector<MailboxEdit>& mailboxes);

}  // namespace milter
