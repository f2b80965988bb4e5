// The tables of the store, as numbered steps from nothing to today. A step, once released, is never
// changed: a new one is added. One SQL text for SQLite and PostgreSQL (BIGINT, TEXT, no
// AUTOINCREMENT).
//
//   database->write([](Statements& s) { return migrate(s); });
//
// The version stands in meta('schema_version'). Thread-safe.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "milter/base/result.h"
#include "milter/store/database.h"

namespace milter {

using Migration = std::vector<std::string_view>;  // the statements of one step
const std::vector<Migration>& migrations();

// Brings the store from whatever version it has to the last of `steps`, inside the caller's
// transaction. A store newer than that is kPermanent and left as it is.
Result<void> migrate(Statements& statements, const std::vector<Migration>& steps = migrations());

}  // namespace milter
