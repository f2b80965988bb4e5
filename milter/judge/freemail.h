// Domains where anybody gets a mailbox: a name on such an address proves nothing.
//
//   is_freemail("gmail.com")  ->  true
//
// From data/freemail.txt, compiled in. Thread-safe.
#pragma once

#include <string_view>
#include <vector>

namespace milter {

bool is_freemail(std::string_view lower_case_domain);

const std::vector<std::string_view>& freemail_domains();  // sorted bytewise

}  // namespace milter
