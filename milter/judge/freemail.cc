// Tested by freemail_test.cc, which also checks the order that the search relies on.
#include "milter/judge/freemail.h"

#include <algorithm>

namespace milter {

bool is_freemail(std::string_view lower_case_domain) {
  const auto& all = freemail_domains();
  return std::binary_search(all.begin(), all.end(), lower_case_domain);
}

}  // namespace milter
