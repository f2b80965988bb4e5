// The mails to the sender of a held mail: please choose, some were refused, it comes back.
//
//   std::string mail = notice_mail({.kind = NoticeKind::kAsk, .to = {mail.sender}, .now = now},
//                                  held, config, keys);
//
// Text in the organisation's language, a short version in the other one below. Nothing of the held
// mail's body is in it, but kRefused and kReturned carry the complete original as message/rfc822.
// Holds a link that decides: never log it. Pure but for the time zone; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "milter/hold/held_mail.h"
#include "milter/hold/hold_store.h"
#include "milter/hold/link.h"
#include "milter/ops/config.h"

namespace milter {

// Recipients listed in a notice; the page has all of them.
inline constexpr std::size_t kMaxNoticeRecipients = 20;
// Characters of the held mail's subject in the notice's own.
inline constexpr std::size_t kMaxNoticeSubject = 80;

// The stored bytes, for kRefused and kReturned.
struct Original {
  std::string bytes = {};
  bool damaged = false;   // the digest differs, or nothing is there
  bool withheld = false;  // whole in the spool, but no server takes it: `bytes` is empty
};

struct Notice {
  NoticeKind kind = NoticeKind::kAsk;
  std::vector<std::string> to;  // addresses
  std::int64_t now = 0;
  Original original;
  std::string unreachable;  // why the sender did not take it, if `to` is the administrator
};

// The whole mail, lines ending with CR LF but for those of the original.
std::string notice_mail(const Notice& notice, const HeldMail& mail, const Config& config,
                        const LinkKeys& keys);

}  // namespace milter
