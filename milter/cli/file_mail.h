// A mail file judged as if it had just come by SMTP: the common half of `scan` and `replay`.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "milter/base/clock.h"
#include "milter/base/result.h"
#include "milter/judge/judge.h"

namespace milter {

struct FileMail {
  std::shared_ptr<const RawMessage> raw;
  Envelope envelope;
};

Result<std::shared_ptr<const RawMessage>> read_mail_file(const std::string& path);

// Asks first how much needs to be read, as the daemon does, which at the end of the header knows a
// gateway's word and not yet what it looks up. `authentication`: nullopt if not looked at.
Judgement judge_file(const Judge& judge, const FileMail& mail, const Clock& clock,
                     const std::optional<Authentication>& authentication);

// What is missing of the envelope, from the header: sender from From, recipients from To and Cc.
void complete_envelope(FileMail& mail);

// `file  level  decided_by  reasons`, tab separated; "-" for an empty column.
std::string summary_line(const std::string& file, const Judgement& judgement, Language language);

}  // namespace milter
