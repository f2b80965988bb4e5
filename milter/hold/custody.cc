// The order is the promise: bytes, their name, the row, and only then an id. Tested by
// custody_test.cc and, failing each system call in turn, custody_fault_test.cc.
#include "milter/hold/custody.h"

#include <algorithm>

#include "milter/base/digest.h"
#include "milter/hold/hold_store.h"

namespace milter {
namespace {

void append(std::string& text, std::string_view field) {
  text.append(std::to_string(field.size())).append(":").append(field);
}

// Each field with its length before it: no two mails give one text.
std::string fingerprint_of(const HeldMail& mail) {
  if (mail.message_id.empty()) return "";
  std::vector<std::string> recipients;
  for (const HeldRecipient& one : mail.recipients) recipients.push_back(one.path.address);
  std::sort(recipients.begin(), recipients.end());
  std::string text;
  append(text, mail.envelope.auth_user);
  append(text, mail.envelope.mail_from.address);
  append(text, mail.message_id);
  append(text, mail.digest);
  for (const std::string& one : recipients) append(text, one);
  return sha256_hex(text);
}

void describe(HeldMail& mail, std::string_view bytes) {
  mail.digest = sha256_hex(bytes);
  mail.fingerprint = fingerprint_of(mail);
  mail.bytes = bytes.size();
}

// An MTA may hand a path on with or without its brackets.
std::string_view bare(std::string_view path) {
  if (path.starts_with('<')) path.remove_prefix(1);
  if (path.ends_with('>')) path.remove_suffix(1);
  return path;
}

bool is_sent_to(const HeldRecipient& recipient, std::string_view path) {
  if (recipient.choice == Choice::kDrop || recipient.delivery != Delivery::kPending) return false;
  const bool corrected = recipient.choice == Choice::kCorrect;
  return bare(path) == (corrected ? recipient.corrected : bare(recipient.path.address));
}

bool is_sent_by(const HeldMail& mail, const Envelope& envelope) {
  if (envelope.more_recipients || envelope.rcpt_to.empty()) return false;
  if (bare(envelope.mail_from.address) != bare(mail.envelope.mail_from.address)) return false;
  return std::all_of(envelope.rcpt_to.begin(), envelope.rcpt_to.end(), [&](const Path& path) {
    return std::any_of(
        mail.recipients.begin(), mail.recipients.end(),
        [&](const HeldRecipient& recipient) { return is_sent_to(recipient, path.address); });
  });
}

}  // namespace

Result<Database*> Custody::database() {
  if (!database_) {
    auto opened = open_database(store_url_, Sync::kFull);
    if (!opened) return fail(opened.error());
    database_ = std::move(*opened);
  }
  return database_.get();
}

Result<std::string> Custody::insert(const HeldMail& mail) {
  return database().and_then([&](Database* database) { return HoldStore(*database).insert(mail); });
}

Result<void> Custody::withdraw(const std::string& id) {
  // A new connection believes nothing of the failed transaction. One that SQLite opened read-only,
  // because something was short, would stay so: it is not kept.
  database_.reset();
  const auto done =
      database().and_then([&](Database* database) { return HoldStore(*database).withdraw(id); });
  if (!done) database_.reset();
  return done;
}

Result<std::string> Custody::take(HeldMail mail, std::string_view bytes) {
  describe(mail, bytes);
  const std::lock_guard lock(mutex_);
  if (auto kept = spool_.keep(mail.id, bytes); !kept) return fail(kept.error());
  Result<std::string> id = insert(mail);
  if (id && *id == mail.id) return id;
  // Not needed, or not wanted. If the row may still be there, the file stays: a file without a row
  // is swept one day, a row without a file would be a mail lost.
  if (id || withdraw(mail.id)) static_cast<void>(spool_.remove(mail.id));
  return id;
}

Result<bool> Custody::came_before(HeldMail mail, std::string_view bytes) {
  describe(mail, bytes);
  const std::lock_guard lock(mutex_);
  auto before = database().and_then(
      [&](Database* database) { return HoldStore(*database).came_before(mail); });
  if (!before) database_.reset();
  return before;
}

Result<bool> Custody::is_release(const std::string& id, const Envelope& envelope) {
  const std::lock_guard lock(mutex_);
  const auto opened = database();
  if (!opened) return fail(opened.error());
  const auto mail = HoldStore(**opened).find(id);
  if (!mail) database_.reset();
  if (!mail) return fail(mail.error());
  return *mail && (*mail)->state == HoldState::kReleasing && is_sent_by(**mail, envelope);
}

}  // namespace milter
