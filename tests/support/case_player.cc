// Tested by every case, and against real MTAs by the same files.
#include "tests/support/case_player.h"

#include <map>

#include "milter/base/text.h"
#include "milter/hold/hold_store.h"
#include "milter/hold/spool.h"
#include "milter/judge/load.h"
#include "milter/judge/partner_file.h"
#include "milter/memory/memory.h"
#include "milter/store/database.h"
#include "tests/ops/folder.h"
#include "tests/support/extract_service.h"
#include "tests/support/zone_resolver.h"

namespace milter::testing {
namespace {

constexpr std::size_t kBodyPiece = 65'535;  // MILTER_CHUNK_SIZE of the protocol

// The real one, where a configuration has attachments read; its socket is this run's.
std::shared_ptr<const Snapshot> with_extract(std::shared_ptr<const Snapshot> snapshot) {
  if (snapshot->config.extract_socket.empty()) return snapshot;
  static const ExtractService service(SEKIMORI_EXTRACT);
  Config config = snapshot->config;
  config.extract_socket = service.socket();
  return make_snapshot(config, read_partners(config.partners_file, config).value()).value();
}

std::shared_ptr<const Snapshot> snapshot_of(const std::string& file) {
  static std::map<std::string, std::shared_ptr<const Snapshot>> loaded;
  auto& snapshot = loaded[file];
  if (snapshot) return snapshot;
  const auto fresh = load_snapshot(file, Tables::kReadOnly);
  if (!fresh) throw CaseError(to_string(fresh.error().front()));
  snapshot = with_extract(*fresh);
  return snapshot;
}

bool is_fold(std::string_view rest) {
  return !rest.empty() && (rest.front() == ' ' || rest.front() == '\t');
}

// The end of the field that begins `rest`, with its folds and its line end; 0 if none begins here.
std::size_t field_end(std::string_view rest) {
  const auto colon = rest.find_first_of(": \t\r\n");
  if (colon == 0 || colon == std::string_view::npos || rest[colon] != ':') return 0;
  std::size_t end = 0;
  do {
    const auto line = rest.find("\r\n", end);
    end = line == std::string_view::npos ? rest.size() : line + 2;
  } while (is_fold(rest.substr(end)));
  return end;
}

void hand_over_field(Transaction& transaction, std::string_view field) {
  const auto colon = field.find(':');
  std::string_view value = field.substr(colon + 1);
  if (value.ends_with("\r\n")) value.remove_suffix(2);
  transaction.on_header(field.substr(0, colon), replace_all(value, "\r\n", "\n"));
}

// "<a@b.example> RET=HDRS" in its two halves.
std::pair<std::string, std::string> halves(const std::string& line) {
  const auto end = line.rfind('>') + 1;
  return {line.substr(0, end), std::string(trim(std::string_view(line).substr(end)))};
}

void begin(Transaction& transaction, const Case& one) {
  transaction.on_connect(one.client_address, one.client_name);
  transaction.on_helo(one.helo);
  const auto [sender, sender_parameters] = halves(one.mail_from);
  transaction.set_auth_user(one.auth);
  transaction.set_daemon_name(one.daemon);
  transaction.on_mail(sender, sender_parameters);
  for (const std::string& recipient : one.recipients) {
    const auto [path, parameters] = halves(recipient);
    transaction.on_rcpt(path, parameters);
  }
}

}  // namespace

Handed hand_over(Transaction& transaction, std::string_view message) {
  Handed handed;
  while (const std::size_t end = field_end(message)) {
    hand_over_field(transaction, message.substr(0, end));
    handed.sent += message.substr(0, end);
    message.remove_prefix(end);
  }
  handed.sent += "\r\n";
  if (message.starts_with("\r\n")) message.remove_prefix(2);
  handed.sent += message;
  handed.after_header = transaction.on_end_of_header();
  if (handed.after_header != Reply::kContinue) return handed;
  for (; !message.empty(); message.remove_prefix(std::min(message.size(), kBodyPiece))) {
    transaction.on_body(message.substr(0, kBodyPiece));
  }
  return handed;
}

namespace {

// The courier puts Received and X-Sekimori-Hold on top; what is compared stands below.
std::string without_trace(const std::string& released, const std::string& id) {
  const std::string last = "X-Sekimori-Hold: " + id + "\r\n";
  const auto at = released.find(last);
  if (at == std::string::npos) throw CaseError("released without a trace");
  return released.substr(at + last.size());
}

template <class T>
T must(Result<T> result) {
  if (!result) throw CaseError(result.error().what);
  return std::move(*result);
}

// What became of a mail in custody, and what the sender decides about it.
void decide(const Case& one, const std::string& store, const std::string& spool, Played& played) {
  const auto database = must(open_database(store, Sync::kFull));
  HoldStore holds(*database);
  const std::string id = played.outcome.judgement->hold_id;
  const std::int64_t now = must(holds.find(id)).value().created + 1;
  if (one.cancel && must(holds.cancel(id, "case", now)) != Moved::kDone) {
    throw CaseError("it cannot be cancelled");
  }
  const bool released = !one.decisions.empty();
  if (released && must(holds.choose(id, one.decisions, "case", now)) != Moved::kDone) {
    throw CaseError("these choices do not release it");
  }
  played.held = must(holds.find(id));
  const std::string bytes = must(Spool(spool).read(id));
  if (bytes != played.sent) throw CaseError("the spool holds other bytes than were sent");
  if (!released) return;
  played.delivered = without_trace(released_mail(*played.held, bytes, "gw.example"), id);
  played.onward = envelope_after(*played.held);
}

// The field that we wrote on top.
std::string without_results(const std::string& mail, const AuthenticationRules& ours) {
  const std::string start = "Authentication-Results: " + ours.authserv_id + ";";
  return mail.starts_with(start) ? mail.substr(field_end(mail)) : mail;
}

}  // namespace

Played play(const Case& one) {
  const auto snapshot = snapshot_of(one.config_file());
  const auto memory = Memory::open("sqlite::memory:", Memory::Writes::kImmediate);
  const SystemClock clock;
  const Folder folder;
  const std::string store = "sqlite:" + folder.path("holds.db"), spool = folder.path("spool");
  if (auto made = Spool(spool).prepare(); !made) throw CaseError(made.error().what);
  Custody custody(spool, store);
  ZoneResolver dns(one.dns);
  const Services services{.snapshot = [&] { return snapshot; },
                          .memory = memory->get(),
                          .custody = &custody,
                          .clock = &clock,
                          .resolver = &dns};
  Transaction transaction(services);
  begin(transaction, one);
  Handed handed = hand_over(transaction, one.message);
  Played played;
  played.sent = std::move(handed.sent);
  played.read_whole = handed.after_header == Reply::kContinue;
  if (played.read_whole) played.outcome = transaction.on_end_of_message();
  const Reply reply = played.outcome.reply;
  played.reply = reply == Reply::kAccept || reply == Reply::kDiscard ? "250" : played.outcome.text;
  if (reply == Reply::kAccept) {
    const std::string mail = apply_edits(RawMessage::parse(played.sent), played.outcome.edits);
    played.delivered = one.has_dns ? mail : without_results(mail, snapshot->authentication);
  }
  if (reply == Reply::kDiscard) decide(one, store, spool, played);
  return played;
}

}  // namespace milter::testing
