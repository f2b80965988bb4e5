// Tested by courier_test.cc.
#include "milter/courier/desk.h"

#include "milter/base/digest.h"
#include "milter/ops/log.h"

namespace milter {
std::int64_t Desk::now() const {
  return std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch()).count();
}

std::int64_t Desk::lease_end() const { return now() + std::chrono::seconds{kLeaseTime}.count(); }

Result<Original> read_original(const Desk& desk, const HeldMail& mail) {
  auto bytes = desk.spool().read(mail.id);
  if (!bytes) {
    log_error("hold.unreadable", {{"id", mail.id}, {"what", bytes.error().what}});
    return fail(bytes.error());
  }
  const bool damaged = sha256_hex(*bytes) != mail.digest;
  if (damaged) log_error("hold.damaged", {{"id", mail.id}});
  return Original{std::move(*bytes), damaged};
}

std::chrono::hours spool_patience(const Desk& desk) {
  const auto kept = desk.spool().kept();
  return kept && !kept->empty() ? std::chrono::hours{0} : kEmptySpoolPatience;
}

Result<SmtpClient> connect(const Desk& desk) {
  return SmtpClient::connect(desk.config.return_port, desk.host, desk.times);
}

SmtpOutcome no_connection(const Error& error, std::size_t recipients) {
  SmtpOutcome outcome;
  outcome.replies.assign(recipients, SmtpReply{0, {error.what}});
  return outcome;
}

}  // namespace milter
