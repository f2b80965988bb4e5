// The courier's half of HoldStore. A lease is a name and a time in the row: whoever takes it finds
// it free or run out, inside one write transaction. Tested by hold_queue_test.cc.
#include "milter/hold/hold_moves.h"
#include "milter/hold/hold_rows.h"
#include "milter/hold/hold_store.h"

namespace milter {
namespace {

constexpr const char* kByExpiry = "expiry";
constexpr const char* kByReturnPort = "return port";

std::string text(std::string_view word) { return std::string(word); }

// Nobody else may have come between: the lease ran out, and another courier works on it.
Result<void> check_lease(Statements& statements, const std::string& id, const std::string& owner) {
  const auto found =
      text_column(statements, "SELECT id FROM hold WHERE id = ? AND state = ? AND lease_owner = ?",
                  {id, text(word(HoldState::kReleasing)), owner});
  if (!found) return fail(found.error());
  if (!found->empty()) return {};
  return fail(Error::Kind::kTemporary, "hold " + id + ": the lease of " + owner + " has ended");
}

Result<void> record(Statements& statements, const std::string& id, const DeliveryReport& report) {
  const auto found =
      text_column(statements,
                  "UPDATE hold_recipient SET delivery = ?, reply = ? "
                  "WHERE hold_id = ? AND address = ? AND choice <> 'drop' RETURNING address",
                  {text(word(report.delivery)), report.reply, id, report.address});
  if (!found) return fail(found.error());
  if (!found->empty()) return {};
  return fail(Error::Kind::kInternal, "hold " + id + ": a report about no recipient of it");
}

struct Standing {
  bool pending = false, delivered = false, refused = false;
};

Result<Standing> standing_of(Statements& statements, const std::string& id) {
  const auto words = text_column(
      statements, "SELECT delivery FROM hold_recipient WHERE hold_id = ? AND choice <> 'drop'",
      {id});
  if (!words) return fail(words.error());
  Standing standing;
  for (const std::string& one : *words) {
    standing.pending = standing.pending || one == word(Delivery::kPending);
    standing.delivered = standing.delivered || one == word(Delivery::kDelivered);
    standing.refused = standing.refused || one == word(Delivery::kRefused);
  }
  return standing;
}

Result<void> return_it(Statements& statements, const std::string& id, HoldState from,
                       const std::string& by, std::int64_t now) {
  const auto moved = move_hold(statements, id, {from, HoldState::kReturning}, by, now);
  if (!moved || !*moved) return moved.map([](bool) {});
  return request_notice(statements, id, NoticeKind::kReturned, now);
}

Result<HoldState> finish(Statements& statements, const std::string& id, const Standing& standing,
                         std::int64_t now) {
  if (!standing.delivered) {
    return return_it(statements, id, HoldState::kReleasing, kByReturnPort, now).map([] {
      return HoldState::kReturning;
    });
  }
  // changed_by stays whoever chose: that is what a page that comes too late has to say.
  const auto moved =
      move_hold(statements, id, {HoldState::kReleasing, HoldState::kReleased}, "", now);
  if (!moved) return fail(moved.error());
  Result<void> asked;
  if (standing.refused) asked = request_notice(statements, id, NoticeKind::kRefused, now);
  return asked.map([] { return HoldState::kReleased; });
}

Result<NoticeJob> job_of(const SqlRow& row) {
  const auto* hold = std::get_if<std::string>(row.data());
  const auto* kind = std::get_if<std::string>(&row.at(1));
  const auto* attempts = std::get_if<std::int64_t>(&row.at(2));
  const auto known = kind == nullptr ? std::nullopt : notice_kind(*kind);
  if (hold == nullptr || !known || attempts == nullptr) {
    return fail(Error::Kind::kPermanent,
                "hold " + (hold == nullptr ? "?" : *hold) + ": a row of notice does not fit");
  }
  return NoticeJob{*hold, *known, static_cast<int>(*attempts)};
}

// The row that `sql`, a lease, answers, once it is committed: a row that nobody can read must stay
// leased, or it would be the next one again and everybody else would wait for ever.
Result<std::vector<SqlRow>> leased(Database& database, std::string_view sql,
                                   const std::vector<SqlValue>& values) {
  std::vector<SqlRow> rows;
  auto done = database.write([&](Statements& statements) -> Result<void> {
    auto found = statements.rows(sql, values);
    if (!found) return fail(found.error());
    rows = std::move(*found);
    return {};
  });
  if (!done) return fail(done.error());
  return rows;
}

}  // namespace

Result<std::vector<std::string>> HoldStore::expire(std::int64_t now, std::size_t limit) {
  std::vector<std::string> ids;
  auto done = database_->write([&](Statements& statements) -> Result<void> {
    auto over = text_column(
        statements,
        "SELECT id FROM hold WHERE state = ? AND expires <= ? ORDER BY expires, id LIMIT ?",
        {text(word(HoldState::kHeld)), now, static_cast<std::int64_t>(limit)});
    if (!over) return fail(over.error());
    for (const std::string& id : *over) {
      auto returned = return_it(statements, id, HoldState::kHeld, kByExpiry, now);
      if (!returned) return returned;
    }
    ids = std::move(*over);
    return {};
  });
  if (!done) return fail(done.error());
  return ids;
}

Result<std::optional<HeldMail>> HoldStore::take_release(const std::string& owner, std::int64_t now,
                                                        std::int64_t until) {
  // Marked here already: an attempt that does not get as far as begin_attempt() reports, too, and
  // ends `sending`.
  const auto taken =
      leased(*database_,
             "UPDATE hold SET lease_owner = ?, lease_until = ?, "
             "maybe_duplicate = CASE WHEN sending = 1 THEN 1 ELSE maybe_duplicate END "
             "WHERE id = (SELECT id FROM hold "
             "WHERE state = ? AND next_try <= ? AND (lease_owner = '' OR lease_until <= ?) "
             "ORDER BY next_try, changed, id LIMIT 1) RETURNING id",
             {owner, until, text(word(HoldState::kReleasing)), now, now});
  if (!taken) return fail(taken.error());
  if (taken->empty()) return std::nullopt;
  const auto* id = std::get_if<std::string>(taken->front().data());
  if (id == nullptr) return fail(Error::Kind::kPermanent, "a hold's id is not text");
  return find(*id);
}

Result<bool> HoldStore::begin_attempt(const std::string& id, const std::string& owner) {
  bool unreported = false;
  auto done = database_->write([&](Statements& statements) -> Result<void> {
    if (auto leased = check_lease(statements, id, owner); !leased) return leased;
    const auto open =
        text_column(statements, "SELECT id FROM hold WHERE id = ? AND sending = 1", {id});
    if (!open) return fail(open.error());
    unreported = !open->empty();
    return statements.run("UPDATE hold SET sending = 1, attempts = attempts + 1 WHERE id = ?",
                          {id});
  });
  if (!done) return fail(done.error());
  return unreported;
}

Result<HoldState> HoldStore::report(const std::string& id, const std::string& owner,
                                    const std::vector<DeliveryReport>& deliveries, std::int64_t now,
                                    std::int64_t next_try) {
  HoldState state = HoldState::kReleasing;
  auto done = database_->write([&](Statements& statements) -> Result<void> {
    if (auto leased = check_lease(statements, id, owner); !leased) return leased;
    for (const DeliveryReport& one : deliveries) {
      if (auto recorded = record(statements, id, one); !recorded) return recorded;
    }
    auto ended = statements.run(
        "UPDATE hold SET sending = 0, next_try = ?, lease_owner = '', lease_until = 0 "
        "WHERE id = ?",
        {next_try, id});
    if (!ended) return ended;
    const auto standing = standing_of(statements, id);
    if (!standing) return fail(standing.error());
    if (standing->pending) return {};
    const auto final_state = finish(statements, id, *standing, now);
    if (!final_state) return fail(final_state.error());
    state = *final_state;
    return {};
  });
  if (!done) return fail(done.error());
  return state;
}

Result<void> HoldStore::put_off(const std::string& id, const std::string& owner,
                                std::int64_t next_try) {
  return database_->write([&](Statements& statements) -> Result<void> {
    if (auto leased = check_lease(statements, id, owner); !leased) return leased;
    return statements.run(
        "UPDATE hold SET next_try = ?, lease_owner = '', lease_until = 0 WHERE id = ?",
        {next_try, id});
  });
}

Result<std::optional<NoticeJob>> HoldStore::take_notice(const std::string& owner, std::int64_t now,
                                                        std::int64_t until) {
  // Attempts are counted when they begin: one that crashes its courier counts too.
  const auto taken =
      leased(*database_,
             "UPDATE notice SET lease_owner = ?, lease_until = ?, attempts = attempts + 1 "
             "WHERE (hold_id, kind) = (SELECT hold_id, kind FROM notice "
             "WHERE sent = 0 AND next_try <= ? AND (lease_owner = '' OR lease_until <= ?) "
             "ORDER BY next_try, created, hold_id, kind LIMIT 1) "
             "RETURNING hold_id, kind, attempts - 1",
             {owner, until, now, now});
  if (!taken) return fail(taken.error());
  if (taken->empty()) return std::nullopt;
  const auto job = job_of(taken->front());
  if (!job) return fail(job.error());
  return *job;
}

Result<void> HoldStore::notice_sent(const NoticeJob& job, std::int64_t now) {
  return database_->write([&](Statements& statements) -> Result<void> {
    auto done = statements.run(
        "UPDATE notice SET sent = ?, lease_owner = '', lease_until = 0 "
        "WHERE hold_id = ? AND kind = ?",
        {now, job.hold, text(word(job.kind))});
    if (!done || job.kind != NoticeKind::kReturned) return done;
    return move_hold(statements, job.hold, {HoldState::kReturning, HoldState::kReturned}, "", now)
        .map([](bool) {});
  });
}

Result<void> HoldStore::notice_failed(const NoticeJob& job, std::int64_t next_try) {
  return database_->write([&](Statements& statements) {
    return statements.run(
        "UPDATE notice SET next_try = ?, lease_owner = '', lease_until = 0 "
        "WHERE hold_id = ? AND kind = ? AND sent = 0",
        {next_try, job.hold, text(word(job.kind))});
  });
}

Result<std::vector<std::string>> HoldStore::lease_owners() {
  return text_column(*database_,
                     "SELECT lease_owner FROM hold WHERE lease_owner <> '' UNION "
                     "SELECT lease_owner FROM notice WHERE lease_owner <> '' ORDER BY 1",
                     {});
}

Result<void> HoldStore::end_leases(const std::string& owner) {
  return database_->write([&](Statements& statements) -> Result<void> {
    for (const std::string_view sql :
         {"UPDATE hold SET lease_owner = '', lease_until = 0 WHERE lease_owner = ?",
          "UPDATE notice SET lease_owner = '', lease_until = 0 WHERE lease_owner = ?"}) {
      if (auto ended = statements.run(sql, {owner}); !ended) return ended;
    }
    return {};
  });
}

Result<std::vector<std::string>> HoldStore::removable(std::int64_t now) {
  return text_column(
      *database_,
      "SELECT id FROM hold WHERE in_spool = 1 "
      "AND (state = 'released' OR (state IN ('cancelled', 'returned') AND changed <= ?)) "
      "AND NOT EXISTS (SELECT 1 FROM notice WHERE notice.hold_id = hold.id AND notice.sent = 0) "
      "ORDER BY changed, id",
      {now - std::chrono::seconds(kKeepEnded).count()});
}

Result<void> HoldStore::keep_bytes(const std::string& id) {
  return database_->write([&](Statements& statements) {
    return statements.run("UPDATE hold SET in_spool = 2 WHERE id = ? AND in_spool = 1", {id});
  });
}

Result<void> HoldStore::removed(const std::string& id) {
  return database_->write([&](Statements& statements) {
    return statements.run(
        "UPDATE hold SET in_spool = 0 "
        "WHERE id = ? AND state IN ('released', 'cancelled', 'returned')",
        {id});
  });
}

}  // namespace milter
