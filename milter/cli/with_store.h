// What the commands on the store share: its opening, and how trouble is told.
//
//   return with_store(config_path, Sync::kFull, err, [&](const Config& config, Database& store) {
//     ...
//     return kExitDone;
//   });
#pragma once

#include <iosfwd>
#include <string>

#include "milter/base/result.h"
#include "milter/ops/config.h"
#include "milter/store/database.h"

namespace milter {

// The contract's exit status; the last is EX_TEMPFAIL of sysexits.h.
inline constexpr int kExitDone = 0;
inline constexpr int kExitBadInput = 1;
inline constexpr int kExitWrongUsage = 2;
inline constexpr int kExitTryAgain = 75;

// One line each on `err`; the exit status.
int report(const Problems& problems, std::ostream& err);
int report(const Error& error, std::ostream& err);

// The configuration and the store it names, then `work` on both; every failure is reported.
template <class Work>
int with_store(const std::string& config_path, Sync sync, std::ostream& err, const Work& work) {
  const auto config = read_config(config_path);
  if (!config) return report(config.error(), err);
  const auto database = open_database(config->store_url, sync);
  if (!database) return report(database.error(), err);
  return work(*config, **database);
}

}  // namespace milter
