// Tested by check_test.cc.
#include "milter/cli/check.h"

#include <ostream>

#include "milter/base/limits.h"
#include "milter/judge/load.h"
#include "milter/judge/partner_file.h"
#include "milter/ops/config.h"

namespace milter {
namespace {

void print(const Problems& problems, std::ostream& err) {
  for (const Problem& problem : problems) err << to_string(problem) << "\n";
}

void append(Problems& all, Problems more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

Problems check_partners(const Config& config, std::size_t& count) {
  auto partners = read_partners(config.partners_file, config);
  if (!partners) return std::move(partners.error());
  count = partners->size();
  return {};
}

Problems check_readable(const std::string& file) {
  const Result<std::string> bytes = read_file(file, limits::kMaxTableBytes);
  if (!bytes) return {{file, 0, bytes.error().what}};
  return {};
}

}  // namespace

int run_check(const std::string& config_path, std::ostream& out, std::ostream& err) {
  const auto config = read_config(config_path);
  if (!config) {
    print(config.error(), err);
    return 1;
  }
  Problems problems = shared_own_domains(*config);
  std::size_t partners = 0;
  if (!config->partners_file.empty()) {
    append(problems, check_partners(*config, partners));
  }
  if (!config->accounts_file.empty()) append(problems, check_readable(config->accounts_file));
  print(problems, err);
  if (!problems.empty()) return 1;
  out << "ok: " << config->own_domains.size() << " own domain(s), " << config->executives.size()
      << " executive(s), " << partners << " partner(s) in the table file\n";
  return 0;
}

}  // namespace milter
