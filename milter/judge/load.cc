// Tested by load_test.cc.
#include "milter/judge/load.h"

#include <filesystem>

#include "milter/base/limits.h"
#include "milter/memory/partners.h"
#include "milter/store/database.h"
#include "milter/store/store_url.h"

namespace milter {
namespace {

using Partners = tl::expected<std::vector<Partner>, Problems>;

tl::unexpected<Problems> one_problem(const std::string& file, const std::string& what) {
  return tl::unexpected(Problems{{file, 0, what}});
}

Partners from_file(const std::string& file) {
  const auto bytes = read_file(file, limits::kMaxTableBytes);
  if (!bytes) return one_problem(file, bytes.error().what);
  return parse_partners(*bytes, file);
}

Partners from_store(const std::string& url) {
  auto database = open_database(url);
  if (!database) return one_problem(url, database.error().what);
  auto partners = load_partners(**database);
  if (!partners) return one_problem(url, partners.error().what);
  return std::move(*partners);
}

Partners import(const std::string& file, const std::string& url) {
  auto partners = from_file(file);
  if (!partners) return partners;
  auto database = open_database(url);
  if (!database) return one_problem(url, database.error().what);
  const auto replaced = replace_partners(**database, *partners);
  if (!replaced) return one_problem(url, replaced.error().what);
  return partners;
}

Partners partners_of(const Config& config, Tables tables) {
  const bool named = !config.partners_file.empty();
  if (named && tables == Tables::kImport) return import(config.partners_file, config.store_url);
  if (named && tables == Tables::kReadOnly) return from_file(config.partners_file);
  // A command-line user must not make the daemon's file, which would then belong to him.
  if (tables == Tables::kReadOnly && !store_exists(config.store_url)) return std::vector<Partner>{};
  return from_store(config.store_url);
}

}  // namespace

bool store_exists(const std::string& url) {
  const auto path = sqlite_path(url);
  return !path || std::filesystem::exists(*path);
}

tl::expected<std::shared_ptr<const Snapshot>, Problems> load_snapshot(const std::string& path,
                                                                      Tables tables) {
  auto config = read_config(path);
  if (!config) return tl::unexpected(config.error());
  auto partners = partners_of(*config, tables);
  if (!partners) return tl::unexpected(partners.error());
  return make_snapshot(*config, std::move(*partners));
}

}  // namespace milter
