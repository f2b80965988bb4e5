// Tested by load_test.cc.
#include "milter/judge/load.h"

#include <filesystem>

#include "milter/judge/partner_file.h"
#include "milter/memory/correspondents.h"
#include "milter/memory/partners.h"
#include "milter/ops/syntax.h"
#include "milter/store/database.h"
#include "milter/store/store_url.h"

namespace milter {
namespace {

using Partners = tl::expected<std::vector<Partner>, Problems>;

tl::unexpected<Problems> one_problem(const std::string& file, const std::string& what) {
  return tl::unexpected(Problems{{file, 0, what}});
}

Partners from_store(const std::string& url) {
  auto database = open_database(url);
  if (!database) return one_problem(url, database.error().what);
  auto partners = load_partners(**database);
  if (!partners) return one_problem(url, partners.error().what);
  return std::move(*partners);
}

Partners import(const Config& config) {
  auto partners = read_partners(config.partners_file, config);
  if (!partners) return partners;
  const std::string& url = config.store_url;
  auto database = open_database(url);
  if (!database) return one_problem(url, database.error().what);
  const auto replaced = replace_partners(**database, *partners);
  if (!replaced) return one_problem(url, replaced.error().what);
  return partners;
}

Partners partners_of(const Config& config, Tables tables) {
  const bool named = !config.partners_file.empty();
  if (named && tables == Tables::kImport) return import(config);
  if (named && tables == Tables::kReadOnly) return read_partners(config.partners_file, config);
  // A command-line user must not make the daemon's file, which would then belong to him.
  if (tables == Tables::kReadOnly && !store_exists(config.store_url)) return std::vector<Partner>{};
  return from_store(config.store_url);
}

// What the memory cannot tell is left out: the domains themselves are guarded all the same.
std::vector<std::string> written_to(const Config& config) {
  if (!store_exists(config.store_url)) return {};
  auto database = open_database(config.store_url);
  if (!database) return {};
  auto domains = Correspondents(**database).domains_written_to();
  return domains ? std::move(*domains) : std::vector<std::string>{};
}

}  // namespace

Problems shared_own_domains(const Config& config) {
  Problems problems;
  for (const std::string& domain : config.own_domains) {
    const std::string why = everybodys_domain(domain);
    if (why.empty()) continue;
    problems.push_back({config.path, config.lines.at("organisation.domains"),
                        "organisation.domains: " + in_quotes(domain) + " " + why});
  }
  return problems;
}

bool store_exists(const std::string& url) {
  const auto path = sqlite_path(url);
  return !path || std::filesystem::exists(*path);
}

tl::expected<std::shared_ptr<const Snapshot>, Problems> load_snapshot(const std::string& path,
                                                                      Tables tables) {
  auto config = read_config(path);
  if (!config) return tl::unexpected(config.error());
  if (Problems shared = shared_own_domains(*config); !shared.empty()) return tl::unexpected(shared);
  auto partners = partners_of(*config, tables);
  if (!partners) return tl::unexpected(partners.error());
  return make_snapshot(*config, std::move(*partners), written_to(*config));
}

}  // namespace milter
