// What a notice says, as text. Pure but for the time zone; thread-safe.
#pragma once

#include <string>

#include "milter/courier/notice.h"

namespace milter {

std::string notice_subject(const Notice& notice, const HeldMail& mail, Language language);

// Both languages, the organisation's first. Lines end with CR LF and fit kNoticeColumns, but for
// the link, which stands on a line of its own, whole.
std::string notice_text(const Notice& notice, const HeldMail& mail, const Config& config,
                        const LinkKeys& keys);

}  // namespace milter
