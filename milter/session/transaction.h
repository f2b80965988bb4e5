// One SMTP connection as a mail filter sees it, MTA-neutral: callbacks in, replies and edits out.
// No type of libmilter is in sight, so tests drive it without a socket.
//
//   Transaction t(services);
//   t.on_connect("203.0.113.9", "mx.example");
//   t.on_mail("<a@b.example>", "");  t.on_rcpt("<keiri@asagiri.example>", "");
//   t.on_header("From", " a@b.example");  t.on_end_of_header();
//   t.on_body("Hello\r\n");
//   Outcome outcome = t.on_end_of_message();
//
// Several messages may follow each other on one connection; on_mail() begins the next. A
// Transaction belongs to one connection and is called by one thread at a time, not always the same
// one. Services must outlive it.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>

#include "milter/act/edits.h"
#include "milter/auth/authenticate.h"
#include "milter/base/clock.h"
#include "milter/base/envelope.h"
#include "milter/base/limits.h"
#include "milter/hold/custody.h"
#include "milter/judge/judge.h"
#include "milter/judge/snapshot.h"
#include "milter/mail/raw_message.h"
#include "milter/memory/memory.h"

namespace milter {

// Simultaneous judging in one process: beyond it a message waits, then is deferred.
inline constexpr std::ptrdiff_t kMaxJudging = 1024;
using JudgingGate = std::counting_semaphore<kMaxJudging>;

struct Services {
  std::function<std::shared_ptr<const Snapshot>()> snapshot;  // the one in force now
  Memory* memory = nullptr;                                   // null: could not be opened
  Custody* custody = nullptr;  // null: mail that must be held is deferred
  const Clock* clock = nullptr;
  JudgingGate* gate = nullptr;
  std::atomic<int>* open_transactions = nullptr;                  // counted for an orderly end
  std::chrono::milliseconds patience = limits::kMessageDeadline;  // at the gate
  Resolver* resolver = nullptr;  // null: authentication is not looked at
};

// kDiscard: the MTA says 250 and forgets the mail, which is now in our custody.
enum class Reply : std::uint8_t { kContinue, kAccept, kTempFail, kReject, kDiscard };

struct Outcome {
  Reply reply = Reply::kAccept;
  std::string text;  // with kTempFail and kReject: "451 4.3.2 …", one ASCII line
  Edits edits;
  std::optional<Judgement> judgement;  // for the log, the store and tests
};

class Transaction {
 public:
  explicit Transaction(const Services& services) : services_(services) {}
  ~Transaction() { finish(); }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void on_connect(std::string_view address, std::string_view name);
  void on_helo(std::string_view name) { envelope_.helo = name; }
  // Begins a message; what a former one left is dropped. What the MTA tells by macros should be set
  // before: it says whether the mail is inbound, and the sender's DNS is asked at once if it is.
  void on_mail(std::string_view path, std::string_view parameters);
  void on_rcpt(std::string_view path, std::string_view parameters);
  void on_header(std::string_view name, std::string_view value);
  Reply on_end_of_header();  // kAccept: the body is not needed; kTempFail
  void on_body(std::string_view piece);
  Outcome on_end_of_message();
  void on_abort() { finish(); }
  // A call failed whose reply the MTA does not read: what came of it, a recipient perhaps, is
  // missing. This connection's mails are deferred from now on; the client will open another.
  void on_lost_step() { lost_step_ = true; }

  // What the MTA tells by macros, whenever it does.
  void set_auth_user(std::string_view user) { envelope_.auth_user = user; }
  void set_daemon_name(std::string_view name) { envelope_.daemon_name = name; }
  void set_queue_id(std::string_view id) { envelope_.queue_id = id; }

  const Envelope& envelope() const { return envelope_; }

 private:
  void finish() noexcept;
  bool is_inbound() const;
  void begin_authentication();
  AuthenticationState read_header();
  std::optional<Authentication> finish_authentication(const Deadline& deadline);
  void remember(const Judgement& judgement) const;
  bool is_own_release() const;
  void ask_again_if_repeated(const Deadline& deadline, Judgement& judgement) const;
  Outcome answer(Judgement& judgement) const;
  Outcome hold(Judgement& judgement) const;

  const Services services_;
  Envelope envelope_;
  std::shared_ptr<const Snapshot> snapshot_;  // kept for the whole message
  std::shared_ptr<RawMessage> raw_;
  std::optional<MailAuthentication> authentication_;  // of inbound mail
  bool header_ended_ = false;
  bool open_ = false;
  bool lost_step_ = false;
};

}  // namespace milter
