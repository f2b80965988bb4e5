// Tested by scan_test.cc and replay_test.cc.
#include "milter/cli/file_mail.h"

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/mail/message.h"

namespace milter {

Result<std::shared_ptr<const RawMessage>> read_mail_file(const std::string& path) {
  auto bytes = read_file(path, limits::kMaxMessageBytes);
  if (!bytes) return fail(bytes.error().kind, path + ": " + bytes.error().what);
  return std::make_shared<const RawMessage>(RawMessage::parse(std::move(*bytes)));
}

Judgement judge_file(const Judge& judge, const FileMail& mail, const Clock& clock,
                     const std::optional<Authentication>& authentication) {
  const Authentication* found = authentication ? &*authentication : nullptr;
  const bool looked_up = found != nullptr && !found->by_gateway;
  const AuthenticationState early{looked_up ? nullptr : found, looked_up};
  if (judge.needs(mail.envelope, *mail.raw, early) == rules::Need::kHeader) {
    return judge.judge_header(mail.envelope, *mail.raw, early.found);
  }
  return judge.judge(mail.envelope, mail.raw, Deadline(clock, limits::kMessageDeadline), found);
}

void complete_envelope(FileMail& mail) {
  Envelope& envelope = mail.envelope;
  const Header header = read_header(*mail.raw);
  if (envelope.mail_from.address.empty() && !header.from.empty()) {
    envelope.mail_from.address = "<" + header.from.front().address() + ">";
  }
  if (!envelope.rcpt_to.empty()) return;
  for (const auto* list : {&header.to, &header.cc}) {
    for (const Mailbox& mailbox : *list) {
      if (!mailbox.domain.empty()) envelope.rcpt_to.push_back({"<" + mailbox.address() + ">", ""});
    }
  }
}

std::string summary_line(const std::string& file, const Judgement& judgement, Language language) {
  std::string reasons;
  for (const rules::Finding& finding : judgement.verdict.findings) {
    if (finding.weight == 0) continue;
    reasons += reasons.empty() ? "" : " ";
    reasons += language == Language::kJapanese ? finding.text.ja : finding.text.en;
  }
  const auto column = [](std::string_view text) { return text.empty() ? "-" : printable(text); };
  return printable(file) + "\t" + std::string(word(judgement.verdict.level)) + "\t" +
         column(judgement.verdict.decided_by) + "\t" + column(reasons);
}

}  // namespace milter
