// By which ways the mail of a domain comes, over months: what makes "always signed until today" and
// "never seen by this way" facts that can be checked.
//
//   Sighting mail{"kouwa.example", "kouwa.example", true, {{kDkim, "kouwa.example"}}, day};
//   paths.observe({mail});
//   PathHistory history = paths.of_domain("kouwa.example", day).value();
//
// The domain is the one that From shows, as it is written there: a newsletter's subdomain must not
// spoil the habit of the people's domain. Its organisation is kept with it, to be asked where a
// domain is new, and to bound what a forger of many subdomains can fill. No address is kept.
//
// Counted are days, not mails: a burst is one day. A mail says either that the domain stood behind
// it (aligned) or that it did not; the names it came by are counted apart for each, so that a
// forger teaches nothing about the aligned ways.
//
// One object belongs to one thread and one Database. Errors are kTemporary: the caller says "cannot
// say", never "new".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "milter/base/limits.h"
#include "milter/base/result.h"
#include "milter/store/database.h"

namespace milter {

enum class PathKind : std::uint8_t {
  kMail,  // any mail at all; has no name
  kDkim,  // a signature that passes: its d=
  kSpf,   // SPF passes: the organisation of the domain it passes for (VERP changes the host)
  kHost,  // the client: its host's organisation, else its network ("192.0.2.0/24"). Providers
          // change addresses every day, their names hardly ever
};

struct PathMark {
  PathKind kind = PathKind::kMail;
  std::string name;
  bool operator==(const PathMark&) const = default;
};

// What one mail shows. Mail of which it could not be said is no sighting.
struct Sighting {
  std::string domain, organisation;  // of the author, lower case
  bool aligned = false;              // SPF or DKIM passes for the author's own organisation
  std::vector<PathMark> marks;       // kMail is counted without being listed
  std::int64_t day = 0;              // since 1970, UTC
};

struct PathCount {
  bool aligned = false;
  PathMark mark;
  std::int64_t days = 0;  // different days on which it was seen
  std::int64_t first_day = 0, last_day = 0;
};
using PathHistory = std::vector<PathCount>;  // most days first

class SenderPaths {
 public:
  explicit SenderPaths(Database& database, std::size_t max_rows = limits::kMaxPaths)
      : database_(&database), max_rows_(max_rows) {}
  // As known on `day`: what was last seen limits::kPathMemoryDays before is forgotten.
  Result<PathHistory> of_domain(const std::string& domain, std::int64_t day);
  // Of all its domains together; the days of several domains are not added up: the most counts.
  Result<PathHistory> of_organisation(const std::string& organisation, std::int64_t day);
  Result<void> observe(const std::vector<Sighting>& sightings);  // one transaction

 private:
  Database* database_;
  std::size_t max_rows_;
};

}  // namespace milter
