// One mail over an SMTP connection, each recipient with an answer of its own.
//
//   SmtpOutcome outcome = send_mail(*client, {{"<>", ""}, {{"<yamada@asagiri.example>", ""}},
//   mail}); outcome.replies[0].is(2)   // it is the server's now
//
// Refused recipients do not stop the others. Not thread-safe: one connection, one mail at a time.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "milter/base/envelope.h"
#include "milter/courier/smtp_client.h"

namespace milter {

struct SmtpMail {
  Path from;
  std::vector<Path> to;
  std::string_view bytes;  // any line endings
  // For the server's log, where it offers XFORWARD: {"IDENT", hold id}, {"ADDR", "192.0.2.7"}.
  std::vector<std::pair<std::string, std::string>> origin;
};

struct SmtpOutcome {
  // For each of SmtpMail::to: 2xx delivered, 5xx refused, all else to be tried again; what the
  // server said about the recipient, or about MAIL, DATA or the whole mail where that decided.
  std::vector<SmtpReply> replies;
  // All bytes and the dot went out and no answer came: it may be delivered.
  bool in_doubt = false;
};

SmtpOutcome send_mail(SmtpClient& client, const SmtpMail& mail);

}  // namespace milter
