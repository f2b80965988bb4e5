// Tested by courier_test.cc.
#include "milter/courier/release.h"

#include <thread>

#include "milter/courier/released_mail.h"
#include "milter/courier/retry.h"
#include "milter/ops/log.h"

namespace milter {
namespace {

constexpr const char* kDamaged = "554 5.6.0 not sent: the stored mail is damaged";

struct Leased {
  const HeldMail& mail;
  std::int64_t until = 0;
};

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

// Until the store takes it or the lease ends: afterwards another may send the mail.
Result<HoldState> record(const Desk& desk, const Leased& leased,
                         const std::vector<DeliveryReport>& deliveries) {
  while (true) {
    const std::int64_t now = desk.now();
    auto state = desk.holds().report(leased.mail.id, desk.owner, deliveries, now,
                                     next_release_try(leased.mail.changed, now));
    if (state || state.error().kind != Error::Kind::kTemporary || now >= leased.until) return state;
    log_warning("release.unrecorded", {{"id", leased.mail.id}, {"what", state.error().what}});
    std::this_thread::sleep_for(kReportPause);
  }
}

Result<bool> report(const Desk& desk, const Leased& leased,
                    const std::vector<DeliveryReport>& deliveries) {
  const HeldMail& mail = leased.mail;
  const auto state = record(desk, leased, deliveries);
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
Result<bool> refuse_damaged(const Desk& desk, const Leased& leased) {
  std::vector<DeliveryReport> deliveries;
  for (const Onward& onward : envelope_after(leased.mail)) {
    deliveries.push_back({onward.address, Delivery::kRefused, kDamaged});
  }
  return report(desk, leased, deliveries);
}

// Lost only when the time to deliver it is over: until then the file may come back.
Result<bool> wait_or_refuse(const Desk& desk, const Leased& leased) {
  const std::int64_t longer = std::chrono::seconds{spool_patience(desk)}.count();
  if (gives_up(leased.mail, desk.now() - longer)) return refuse_damaged(desk, leased);
  return report(desk, leased, {});
}

// The attempt stays open in the store: only the next one can mark the mail.
Result<bool> leave_in_doubt(const Desk& desk, const HeldMail& mail) {
  log_warning("release.in_doubt", {{"id", mail.id}});
  return desk.holds()
      .put_off(mail.id, desk.owner, next_release_try(mail.changed, desk.now()))
      .map([] { return true; });
}

Result<bool> report_outcome(const Desk& desk, const Leased& leased, const SmtpOutcome& outcome,
                            bool last_try) {
  const std::vector<Onward> onward = envelope_after(leased.mail);
  std::vector<DeliveryReport> deliveries;
  for (std::size_t at = 0; at < onward.size(); ++at) {
    const SmtpReply& reply = outcome.replies[at];
    deliveries.push_back({onward[at].address, delivery_of(reply, last_try), reply.text()});
  }
  return report(desk, leased, deliveries);
}

SmtpOutcome send(SmtpClient& client, const HeldMail& mail, const std::string& bytes) {
  SmtpMail outgoing{mail.envelope.mail_from, {}, bytes, origin_of(mail)};
  for (const Onward& one : envelope_after(mail)) outgoing.to.push_back(one.path);
  return send_mail(client, outgoing);
}

Result<bool> attempt(const Desk& desk, const Leased& leased, const std::string& bytes) {
  const HeldMail& mail = leased.mail;
  const bool late = gives_up(mail, desk.now());
  auto client = connect(desk);
  if (!client) {
    const std::size_t recipients = envelope_after(mail).size();
    return report_outcome(desk, leased, no_connection(client.error(), recipients), late);
  }
  const auto again = desk.holds().begin_attempt(mail.id, desk.owner);
  if (!again) return fail(again.error());
  const SmtpOutcome outcome = send(*client, mail, bytes);
  // A first doubt is always looked at again.
  if (outcome.in_doubt && !(late && *again)) return leave_in_doubt(desk, mail);
  auto reported = report_outcome(desk, leased, outcome, late);
  client->quit();  // only now: while the server takes its time the mail is recorded
  return reported;
}

}  // namespace

Result<bool> release_one(const Desk& desk) {
  const std::int64_t until = desk.lease_end();
  const auto mail = desk.holds().take_release(desk.owner, desk.now(), until);
  if (!mail) return fail(mail.error());
  if (!*mail) return false;
  const Leased leased{**mail, until};
  const auto original = read_original(desk, **mail);
  if (!original) return wait_or_refuse(desk, leased);
  if (original->damaged || !places_fit(**mail, original->bytes.size())) {
    return refuse_damaged(desk, leased);
  }
  return attempt(desk, leased, released_mail(**mail, original->bytes, desk.host));
}

}  // namespace milter
