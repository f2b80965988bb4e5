// Held mails in the store: rows by compare-and-swap, leases for whoever works on one.
//
//   HoldStore holds(*database);
//   auto moved = holds.choose(id, {{"sato@gmai.example", Choice::kCorrect, "sato@gmail.example"}},
//                             "yamada@asagiri.example", now);
//   if (moved && *moved == Moved::kTooLate) show(holds.find(id));   // someone was first
//
// One object belongs to one thread and one Database, opened with Sync::kFull: what a call answered
// is on disk. Times are seconds since 1970, UTC. Errors are the Database's; a row that does not fit
// its types is kPermanent.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "milter/base/result.h"
#include "milter/hold/held_mail.h"
#include "milter/store/database.h"

namespace milter {

// The bytes of a cancelled or returned mail stay so long: a wrong cancel can be had back by the
// administrator, and so can a mail whose return bounced, for nobody hears of it (null sender,
// RFC 5321 4.5.5).
inline constexpr std::chrono::hours kKeepEnded{7 * 24};

struct Decision {
  std::string address;  // HeldRecipient::address
  Choice choice = Choice::kNone;
  std::string corrected;  // of kCorrect: must be an address with a domain
};

enum class Moved : std::uint8_t {
  kDone,
  kTooLate,     // the row has left the state that this move starts from
  kIncomplete,  // a doubtful recipient without a choice, or a choice that fits no recipient
  kUnknown,     // no such hold
};

// A notice that is to be mailed to the sender. Append only: the words are stored.
enum class NoticeKind : std::uint8_t {
  kAsk,       // "we hold your mail, please choose"
  kRefused,   // the return port refused some recipients; original attached
  kReturned,  // not sent; original attached
};
std::string_view word(NoticeKind kind);
std::optional<NoticeKind> notice_kind(std::string_view word);

struct NoticeJob {
  std::string hold;
  NoticeKind kind = NoticeKind::kAsk;
  int attempts = 0;  // before this one
};

struct DeliveryReport {
  std::string address;  // HeldRecipient::address
  Delivery delivery = Delivery::kPending;
  std::string reply;
};

class HoldStore {
 public:
  explicit HoldStore(Database& database) : database_(&database) {}

  // A new row, its recipients, places, attachments and the request for a kAsk notice: all or
  // nothing. If a hold with the same fingerprint is still kHeld, nothing is written and its id
  // comes back; if one has gone out, or perhaps, within kResendMemory, the new one is
  // maybe_duplicate. One that was cancelled or returned went to nobody.
  Result<std::string> insert(const HeldMail& mail);
  // A hold with this fingerprint has left kHeld within kResendMemory before mail.created.
  Result<bool> came_before(const HeldMail& mail);
  // After an insert that ended in an error, on a connection opened anew: SQLite may have written
  // the row before the sync failed, and would find it again after a crash. Once this is done there
  // is no such row.
  Result<void> withdraw(const std::string& id);

  Result<std::optional<HeldMail>> find(const std::string& id);
  // Oldest first, each as it is when its turn comes. A row that does not fit its types is put into
  // `unreadable` and the others are listed; without `unreadable` it is an error.
  Result<std::vector<HeldMail>> list(bool with_final, std::vector<Error>* unreadable = nullptr);

  // kHeld -> kReleasing. Every doubtful recipient needs a decision, one; others may have kDrop. To
  // drop everybody is to cancel, and kIncomplete here. Records each kKeep as confirmed by the
  // mail's sender (memory/confirmed.h). `by`: "page <client>" or "admin:<login>".
  Result<Moved> choose(const std::string& id, const std::vector<Decision>& decisions,
                       const std::string& by, std::int64_t now);
  Result<Moved> cancel(const std::string& id, const std::string& by, std::int64_t now);

  // --- for the courier ---
  // kHeld rows whose time is over -> kReturning with a kReturned notice; at most `limit` a call, so
  // that a clock that jumped does not return everything at once. Answers the ids. changed_by
  // becomes "expiry".
  Result<std::vector<std::string>> expire(std::int64_t now, std::size_t limit);
  // A kReleasing row that is due and that nobody works on; leased to `owner` until `until`. If an
  // earlier attempt never reported, it is maybe_duplicate from now on. A row that does not fit its
  // types is an error and stays leased: the next call gives another.
  Result<std::optional<HeldMail>> take_release(const std::string& owner, std::int64_t now,
                                               std::int64_t until);
  // Before the bytes go out. True if the attempt before it never reported. kTemporary if the lease
  // is another's by now: do not send.
  Result<bool> begin_attempt(const std::string& id, const std::string& owner);
  // After it: what became of each recipient named. Nothing pending -> kReleased, or kReturning
  // (with its notice; changed_by "return port") if every recipient was refused; some refused -> a
  // kRefused notice. Else due again at `next_try`. Ends the lease. Dropped recipients do not count.
  Result<HoldState> report(const std::string& id, const std::string& owner,
                           const std::vector<DeliveryReport>& deliveries, std::int64_t now,
                           std::int64_t next_try);

  // After an attempt without answer: due again at `next_try`, and still unreported. Ends the lease.
  Result<void> put_off(const std::string& id, const std::string& owner, std::int64_t next_try);

  // A due notice, leased as above.
  Result<std::optional<NoticeJob>> take_notice(const std::string& owner, std::int64_t now,
                                               std::int64_t until);
  // Sent: a kReturned one moves its hold to kReturned in the same transaction.
  Result<void> notice_sent(const NoticeJob& job, std::int64_t now);
  Result<void> notice_failed(const NoticeJob& job, std::int64_t next_try);

  // Whose leases there are, and an end to those of an owner that is known to be dead: his jobs are
  // due at once. An attempt he had begun stays unreported.
  Result<std::vector<std::string>> lease_owners();
  Result<void> end_leases(const std::string& owner);

  // Final holds without open notices whose bytes need not stay: a released one's at once, any
  // other's kKeepEnded after its end. And the note that they are gone.
  Result<std::vector<std::string>> removable(std::int64_t now);
  Result<void> removed(const std::string& id);
  // Never removable: a notice goes out without the whole original, so nobody else has it.
  Result<void> keep_bytes(const std::string& id);

 private:
  Database* database_;
};

}  // namespace milter
