// The organisational domain by the public suffix list, as a caller of auth/ gives it: lookalike/
// owns the list.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "lookalike/domain.h"

namespace milter::testing {

inline std::string organisational_by_list(std::string_view domain) {
  const auto read = lookalike::read_domain(domain);
  if (!read || read->ascii.empty() || !read->registrable()) return std::string(domain);
  // As A-labels: as many of the last labels as the registrable domain has.
  const std::u32string_view part = read->registrable_domain();
  auto dots = std::count(part.begin(), part.end(), U'.');
  std::size_t at = read->ascii.size();
  for (; dots >= 0 && at != std::string::npos; --dots) {
    at = at == 0 ? std::string::npos : read->ascii.rfind('.', at - 1);
  }
  return at == std::string::npos ? read->ascii : read->ascii.substr(at + 1);
}

}  // namespace milter::testing
