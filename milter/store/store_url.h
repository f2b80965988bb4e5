// The address of a store, as the configuration names it.
//
//   sqlite_path("sqlite:/var/lib/sekimori/sekimori.db")   ->  "/var/lib/sekimori/sekimori.db"
//   sqlite_path("postgresql://db.example/sekimori")       ->  kPermanent: not built yet
//
// Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "milter/base/result.h"

namespace milter {

// In the place of a path: a store of its own in memory, gone with its Database.
inline constexpr std::string_view kMemoryStore = ":memory:";

Result<std::string> sqlite_path(std::string_view url);
std::string sqlite_url(std::string_view path);

}  // namespace milter
