// Tested by load_test.cc and check_test.cc.
#include "milter/judge/partner_file.h"

#include <algorithm>

#include "lookalike/domain.h"
#include "milter/base/limits.h"
#include "milter/judge/freemail.h"

namespace milter {

std::string everybodys_domain(const std::string& domain) {
  const auto read = lookalike::read_domain(domain);
  if (!read || !read->registrable()) return "is a public suffix: anybody can register below it";
  const bool below_host = !read->hosts().empty();
  if (!below_host && is_freemail(read->ascii)) {
    return "is a free-mail provider: name the addresses under contacts instead";
  }
  return "";
}

tl::expected<std::vector<Partner>, Problems> read_partners(const std::string& file,
                                                           const Config& config) {
  const Result<std::string> bytes = read_file(file, limits::kMaxTableBytes);
  if (!bytes) return tl::unexpected(Problems{{file, 0, bytes.error().what}});
  return parse_partners(*bytes, file, [&](const std::string& domain) -> std::string {
    const auto& own = config.own_domains;
    if (std::find(own.begin(), own.end(), domain) != own.end()) return "is one of our own domains";
    return everybodys_domain(domain);
  });
}

}  // namespace milter
