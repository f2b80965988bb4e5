// Runs inside one write transaction, so that of several processes that open a new store at once one
// builds it and the others find it built. Tested by schema_test.cc.
#include "milter/store/schema.h"

#include <charconv>
#include <string>

namespace milter {
namespace {

// meta itself is made outside the steps: the version must be readable before the first of them.
constexpr std::string_view kMeta =
    "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)";
constexpr std::string_view kReadVersion = "SELECT value FROM meta WHERE name = 'schema_version'";
constexpr std::string_view kWriteVersion =
    "INSERT INTO meta (name, value) VALUES ('schema_version', ?) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value";

Migration first_step() {
  return {
      // Remote first in the key: most questions are about one remote address, at any local one.
      "CREATE TABLE correspondent ("
      "remote_address TEXT NOT NULL, local_address TEXT NOT NULL, remote_domain TEXT NOT NULL, "
      "received BIGINT NOT NULL, sent BIGINT NOT NULL, "
      "first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL, "
      "PRIMARY KEY (remote_address, local_address))",
      "CREATE INDEX correspondent_domain ON correspondent (remote_domain)",
      "CREATE TABLE partner ("
      "id TEXT PRIMARY KEY, name TEXT NOT NULL, kana TEXT NOT NULL, english_name TEXT NOT NULL, "
      "phone TEXT NOT NULL, country TEXT NOT NULL, service BIGINT NOT NULL)",
      "CREATE TABLE partner_domain ("
      "domain TEXT PRIMARY KEY, "
      "partner_id TEXT NOT NULL REFERENCES partner (id) ON DELETE CASCADE, "
      "position BIGINT NOT NULL)",
      "CREATE TABLE partner_contact ("
      "partner_id TEXT NOT NULL REFERENCES partner (id) ON DELETE CASCADE, "
      "address TEXT NOT NULL, position BIGINT NOT NULL, "
      "PRIMARY KEY (partner_id, address))",
      "CREATE INDEX partner_domain_partner ON partner_domain (partner_id)",
      "CREATE TABLE verdict ("
      "id TEXT PRIMARY KEY, time BIGINT NOT NULL, level TEXT NOT NULL, "
      "message_id TEXT NOT NULL, json TEXT NOT NULL)",
      "CREATE INDEX verdict_time ON verdict (time)",
      "CREATE INDEX verdict_message_id ON verdict (message_id)",
  };
}

// Held mails: the row moves by compare-and-swap on `state`; `lease_owner` works on it until
// `lease_until`; `sending` is set while an attempt has not reported.
Migration holds_step() {
  return {
      "CREATE TABLE hold ("
      "id TEXT PRIMARY KEY, state TEXT NOT NULL, sender TEXT NOT NULL, "
      "client_address TEXT NOT NULL, client_name TEXT NOT NULL, helo TEXT NOT NULL, "
      "auth_user TEXT NOT NULL, daemon_name TEXT NOT NULL, queue_id TEXT NOT NULL, "
      "mail_from TEXT NOT NULL, mail_parameters TEXT NOT NULL, "
      "created BIGINT NOT NULL, expires BIGINT NOT NULL, "
      "changed BIGINT NOT NULL, changed_by TEXT NOT NULL, "
      "verdict TEXT NOT NULL, digest TEXT NOT NULL, fingerprint TEXT NOT NULL, "
      "bytes BIGINT NOT NULL, maybe_duplicate BIGINT NOT NULL, "
      "subject TEXT NOT NULL, shown_from TEXT NOT NULL, message_id TEXT NOT NULL, "
      "excerpt TEXT NOT NULL, has_html BIGINT NOT NULL, "
      "sending BIGINT NOT NULL, attempts BIGINT NOT NULL, next_try BIGINT NOT NULL, "
      "lease_owner TEXT NOT NULL, lease_until BIGINT NOT NULL, in_spool BIGINT NOT NULL)",
      "CREATE INDEX hold_state ON hold (state, next_try)",
      "CREATE INDEX hold_fingerprint ON hold (fingerprint)",
      "CREATE TABLE hold_recipient ("
      "hold_id TEXT NOT NULL REFERENCES hold (id) ON DELETE CASCADE, position BIGINT NOT NULL, "
      "path TEXT NOT NULL, parameters TEXT NOT NULL, address TEXT NOT NULL, "
      "doubtful BIGINT NOT NULL, reason TEXT NOT NULL, guarded TEXT NOT NULL, "
      "suggestion TEXT NOT NULL, why_ja TEXT NOT NULL, why_en TEXT NOT NULL, "
      "choice TEXT NOT NULL, corrected TEXT NOT NULL, "
      "delivery TEXT NOT NULL, reply TEXT NOT NULL, "
      "PRIMARY KEY (hold_id, position))",
      "CREATE TABLE hold_place ("
      "hold_id TEXT NOT NULL REFERENCES hold (id) ON DELETE CASCADE, position BIGINT NOT NULL, "
      "field_begin BIGINT NOT NULL, field_end BIGINT NOT NULL, "
      "mailbox_begin BIGINT NOT NULL, mailbox_end BIGINT NOT NULL, "
      "address_begin BIGINT NOT NULL, address_end BIGINT NOT NULL, recipient TEXT NOT NULL, "
      "PRIMARY KEY (hold_id, position))",
      "CREATE TABLE hold_attachment ("
      "hold_id TEXT NOT NULL REFERENCES hold (id) ON DELETE CASCADE, position BIGINT NOT NULL, "
      "name TEXT NOT NULL, type TEXT NOT NULL, bytes BIGINT NOT NULL, "
      "PRIMARY KEY (hold_id, position))",
      "CREATE TABLE notice ("
      "hold_id TEXT NOT NULL REFERENCES hold (id) ON DELETE CASCADE, kind TEXT NOT NULL, "
      "created BIGINT NOT NULL, sent BIGINT NOT NULL, attempts BIGINT NOT NULL, "
      "next_try BIGINT NOT NULL, lease_owner TEXT NOT NULL, lease_until BIGINT NOT NULL, "
      "PRIMARY KEY (hold_id, kind))",
      "CREATE TABLE confirmed_recipient ("
      "sender TEXT NOT NULL, recipient TEXT NOT NULL, time BIGINT NOT NULL, "
      "PRIMARY KEY (sender, recipient))",
  };
}

// By which ways the mail of a domain comes (memory/sender_paths.h). Days are counted since 1970.
Migration paths_step() {
  return {
      "CREATE TABLE sender_path ("
      "domain TEXT NOT NULL, organisation TEXT NOT NULL, "
      "aligned BIGINT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, "
      "days BIGINT NOT NULL, first_day BIGINT NOT NULL, last_day BIGINT NOT NULL, "
      "PRIMARY KEY (domain, aligned, kind, name))",
      "CREATE INDEX sender_path_organisation ON sender_path (organisation)",
  };
}

Result<std::size_t> read_version(Statements& statements) {
  const auto rows = statements.rows(kReadVersion, {});
  if (!rows) return fail(rows.error());
  if (rows->empty()) return std::size_t{0};
  const auto* text = std::get_if<std::string>(&rows->front().front());
  std::size_t version = 0;
  const char* end = text == nullptr ? nullptr : text->data() + text->size();
  if (text == nullptr || std::from_chars(text->data(), end, version).ptr != end || text->empty()) {
    return fail(Error::Kind::kPermanent, "meta.schema_version is not a number");
  }
  return version;
}

tl::unexpected<Error> too_new(std::size_t version, std::size_t known) {
  return fail(Error::Kind::kPermanent,
              "the store has schema version " + std::to_string(version) +
                  ", this program knows up to " + std::to_string(known) +
                  ": a newer Sekimori wrote it; upgrade the program or restore an older backup");
}

}  // namespace

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> steps = {first_step(), holds_step(), paths_step()};
  return steps;
}

Result<void> migrate(Statements& statements, const std::vector<Migration>& steps) {
  if (auto made = statements.run(kMeta, {}); !made) return made;
  const Result<std::size_t> version = read_version(statements);
  if (!version) return fail(version.error());
  if (*version > steps.size()) return too_new(*version, steps.size());
  if (*version == steps.size()) return {};
  for (std::size_t step = *version; step < steps.size(); ++step) {
    for (const std::string_view sql : steps[step]) {
      if (auto done = statements.run(sql, {}); !done) return done;
    }
  }
  return statements.run(kWriteVersion, {std::to_string(steps.size())});
}

}  // namespace milter
