// Tested by courier_test.cc.
#include "milter/courier/release.h"

#include "milter/courier/released_mail.h"
#include "milter/courier/retry.h"
#include "milter/ops/log.h"

namespace milter {
namespace {

constexpr const char* kDamaged = "554 5.6.0 not sent: the stored mail is damaged";

// XFORWARD: Postfix then logs the hold as orig_queue_id, and one word finds both halves.
std::vector<std::pair<std::string, std::string>> origin_of(const HeldMail& mail) {
  const Envelope& envelope = mail.envelope;
  const bool is_v6 = envelope.client_address.find(':') != std::string::npos;
  return {{"NAME", envelope.client_name},
          {"ADDR", (is_v6 ? "IPV6:" : "") + envelope.client_address},
          {"HELO", envelope.helo},
          {"PROTO", "ESMTP"},
          {"IDENT", mail.id}};
}

Delivery delivery_of(const SmtpReply& reply, bool last_try) {
  if (reply.is(2)) return Delivery::kDelivered;
  return reply.is(5) || last_try ? Delivery::kRefused : Delivery::kPending;
}

Result<bool> report(const Desk& desk, const HeldMail& mail,
                    const std::vector<DeliveryReport>& deliveries) {
  const std::int64_t now = desk.now();
  const auto state = desk.holds().report(mail.id, desk.owner, deliveries, now,
                                         next_release_try(mail.changed, now));
  if (!state) return fail(state.error());
  for (const DeliveryReport& one : deliveries) {
    log_info("release.recipient", {{"id", mail.id},
                                   {"to", one.address},
                                   {"delivery", std::string(word(one.delivery))},
                                   {"reply", one.reply}});
  }
  log_info("release.attempt", {{"id", mail.id}, {"state", std::string(word(*state))}});
  return true;
}

// Nothing to send: refused on behalf of the return port, so that sender and administrator are told.
Result<bool> refuse_damaged(const Desk& desk, const HeldMail& mail) {
  std::vector<DeliveryReport> deliveries;
  for (const Onward& onward : envelope_after(mail)) {
    deliveries.push_back({onward.address, Delivery::kRefused, kDamaged});
  }
  return report(desk, mail, deliveries);
}

Result<bool> report_outcome(const Desk& desk, const HeldMail& mail, const SmtpOutcome& outcome,
                            bool last_try) {
  const std::vector<Onward> onward = envelope_after(mail);
  std::vector<DeliveryReport> deliveries;
  for (std::size_t at = 0; at < onward.size(); ++at) {
    const SmtpReply& reply = outcome.replies[at];
    deliveries.push_back({onward[at].address, delivery_of(reply, last_try), reply.text()});
  }
  return report(desk, mail, deliveries);
}

SmtpOutcome send(SmtpClient& client, const HeldMail& mail, const std::string& bytes) {
  SmtpMail outgoing{mail.envelope.mail_from, {}, bytes, origin_of(mail)};
  for (const Onward& one : envelope_after(mail)) outgoing.to.push_back(one.path);
  return send_mail(client, outgoing);
}

Result<bool> attempt(const Desk& desk, const HeldMail& mail, const std::string& bytes) {
  const bool late = gives_up(mail, desk.now());
  auto client = connect(desk);
  if (!client) {
    const std::size_t recipients = envelope_after(mail).size();
    return report_outcome(desk, mail, no_connection(client.error(), recipients), late);
  }
  const auto again = desk.holds().begin_attempt(mail.id, desk.owner);
  if (!again) return fail(again.error());
  const SmtpOutcome outcome = send(*client, mail, bytes);
  // A first doubt is always looked at again: only the next attempt can mark the mail.
  if (outcome.in_doubt && !(late && *again)) {
    log_warning("release.in_doubt", {{"id", mail.id}});
    return true;
  }
  auto reported = report_outcome(desk, mail, outcome, late);
  client->quit();  // only now: while the server takes its time the mail is recorded
  return reported;
}

}  // namespace

Result<bool> release_one(const Desk& desk) {
  const auto mail = desk.holds().take_release(desk.owner, desk.now(), desk.lease_end());
  if (!mail) return fail(mail.error());
  if (!*mail) return false;
  const auto original = read_original(desk, **mail);
  if (!original) {
    log_error("release.unreadable", {{"id", (*mail)->id}, {"what", original.error().what}});
    return report(desk, **mail, {});
  }
  if (original->damaged || !places_fit(**mail, original->bytes.size())) {
    return refuse_damaged(desk, **mail);
  }
  return attempt(desk, **mail, released_mail(**mail, original->bytes, desk.host));
}

}  // namespace milter
