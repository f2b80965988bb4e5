// Tested by courier_test.cc.
#include "milter/courier/desk.h"

#include <algorithm>

#include "milter/base/digest.h"
#include "milter/ops/log.h"

namespace milter {
namespace {

// A file that is gone, against one that cannot be read just now.
Result<Original> why_unreadable(const Desk& desk, const HeldMail& mail, const Error& error) {
  const auto kept = desk.spool().kept();
  if (!kept) return fail(kept.error());
  if (std::binary_search(kept->begin(), kept->end(), mail.id)) return fail(error);
  log_error("hold.lost", {{"id", mail.id}, {"what", error.what}});
  return Original{"", true};
}

}  // namespace

std::int64_t Desk::now() const {
  return std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch()).count();
}

std::int64_t Desk::lease_end() const { return now() + std::chrono::seconds{kLeaseTime}.count(); }

Result<Original> read_original(const Desk& desk, const HeldMail& mail) {
  auto bytes = desk.spool().read(mail.id);
  if (!bytes) return why_unreadable(desk, mail, bytes.error());
  const bool damaged = sha256_hex(*bytes) != mail.digest;
  if (damaged) log_error("hold.damaged", {{"id", mail.id}});
  return Original{std::move(*bytes), damaged};
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
