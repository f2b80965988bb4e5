// The partner table in the store: replaced whole by an import, read whole into a snapshot.
// One object belongs to one thread and one Database.
#pragma once

#include <vector>

#include "milter/base/result.h"
#include "milter/ops/tables.h"
#include "milter/store/database.h"

namespace milter {

Result<void> replace_partners(Database& database, const std::vector<Partner>& partners);
Result<std::vector<Partner>> load_partners(Database& database);

// Domains we have written to that no partner has, most mail first: `sekimori partners suggest`.
struct Suggestion {
  std::string domain;
  std::int64_t sent = 0, received = 0;
};
Result<std::vector<Suggestion>> suggest_partners(Database& database,
                                                 const std::vector<std::string>& own_domains);

}  // namespace milter
