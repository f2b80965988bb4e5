// One message judged: the same code for the daemon, for `scan` and for `replay`.
//
//   Judge judge(snapshot, memory.get(), clock);
//   if (judge.needs(envelope, raw) == rules::Need::kHeader) ...      // accept, body unread
//   Judgement j = judge.judge(envelope, raw, Deadline(clock, limits::kMessageDeadline), &found);
//
// Authentication is found out by whoever has the mail's client (milter/auth/authenticate.h) and
// only read here; null: it was not looked at.
//
// A Judge is cheap: make one a message. Thread-safe for different messages. `memory` may be null
// ("could not look"); snapshot and clock must outlive the call.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "milter/act/edits.h"
#include "milter/base/clock.h"
#include "milter/base/envelope.h"
#include "milter/hold/held_mail.h"
#include "milter/judge/gather.h"
#include "milter/judge/snapshot.h"
#include "milter/mail/message.h"
#include "milter/mail/raw_message.h"
#include "milter/memory/memory.h"
#include "rules/facts.h"
#include "rules/needs.h"
#include "rules/verdict.h"

namespace milter {

struct Judgement {
  std::string id;  // 16 hexadecimal digits, random
  Clock::Time time;
  rules::Direction direction = rules::Direction::kInbound;
  bool monitor = false;
  Language language = Language::kJapanese;  // of what is put into the mail
  rules::Verdict verdict;
  std::string message_id;
  Edits edits;  // empty in monitor mode
  std::optional<Authentication> authentication;
  std::optional<Sighting> sighting;  // by which way it came, to be remembered
  std::vector<Contact> contacts;     // what is to be remembered of it
  std::string hold_id;               // "" if it is not held; another mail's if it came before
  std::optional<HeldMail> held;      // what is to be kept, until the custody has it
};

class Judge {
 public:
  Judge(const Snapshot& snapshot, Memory* memory, const Clock& clock)
      : snapshot_(&snapshot), memory_(memory), clock_(&clock) {}

  // Instead of the contract's rule: for files, which have no client.
  void force_direction(rules::Direction direction) { forced_ = direction; }

  rules::Direction direction(const Envelope& envelope) const;

  // REQUIRES: the header is complete.
  rules::Need needs(const Envelope& envelope, const RawMessage& raw,
                    AuthenticationState authentication = {}) const;
  // Judged on the header alone: what is remembered of a mail that was accepted unread.
  Judgement judge_header(const Envelope& envelope, const RawMessage& raw,
                         const Authentication* authentication = nullptr) const;
  // Never throws for what a mail contains; after the deadline the level is unknown.
  Judgement judge(const Envelope& envelope, std::shared_ptr<const RawMessage> raw,
                  const Deadline& deadline, const Authentication* authentication = nullptr) const;

 private:
  Judgement start(const Envelope& envelope, const Header& header,
                  const Authentication* authentication) const;
  void compare_path(const Envelope& envelope, Judgement& judgement, rules::Facts& facts) const;
  void remember(const Envelope& envelope, const Header& header, Judgement& judgement) const;
  void hold(const Envelope& envelope, const Message& message, Judgement& judgement) const;

  const Snapshot* snapshot_;
  Memory* memory_;
  const Clock* clock_;
  std::optional<rules::Direction> forced_;
};

}  // namespace milter
