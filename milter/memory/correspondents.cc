// One row a pair of addresses, with counters: an upsert adds, so several processes can record the
// same pair. Sums over rows answer for the organisation and for a domain. Bounces (no remote
// address) are nobody's mail and are not counted. Tested by correspondents_test.cc.
#include "milter/memory/correspondents.h"

#include "milter/base/text.h"

namespace milter {
namespace {

// Portable to PostgreSQL, which has no two-valued min(): CASE instead.
constexpr std::string_view kUpsert =
    "INSERT INTO correspondent (remote_address, local_address, remote_domain, received, sent, "
    "first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (remote_address, local_address) DO UPDATE SET "
    "received = correspondent.received + excluded.received, "
    "sent = correspondent.sent + excluded.sent, "
    "first_seen = CASE WHEN excluded.first_seen < correspondent.first_seen "
    "THEN excluded.first_seen ELSE correspondent.first_seen END, "
    "last_seen = CASE WHEN excluded.last_seen > correspondent.last_seen "
    "THEN excluded.last_seen ELSE correspondent.last_seen END";

constexpr std::string_view kSums =
    "SELECT CAST(COALESCE(SUM(received), 0) AS BIGINT), CAST(COALESCE(SUM(sent), 0) AS BIGINT), "
    "COALESCE(MIN(first_seen), 0), COALESCE(MAX(last_seen), 0) FROM correspondent WHERE ";

std::string domain_of(std::string_view address) {
  const std::size_t at = address.rfind('@');
  return std::string(at == std::string_view::npos ? "" : address.substr(at + 1));
}

std::int64_t number(const SqlValue& value) {
  const auto* found = std::get_if<std::int64_t>(&value);
  return found == nullptr ? 0 : *found;
}

Result<History> sum(Database& database, const std::string& condition,
                    const std::vector<SqlValue>& values) {
  const auto rows = database.rows(std::string(kSums) + condition, values);
  if (!rows) return fail(rows.error());
  const SqlRow& row = rows->front();
  return History{number(row[0]), number(row[1]), number(row[2]), number(row[3])};
}

Result<void> record_one(Statements& statements, const Contact& contact) {
  const std::string local = ascii_lower(contact.local);
  const std::string remote = ascii_lower(contact.remote);
  if (local.empty() || remote.empty()) return {};
  const std::int64_t received = contact.outbound ? 0 : 1;
  const std::int64_t sent = contact.outbound ? 1 : 0;
  return statements.run(
      kUpsert, {remote, local, domain_of(remote), received, sent, contact.time, contact.time});
}

}  // namespace

Result<History> Correspondents::history(std::string_view local, std::string_view remote) {
  return sum(*database_, "remote_address = ? AND local_address = ?",
             {ascii_lower(remote), ascii_lower(local)});
}

Result<History> Correspondents::history_of_organisation(std::string_view remote) {
  return sum(*database_, "remote_address = ?", {ascii_lower(remote)});
}

Result<History> Correspondents::history_of_domain(std::string_view remote_domain) {
  return sum(*database_, "remote_domain = ?", {ascii_lower(remote_domain)});
}

Result<std::vector<std::string>> Correspondents::domains_written_to() {
  const auto rows = database_->rows(
      "SELECT DISTINCT remote_domain FROM correspondent WHERE sent > 0 ORDER BY remote_domain", {});
  if (!rows) return fail(rows.error());
  std::vector<std::string> domains;
  for (const SqlRow& row : *rows) {
    if (const auto* domain = std::get_if<std::string>(&row[0])) domains.push_back(*domain);
  }
  return domains;
}

Result<void> Correspondents::record(const std::vector<Contact>& contacts) {
  if (contacts.empty()) return {};
  return database_->write([&](Statements& statements) -> Result<void> {
    for (const Contact& contact : contacts) {
      if (auto done = record_one(statements, contact); !done) return done;
    }
    return {};
  });
}

}  // namespace milter
