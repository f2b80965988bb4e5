// A snapshot from the configuration file, the partner file it names and the store.
//
//   auto snapshot = load_snapshot("/etc/sekimori/sekimori.toml", Tables::kImport);
//
// All problems of all files at once, or the whole snapshot.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "milter/base/result.h"
#include "milter/judge/snapshot.h"

namespace milter {

enum class Tables : std::uint8_t {
  kImport,  // the daemon's parent: a named file replaces the table in the store, which is the truth
  kStore,   // a child: what the parent imported
  kReadOnly,  // the command line: the file if one is named, else the store; nothing is written
};

tl::expected<std::shared_ptr<const Snapshot>, Problems> load_snapshot(const std::string& path,
                                                                      Tables tables);

// Own domains that are everybody's: with "co.jp" the whole country would be ours.
Problems shared_own_domains(const Config& config);

// The store's file is there; true for a store that is not a file.
bool store_exists(const std::string& url);

}  // namespace milter
