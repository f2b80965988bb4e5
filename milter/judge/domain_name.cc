// Tested by domain_name_test.cc.
#include "milter/judge/domain_name.h"

#include <algorithm>

#include "lookalike/domain.h"
#include "milter/base/text.h"

namespace milter {

std::string a_label(std::string_view domain) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(domain.begin(), domain.end(), is_ascii)) return ascii_lower(domain);
  const auto read = lookalike::read_domain(domain);
  return read && !read->ascii.empty() ? read->ascii : std::string(domain);
}

// As many of the last A-labels as the registrable domain has.
std::string organisational_domain(std::string_view domain) {
  const auto read = lookalike::read_domain(domain);
  if (!read || read->ascii.empty() || !read->registrable()) return std::string(domain);
  const std::u32string_view owned = read->registrable_domain();
  auto labels = 1 + std::count(owned.begin(), owned.end(), U'.');
  std::string_view rest = read->ascii;
  std::size_t at = rest.size();
  while (labels-- > 0 && at != 0) {
    const auto dot = rest.substr(0, at - 1).rfind('.');
    at = dot == std::string_view::npos ? 0 : dot + 1;
  }
  return std::string(rest.substr(at));
}

}  // namespace milter
