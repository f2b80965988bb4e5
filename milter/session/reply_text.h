// Words for an SMTP reply that may have come from a mail: one line of printable ASCII.
//
//   reply_text("550 5.1.3 Write the recipient as user@domain: あ\r\n")
//     ->  "550 5.1.3 Write the recipient as user@domain: ?????"
//
// "%" goes too: libmilter reads it as a format (smfi_setreply). Pure and thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace milter {

// RFC 5321 4.5.3.1.5: a reply line has at most 512 octets.
inline constexpr std::size_t kMaxReplyText = 480;

std::string reply_text(std::string_view words);

}  // namespace milter
