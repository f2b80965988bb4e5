// One row a name, and one for all mail. A day is counted once: an upsert adds one only if its day
// is after the last, so mail that is recorded late, past midnight, is not counted for the day
// before. What is forgotten is left out when read and removed when its domain is seen again, so
// that a habit never goes on after a gap; the rest goes once a day. Tested by
// sender_paths_test.cc.
#include "milter/memory/sender_paths.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace milter {
namespace {

constexpr std::array<std::string_view, 4> kKindWords = {"mail", "dkim", "spf", "host"};

constexpr std::string_view kUpsert =
    "INSERT INTO sender_path (domain, organisation, aligned, kind, name, days, first_day, "
    "last_day) VALUES (?, ?, ?, ?, ?, 1, ?, ?) "
    "ON CONFLICT (domain, aligned, kind, name) DO UPDATE SET "
    "organisation = excluded.organisation, "
    "days = sender_path.days + "
    "CASE WHEN excluded.last_day > sender_path.last_day THEN 1 ELSE 0 END, "
    "first_day = CASE WHEN excluded.first_day < sender_path.first_day "
    "THEN excluded.first_day ELSE sender_path.first_day END, "
    "last_day = CASE WHEN excluded.last_day > sender_path.last_day "
    "THEN excluded.last_day ELSE sender_path.last_day END";

constexpr std::string_view kOfDomain =
    "SELECT aligned, kind, name, days, first_day, last_day FROM sender_path "
    "WHERE domain = ? AND last_day >= ? ORDER BY days DESC, aligned DESC, kind, name";
constexpr std::string_view kOfOrganisation =
    "SELECT aligned, kind, name, CAST(MAX(days) AS BIGINT) AS most, MIN(first_day), MAX(last_day) "
    "FROM sender_path WHERE organisation = ? AND last_day >= ? "
    "GROUP BY aligned, kind, name ORDER BY most DESC, aligned DESC, kind, name";

constexpr std::string_view kForget = "DELETE FROM sender_path WHERE domain = ? AND last_day < ?";
constexpr std::string_view kForgetAll =
    "DELETE FROM sender_path WHERE last_day < ? OR (days = 1 AND last_day < ?)";
constexpr std::string_view kCountOfOrganisation =
    "SELECT COUNT(*) FROM sender_path WHERE organisation = ?";
constexpr std::string_view kCountAll = "SELECT COUNT(*) FROM sender_path";
constexpr std::string_view kTrimOrganisation =
    "DELETE FROM sender_path WHERE (domain, aligned, kind, name) IN "
    "(SELECT domain, aligned, kind, name FROM sender_path WHERE organisation = ? "
    "ORDER BY aligned, days, last_day, domain, kind, name LIMIT ?)";
constexpr std::string_view kTrimAll =
    "DELETE FROM sender_path WHERE (domain, aligned, kind, name) IN "
    "(SELECT domain, aligned, kind, name FROM sender_path "
    "ORDER BY days, aligned, last_day, domain, kind, name LIMIT ?)";

constexpr std::string_view kTidied = "SELECT value FROM meta WHERE name = 'sender_path_tidied'";
constexpr std::string_view kSetTidied =
    "INSERT INTO meta (name, value) VALUES ('sender_path_tidied', ?) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value";

std::int64_t number(const SqlValue& value) {
  const auto* found = std::get_if<std::int64_t>(&value);
  return found == nullptr ? 0 : *found;
}

std::string text(const SqlValue& value) {
  const auto* found = std::get_if<std::string>(&value);
  return found == nullptr ? "" : *found;
}

std::string word(PathKind kind) {
  return std::string(kKindWords.at(static_cast<std::size_t>(kind)));
}

PathKind kind_of(const std::string& word) {
  const auto* const found = std::find(kKindWords.begin(), kKindWords.end(), word);
  return found == kKindWords.end() ? PathKind::kMail
                                   : static_cast<PathKind>(found - kKindWords.begin());
}

Result<PathHistory> read(Database& database, std::string_view sql, const std::string& whose,
                         std::int64_t day) {
  const auto rows = database.rows(sql, {whose, day - limits::kPathMemoryDays});
  if (!rows) return fail(rows.error());
  PathHistory history;
  for (const SqlRow& row : *rows) {
    history.push_back({number(row[0]) != 0,
                       {kind_of(text(row[1])), text(row[2])},
                       number(row[3]),
                       number(row[4]),
                       number(row[5])});
  }
  return history;
}

bool is_name(const std::string& name) {
  return !name.empty() && name.size() <= limits::kMaxPathName;
}

Result<void> count(Statements& statements, const Sighting& sighting, const PathMark& mark) {
  return statements.run(
      kUpsert, {sighting.domain, sighting.organisation, std::int64_t{sighting.aligned ? 1 : 0},
                word(mark.kind), mark.name, sighting.day, sighting.day});
}

// Removes what is more than `most` of `sql_count`'s rows, by `sql_trim`.
Result<void> trim(Statements& statements, std::string_view sql_count, std::string_view sql_trim,
                  std::vector<SqlValue> values, std::size_t most) {
  const auto rows = statements.rows(sql_count, values);
  if (!rows) return fail(rows.error());
  const std::int64_t surplus = number(rows->front()[0]) - static_cast<std::int64_t>(most);
  if (surplus <= 0) return {};
  values.emplace_back(surplus);
  return statements.run(sql_trim, values);
}

Result<void> observe_one(Statements& statements, const Sighting& sighting) {
  if (!is_name(sighting.domain) || !is_name(sighting.organisation)) return {};
  auto done = statements.run(kForget, {sighting.domain, sighting.day - limits::kPathMemoryDays});
  if (done) done = count(statements, sighting, {PathKind::kMail, ""});
  std::size_t marks = 0;
  for (const PathMark& mark : sighting.marks) {
    if (!is_name(mark.name) || ++marks > limits::kMaxPathMarks) continue;
    if (done) done = count(statements, sighting, mark);
  }
  if (!done) return done;
  return trim(statements, kCountOfOrganisation, kTrimOrganisation, {sighting.organisation},
              limits::kMaxPathsOfOrganisation);
}

Result<void> tidy(Statements& statements, std::int64_t day, std::size_t max_rows) {
  const auto last = statements.rows(kTidied, {});
  if (!last) return fail(last.error());
  const std::string today = std::to_string(day);
  if (!last->empty() && text(last->front()[0]) == today) return {};
  auto done = statements.run(kForgetAll,
                             {day - limits::kPathMemoryDays, day - limits::kOneDayPathMemoryDays});
  if (done) done = trim(statements, kCountAll, kTrimAll, {}, max_rows);
  if (done) done = statements.run(kSetTidied, {today});
  return done;
}

}  // namespace

Result<PathHistory> SenderPaths::of_domain(const std::string& domain, std::int64_t day) {
  return read(*database_, kOfDomain, domain, day);
}

Result<PathHistory> SenderPaths::of_organisation(const std::string& organisation,
                                                 std::int64_t day) {
  return read(*database_, kOfOrganisation, organisation, day);
}

Result<void> SenderPaths::observe(const std::vector<Sighting>& sightings) {
  if (sightings.empty()) return {};
  return database_->write([&](Statements& statements) -> Result<void> {
    for (const Sighting& sighting : sightings) {
      if (auto done = observe_one(statements, sighting); !done) return done;
    }
    return tidy(statements, sightings.back().day, max_rows_);
  });
}

}  // namespace milter
