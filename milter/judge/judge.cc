// The pipeline; between its stages it looks at the deadline. Of outbound mail the recipients are
// judged, whatever became of its text. Tested by judge_test.cc.
#include "milter/judge/judge.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/judge/attachments.h"
#include "milter/judge/direction.h"
#include "milter/judge/habit.h"
#include "milter/judge/held_mail_of.h"
#include "milter/judge/perform.h"
#include "milter/judge/random_id.h"
#include "milter/judge/reading.h"
#include "milter/judge/sighting.h"
#include "milter/mail/message.h"
#include "rules/authentication.h"
#include "rules/judge.h"
#include "rules/texts.h"

namespace milter {
namespace {

using rules::Direction;

std::int64_t seconds(Clock::Time time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

// Who wrote to whom. Inbound: the author to our recipients; outbound: the author to the others.
std::vector<Contact> contacts_of(const Snapshot& snapshot, const Envelope& envelope,
                                 const Header& header, Direction direction, Clock::Time time) {
  std::vector<Contact> contacts;
  if (header.from.empty()) return contacts;
  const std::string author = ascii_lower(header.from.front().address());
  if (author.empty()) return contacts;
  const bool outbound = direction == Direction::kOutbound;
  for (const std::string& recipient : recipient_addresses(envelope)) {
    if (outbound && snapshot.is_own(read_path(recipient).domain)) continue;
    contacts.push_back(
        {outbound ? author : recipient, outbound ? recipient : author, outbound, seconds(time)});
  }
  return contacts;
}

bool is_calm(const rules::Verdict& verdict) {
  return verdict.level == rules::Level::kClear || verdict.level == rules::Level::kNotice;
}

constexpr int kUnenforced = 2;  // the most p=none weighs: rules/README.md, "Failed authentication"

// Doubted for nothing but failing authentication, and asking for nothing: so come the machines and
// services that send in our own name, day after day. Where the domain's owner, we or a partner, has
// such mail refused or put aside, it teaches nothing.
bool comes_unauthenticated_from_us(const rules::Verdict& verdict) {
  const auto& findings = verdict.findings;
  return verdict.decided_by == "identity" &&
         std::none_of(findings.begin(), findings.end(),
                      [](const auto& one) {
                        return one.axis == rules::Axis::kIdentity && one.weight > 0;
                      }) &&
         std::any_of(findings.begin(), findings.end(), [](const auto& one) {
           return one.code == "authentication.own_domain_forged" && one.weight <= kUnenforced;
         });
}

// Only mail that raised no doubt makes its author known; an attacker must not become one by
// writing.
bool may_be_remembered(const rules::Verdict& verdict) {
  return is_calm(verdict) && rules::authentication_weight(verdict.findings) == 0;
}

rules::Facts too_late(rules::Facts facts) {
  facts.unreadable = true;
  facts.reading.push_back(
      {"reading.deadline", rules::Axis::kReading, 2, rules::say("reading.deadline"), {}});
  return facts;
}

Deadline shortened(const Deadline& deadline, const Clock& clock, std::chrono::milliseconds most) {
  return {clock, std::min(deadline.left(), most)};
}

void add_attachments(Attachments inside, rules::Facts& facts) {
  facts.attached = std::move(inside.texts);
  facts.reading.insert(facts.reading.end(), std::make_move_iterator(inside.findings.begin()),
                       std::make_move_iterator(inside.findings.end()));
}

}  // namespace

rules::Direction Judge::direction(const Envelope& envelope) const {
  return forced_ ? *forced_ : direction_of(envelope, *snapshot_);
}

Judgement Judge::start(const Envelope& envelope, const Header& header,
                       const Authentication* authentication) const {
  Judgement judgement;
  judgement.id = random_id();
  judgement.time = clock_->now();
  judgement.direction = direction(envelope);
  judgement.monitor = snapshot_->config.monitor;
  judgement.language = snapshot_->config.language;
  judgement.message_id = header.message_id;
  if (authentication != nullptr) judgement.authentication = *authentication;
  return judgement;
}

rules::Need Judge::needs(const Envelope& envelope, const RawMessage& raw,
                         AuthenticationState authentication) const {
  const Header header = read_header(raw);
  const rules::Facts facts =
      gather_header(*snapshot_, envelope, header, direction(envelope), memory_, authentication);
  const bool forged = has_forged_fields(raw) ||
                      !forged_results(snapshot_->authentication, raw, authentication).empty();
  return rules::needs(facts, forged);
}

Judgement Judge::judge_header(const Envelope& envelope, const RawMessage& raw,
                              const Authentication* authentication) const {
  const Header header = read_header(raw);
  Judgement judgement = start(envelope, header, authentication);
  rules::Facts facts = gather_header(*snapshot_, envelope, header, judgement.direction, memory_,
                                     {authentication, false});
  compare_path(envelope, judgement, facts);
  if (judgement.direction == Direction::kOutbound) {
    judgement.verdict = rules::judge(facts, snapshot_->phrasebook);
  } else {
    judgement.verdict.findings = facts.reading;
  }
  remember(envelope, header, judgement);
  return judgement;
}

// Before judging: the ways by which the author's mail usually comes, and this one's.
void Judge::compare_path(const Envelope& envelope, Judgement& judgement,
                         rules::Facts& facts) const {
  if (!judgement.authentication || !facts.authentication) return;
  const bool by_gateway = in_networks(envelope.client_address, snapshot_->inbound_gateways);
  judgement.sighting =
      sighting_of(*judgement.authentication, *facts.authentication, envelope, by_gateway,
                  snapshot_->authentication.organisational_domain, judgement.time);
  facts.habit = look_up_habit(memory_, judgement.sighting);
}

// After it: what raised a doubt teaches nothing.
void Judge::remember(const Envelope& envelope, const Header& header, Judgement& judgement) const {
  const bool teaches =
      is_calm(judgement.verdict) || comes_unauthenticated_from_us(judgement.verdict);
  if (!teaches) judgement.sighting.reset();
  if (!may_be_remembered(judgement.verdict)) return;
  judgement.contacts =
      contacts_of(*snapshot_, envelope, header, judgement.direction, judgement.time);
}

// Monitor mode lists the action and goes no further.
void Judge::hold(const Envelope& envelope, const Message& message, Judgement& judgement) const {
  if (judgement.monitor || rules::find_action<rules::Hold>(judgement.verdict) == nullptr) return;
  judgement.hold_id = judgement.id;
  judgement.held = held_mail_of(*snapshot_, judgement, envelope, message);
}

Judgement Judge::judge(const Envelope& envelope, std::shared_ptr<const RawMessage> raw,
                       const Deadline& deadline, const Authentication* authentication) const {
  const Message message = read_message(std::move(raw));
  Judgement judgement = start(envelope, message.header, authentication);
  const Direction direction = judgement.direction;
  rules::Facts facts =
      deadline.passed() ? too_late(gather_header(*snapshot_, envelope, message.header, direction,
                                                 memory_, {authentication, false}))
                        : gather(*snapshot_, envelope, message, direction, memory_, authentication);
  if (!facts.unreadable && direction == Direction::kInbound) {
    add_attachments(look_into(snapshot_->config.extract_socket, message,
                              snapshot_->config.extract_socket.empty()
                                  ? deadline
                                  : shortened(deadline, *clock_, limits::kAttachmentsDeadline)),
                    facts);
  }
  if (!facts.unreadable && deadline.passed()) facts = too_late(std::move(facts));
  compare_path(envelope, judgement, facts);
  judgement.verdict = rules::judge(facts, snapshot_->phrasebook);
  remember(envelope, message.header, judgement);
  perform(*snapshot_, message, judgement);
  hold(envelope, message, judgement);
  return judgement;
}

}  // namespace milter
