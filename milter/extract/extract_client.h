// Asks sekimori-extract what is inside an attachment.
//
//   auto inside = ask_extract("/run/sekimori-extract/extract.sock", {bytes, "a.pdf", ""},
//   deadline); if (!inside) ...                      // nobody there, too late, or no sensible
//   answer for (const Text& text : inside->texts) ...
//
// Never waits beyond the deadline, whatever the other side does, and believes no more than that the
// answer is well formed: it comes from a process that read a hostile file. Thread-safe.
#pragma once

#include "milter/base/clock.h"
#include "milter/extract/extraction.h"

namespace milter::extract {

// An attachment over limits::kMaxAttachmentBytes is not sent: kTooLarge.
Result<Extraction> ask_extract(const std::string& socket, const Attachment& attachment,
                               const Deadline& deadline);

// The same on a connection that is there; used up afterwards.
Result<Extraction> ask_on(int connection, const Attachment& attachment, const Deadline& deadline);

}  // namespace milter::extract
