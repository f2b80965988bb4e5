// Both clocks, patience at the gate and the deadline of the message, start when the whole message
// is there: until then the client sets the pace. Authentication waits for DNS before the gate: a
// slow name server must not take the places of mail that could be judged. Tested by
// transaction_test.cc and by the .case files.
#include "milter/session/transaction.h"

#include <algorithm>

#include "milter/base/text.h"
#include "milter/judge/authentication_facts.h"
#include "milter/judge/direction.h"
#include "milter/judge/verdict_json.h"
#include "milter/ops/log.h"
#include "milter/session/reply_text.h"

namespace milter {
namespace {

// Gives the place at the gate back on every way out.
class Place {
 public:
  Place(JudgingGate* gate, std::chrono::milliseconds patience)
      : gate_(gate), taken_(gate == nullptr || gate->try_acquire_for(patience)) {}
  ~Place() {
    if (gate_ != nullptr && taken_) gate_->release();
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  bool taken() const { return taken_; }

 private:
  JudgingGate* gate_;
  bool taken_;
};

}  // namespace

void Transaction::on_connect(std::string_view address, std::string_view name) {
  finish();
  lost_step_ = false;
  envelope_ = Envelope{};
  envelope_.client_address = address;
  envelope_.client_name = name;
}

void Transaction::on_mail(std::string_view path, std::string_view parameters) {
  finish();
  open_ = true;
  if (services_.open_transactions != nullptr) ++*services_.open_transactions;
  snapshot_ = services_.snapshot();
  raw_ = std::make_shared<RawMessage>();
  envelope_.mail_from = {std::string(path), std::string(parameters)};
  begin_authentication();
}

bool Transaction::is_inbound() const {
  return direction_of(envelope_, *snapshot_) == rules::Direction::kInbound;
}

void Transaction::begin_authentication() {
  if (services_.resolver == nullptr || !is_inbound()) return;
  const bool by_gateway = in_networks(envelope_.client_address, snapshot_->inbound_gateways);
  authentication_.emplace(
      *services_.resolver, snapshot_->authentication, *services_.clock,
      AuthenticationSource{{envelope_.client_address, envelope_.helo, envelope_.mail_from.address},
                           by_gateway});
}

void Transaction::on_rcpt(std::string_view path, std::string_view parameters) {
  if (envelope_.rcpt_to.size() >= limits::kMaxRecipients) {
    envelope_.more_recipients = true;
    return;
  }
  envelope_.rcpt_to.push_back({std::string(path), std::string(parameters)});
}

void Transaction::on_header(std::string_view name, std::string_view value) {
  if (raw_) raw_->add_field(name, value);
}

Reply Transaction::on_end_of_header() {
  if (lost_step_) return Reply::kTempFail;
  if (!raw_) return Reply::kContinue;
  raw_->end_header();
  const AuthenticationState authentication = read_header();
  const Judge judge(*snapshot_, services_.memory, *services_.clock);
  if (judge.needs(envelope_, *raw_, authentication) == rules::Need::kHeader) {
    remember(judge.judge_header(envelope_, *raw_, authentication.found));
  } else if (!is_own_release()) {
    return Reply::kContinue;
  }
  finish();
  return Reply::kAccept;
}

// The MTA may have told only now that the client is one of ours.
AuthenticationState Transaction::read_header() {
  header_ended_ = true;
  if (authentication_ && !is_inbound()) authentication_.reset();
  if (!authentication_) return {};
  authentication_->end_of_header(*raw_, author_domains(milter::read_header(*raw_)));
  const auto& said = authentication_->gateway_says();
  return {said ? &*said : nullptr, !said};
}

std::optional<Authentication> Transaction::finish_authentication(const Deadline& deadline) {
  if (!authentication_ || !header_ended_) return std::nullopt;
  return authentication_->finish(
      Deadline(*services_.clock,
               std::min<std::chrono::milliseconds>(deadline.left(), limits::kAuthenticationTime)));
}

// A return port that leads back to us would have its mail held again for ever: it passes, once, for
// after that its hold is released, and somebody is to mend the port. The field alone proves
// nothing: the sender of a held mail knows its id.
bool Transaction::is_own_release() const {
  const auto fields = raw_->find("X-Sekimori-Hold");
  if (fields.empty() || services_.custody == nullptr) return false;
  if (is_inbound()) return false;
  const std::string id(trim(raw_->value(*fields.front())));
  if (!services_.custody->is_release(id, envelope_).value_or(false)) return false;
  log_warning("hold.returned_to_us", {{"hold", id}, {"cause", "the return port uses this milter"}});
  return true;
}

void Transaction::on_body(std::string_view piece) {
  if (raw_) raw_->add_body(piece);
  if (authentication_ && header_ended_) authentication_->body(piece);
}

Outcome Transaction::on_end_of_message() {
  if (lost_step_) return {Reply::kTempFail, "451 4.3.0 The message could not be read", {}, {}};
  if (!raw_) return {Reply::kTempFail, "451 4.3.0 No message was begun", {}, {}};
  Deadline whole(*services_.clock, limits::kMessageDeadline);
  const auto authentication = finish_authentication(whole);
  const auto left = whole.left();
  const Place place(services_.gate, services_.patience);
  if (!place.taken())
    return {Reply::kTempFail, "451 4.3.2 Too busy to inspect this message", {}, {}};
  // Time spent waiting for the gate is the server's, not the message's.
  const Deadline deadline(*services_.clock, left);
  const Judge judge(*snapshot_, services_.memory, *services_.clock);
  Judgement judgement =
      judge.judge(envelope_, raw_, deadline, authentication ? &*authentication : nullptr);
  ask_again_if_repeated(deadline, judgement);
  Outcome outcome = answer(judgement);
  remember(judgement);
  outcome.judgement = std::move(judgement);
  finish();
  return outcome;
}

// Held, confirmed and on its way already, but the client never heard our 250 and sends it again
// (RFC 1047): what it confirmed must not let the second copy through unseen. A judge without memory
// knows of no confirmation.
void Transaction::ask_again_if_repeated(const Deadline& deadline, Judgement& judgement) const {
  const auto& findings = judgement.verdict.findings;
  const bool confirmed = std::any_of(findings.begin(), findings.end(), [](const auto& finding) {
    return finding.code == "recipient.confirmed";
  });
  if (!confirmed || judgement.held || services_.custody == nullptr || raw_->truncated()) return;
  Judgement unconfirmed =
      Judge(*snapshot_, nullptr, *services_.clock).judge(envelope_, raw_, deadline);
  if (!unconfirmed.held) return;
  if (services_.custody->came_before(*unconfirmed.held, raw_->bytes()).value_or(false)) {
    judgement = std::move(unconfirmed);
  }
}

Outcome Transaction::answer(Judgement& judgement) const {
  const auto* reject = rules::find_action<rules::Reject>(judgement.verdict);
  if (reject != nullptr && !judgement.monitor) {
    return {Reply::kReject, reply_text("550 " + reject->text), {}, {}};
  }
  if (judgement.held) return hold(judgement);
  return {Reply::kAccept, "", judgement.edits, {}};
}

// Custody before 250: whatever fails, the client keeps its mail.
Outcome Transaction::hold(Judgement& judgement) const {
  HeldMail mail = std::move(*judgement.held);
  judgement.held.reset();
  judgement.hold_id.clear();
  if (raw_->truncated()) {
    const auto& doubt = rules::find_action<rules::Hold>(judgement.verdict)->recipients.front();
    return {Reply::kReject,
            reply_text("552 5.3.4 Too big to be held, and " + doubt.address +
                       " may be a slip: its domain is not " + doubt.of),
            {},
            {}};
  }
  const Result<std::string> id =
      services_.custody == nullptr
          ? Result<std::string>(fail(Error::Kind::kInternal, "there is no custody"))
          : services_.custody->take(std::move(mail), raw_->bytes());
  if (!id) {
    log_error("hold.failed", {{"id", judgement.id}, {"cause", id.error().what}});
    return {Reply::kTempFail, "451 4.3.1 The message could not be kept for confirmation", {}, {}};
  }
  judgement.hold_id = *id;
  return {Reply::kDiscard, "", {}, {}};
}

void Transaction::remember(const Judgement& judgement) const {
  log_verdict(judgement, envelope_);
  if (services_.memory == nullptr) return;
  services_.memory->record(
      {judgement.contacts, verdict_row(judgement, envelope_), judgement.sighting});
}

void Transaction::finish() noexcept {
  if (open_ && services_.open_transactions != nullptr) --*services_.open_transactions;
  open_ = header_ended_ = false;
  authentication_.reset();
  raw_.reset();
  snapshot_.reset();
  envelope_.rcpt_to.clear();
  envelope_.more_recipients = false;
  envelope_.queue_id.clear();
}

}  // namespace milter
