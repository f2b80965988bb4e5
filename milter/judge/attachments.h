// What a message's attachments say, and what could not be looked at: each is sent to
// sekimori-extract, whose answers become texts to judge and findings of the axis reading.
//
//   Attachments inside = look_into(config.extract_socket, message, deadline);
//   inside.texts[0]      ->  {"請求書.pdf", "振込先が変更に…"}
//   inside.findings[0]   ->  reading.attachment_encrypted, 添付ファイル「明細.zip」は…
//
// Without a socket only the names are looked at. The answers come from a process that read a
// hostile file: they are bounded, and their names are made fit to be shown. Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "milter/base/clock.h"
#include "milter/mail/message.h"
#include "rules/facts.h"

namespace milter {

struct Attachments {
  std::vector<rules::AttachedText> texts;  // limits::kMaxTextBytes in all
  std::vector<rules::Finding> findings;    // one for each kind of trouble
};

// Never waits beyond the deadline: what was not answered then is a finding.
Attachments look_into(const std::string& socket, const Message& message, const Deadline& deadline);

}  // namespace milter
