// What milter, page and admin do; the courier's half is hold_queue.cc. A question and the move that
// depends on it stand in one write transaction, so nobody can come between. Tested by
// hold_store_test.cc and, with eight processes at one mail, hold_races_test.cc.
#include "milter/hold/hold_store.h"

#include <algorithm>
#include <chrono>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/hold/hold_moves.h"
#include "milter/hold/hold_rows.h"
#include "milter/memory/confirmed.h"

namespace milter {
namespace {

constexpr std::size_t kMaxAddress = 254;  // RFC 5321 4.5.3.1.3, less the brackets

// It will stand in RCPT TO:<...>: nothing that could end it or begin another command.
bool is_address(std::string_view text) {
  constexpr std::string_view kSpecials = " <>()[]\\,;:\"\x7F";
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == text.size()) return false;
  return text.size() <= kMaxAddress && text.find('@') == at &&
         std::none_of(text.begin(), text.end(), [&](char c) {
           return static_cast<unsigned char>(c) < 0x20 ||
                  kSpecials.find(c) != std::string_view::npos;
         });
}

const Decision* decision_on(const HeldRecipient& recipient,
                            const std::vector<Decision>& decisions) {
  const auto found = std::find_if(decisions.begin(), decisions.end(), [&](const Decision& one) {
    return one.address == recipient.address;
  });
  return found == decisions.end() ? nullptr : &*found;
}

bool is_allowed(const Decision& decision, const HeldRecipient& recipient) {
  switch (decision.choice) {
    case Choice::kNone:
      return !recipient.doubtful;
    case Choice::kDrop:
      return true;
    case Choice::kKeep:
      return recipient.doubtful;
    case Choice::kCorrect:
      return recipient.doubtful && is_address(decision.corrected);
  }
  return false;
}

bool is_of(const Decision& decision, const HeldMail& mail) {
  return std::any_of(mail.recipients.begin(), mail.recipients.end(),
                     [&](const HeldRecipient& one) { return one.address == decision.address; });
}

bool is_said_once(const Decision& decision, const std::vector<Decision>& decisions) {
  return std::count_if(decisions.begin(), decisions.end(),
                       [&](const Decision& one) { return one.address == decision.address; }) == 1;
}

// Every doubt is settled, every decision has its recipient, and somebody is left to send to.
bool is_complete(const HeldMail& mail, const std::vector<Decision>& decisions) {
  for (const Decision& decision : decisions) {
    if (!is_of(decision, mail) || !is_said_once(decision, decisions)) return false;
  }
  bool anyone = false;
  for (const HeldRecipient& recipient : mail.recipients) {
    const Decision* decision = decision_on(recipient, decisions);
    if (decision == nullptr ? recipient.doubtful : !is_allowed(*decision, recipient)) return false;
    anyone = anyone || decision == nullptr || decision->choice != Choice::kDrop;
  }
  return anyone;
}

Result<void> record(Statements& statements, const HeldMail& mail, const Decision& decision,
                    std::int64_t now) {
  const std::string corrected =
      decision.choice == Choice::kCorrect ? decision.corrected : std::string();
  auto done = statements.run(
      "UPDATE hold_recipient SET choice = ?, corrected = ? WHERE hold_id = ? AND address = ?",
      {std::string(word(decision.choice)), corrected, mail.id, decision.address});
  if (!done || decision.choice != Choice::kKeep) return done;
  return confirm(statements, mail.sender, ascii_lower(decision.address), now);
}

// An earlier hold of the same mail: still kHeld, or gone out lately.
// What is known of the same mail from before.
struct Earlier {
  std::string held;      // the id of one that is still held
  bool decided = false;  // one has left kHeld within kResendMemory
  bool sent = false;     // ... and has gone out, or perhaps
};

// One that came back may have reached somebody if an answer to it was lost.
constexpr const char* kFindDecided =
    "SELECT CASE WHEN state IN ('releasing', 'released') OR "
    "(state IN ('returning', 'returned') AND maybe_duplicate = 1) THEN 'sent' ELSE 'unsent' END "
    "FROM hold WHERE fingerprint = ? AND changed >= ? AND state <> 'held'";

Result<Earlier> find_earlier(Statements& statements, const HeldMail& mail) {
  Earlier earlier;
  if (mail.fingerprint.empty()) return earlier;
  const std::string held(word(HoldState::kHeld));
  const auto same =
      text_column(statements, "SELECT id FROM hold WHERE fingerprint = ? AND state = ?",
                  {mail.fingerprint, held});
  if (!same) return fail(same.error());
  if (!same->empty()) earlier.held = same->front();
  const std::int64_t since = mail.created - std::chrono::seconds(limits::kResendMemory).count();
  const auto decided = text_column(statements, kFindDecided, {mail.fingerprint, since});
  if (!decided) return fail(decided.error());
  earlier.decided = !decided->empty();
  earlier.sent = std::find(decided->begin(), decided->end(), "sent") != decided->end();
  return earlier;
}

Result<void> insert_new(Statements& statements, HeldMail mail, bool came_before) {
  mail.state = HoldState::kHeld;
  mail.maybe_duplicate = mail.maybe_duplicate || came_before;
  if (auto done = insert_rows(statements, mail); !done) return done;
  return request_notice(statements, mail.id, NoticeKind::kAsk, mail.created);
}

}  // namespace

Result<std::string> HoldStore::insert(const HeldMail& mail) {
  if (mail.envelope.more_recipients) {
    return fail(Error::Kind::kLimit,
                "kMaxRecipients: a mail whose recipients are not all known cannot be held");
  }
  std::string id = mail.id;
  auto done = database_->write([&](Statements& statements) -> Result<void> {
    const auto earlier = find_earlier(statements, mail);
    if (!earlier) return fail(earlier.error());
    if (earlier->held.empty()) return insert_new(statements, mail, earlier->sent);
    id = earlier->held;
    return {};
  });
  if (!done) return fail(done.error());
  return id;
}

Result<bool> HoldStore::came_before(const HeldMail& mail) {
  bool decided = false;
  auto done = database_->write([&](Statements& statements) -> Result<void> {
    return find_earlier(statements, mail).map([&](const Earlier& earlier) {
      decided = earlier.decided;
    });
  });
  if (!done) return fail(done.error());
  return decided;
}

Result<void> HoldStore::withdraw(const std::string& id) {
  return database_->write([&](Statements& statements) -> Result<void> {
    auto done = statements.run("DELETE FROM hold WHERE id = ? AND state = ?",
                               {id, std::string(word(HoldState::kHeld))});
    // Something new is written in any case: it takes the place of the failed transaction in the
    // log. (A row that is set to what it has writes nothing.)
    if (done) {
      done = statements.run(
          "INSERT INTO meta (name, value) VALUES ('withdrawn', ?) "
          "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
          {id});
    }
    if (!done) return done;
    const auto left = text_column(statements, "SELECT id FROM hold WHERE id = ?", {id});
    if (!left) return fail(left.error());
    if (!left->empty()) return fail(Error::Kind::kInternal, "hold " + id + ": is worked on");
    return {};
  });
}

Result<std::optional<HeldMail>> HoldStore::find(const std::string& id) {
  std::optional<HeldMail> mail;
  // Four questions, one answer: without a transaction a move could come between them.
  auto done = database_->write([&](Statements& statements) -> Result<void> {
    auto found = load_hold(statements, id);
    if (!found) return fail(found.error());
    mail = std::move(*found);
    return {};
  });
  if (!done) return fail(done.error());
  return mail;
}

// A transaction for each mail: one for all would keep every writer waiting.
Result<std::vector<HeldMail>> HoldStore::list(bool with_final, std::vector<Error>* unreadable) {
  const auto ids = text_column(
      *database_,
      with_final ? "SELECT id FROM hold ORDER BY created, id"
                 : "SELECT id FROM hold WHERE state NOT IN ('released', 'cancelled', 'returned') "
                   "ORDER BY created, id",
      {});
  if (!ids) return fail(ids.error());
  std::vector<HeldMail> mails;
  for (const std::string& id : *ids) {
    auto found = find(id);
    if (found && *found) mails.push_back(std::move(**found));
    if (found) continue;
    if (unreadable == nullptr || found.error().kind != Error::Kind::kPermanent) {
      return fail(found.error());
    }
    unreadable->push_back(found.error());
  }
  return mails;
}

Result<Moved> HoldStore::choose(const std::string& id, const std::vector<Decision>& decisions,
                                const std::string& by, std::int64_t now) {
  Moved outcome = Moved::kUnknown;
  auto done = database_->write([&](Statements& statements) -> Result<void> {
    const auto mail = load_hold(statements, id);
    if (!mail) return fail(mail.error());
    if (!mail->has_value()) return {};
    outcome = Moved::kTooLate;
    if ((*mail)->state != HoldState::kHeld) return {};
    outcome = Moved::kIncomplete;
    if (!is_complete(**mail, decisions)) return {};
    for (const Decision& decision : decisions) {
      if (auto recorded = record(statements, **mail, decision, now); !recorded) return recorded;
    }
    outcome = Moved::kDone;
    return move_hold(statements, id, {HoldState::kHeld, HoldState::kReleasing}, by, now)
        .map([](bool) {});
  });
  if (!done) return fail(done.error());
  return outcome;
}

Result<Moved> HoldStore::cancel(const std::string& id, const std::string& by, std::int64_t now) {
  Moved outcome = Moved::kUnknown;
  auto done = database_->write([&](Statements& statements) -> Result<void> {
    const auto there = text_column(statements, "SELECT id FROM hold WHERE id = ?", {id});
    if (!there) return fail(there.error());
    if (there->empty()) return {};
    const auto moved =
        move_hold(statements, id, {HoldState::kHeld, HoldState::kCancelled}, by, now);
    if (!moved) return fail(moved.error());
    outcome = *moved ? Moved::kDone : Moved::kTooLate;
    return {};
  });
  if (!done) return fail(done.error());
  return outcome;
}

}  // namespace milter
