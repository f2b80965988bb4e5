// The partner file as judging may use it: read, and no domain in it that belongs to everybody.
//
//   auto partners = read_partners("partners.csv", config);
//   // Problem: partners.csv:7: domains: "gmail.com" is a free-mail provider: …
//
// With such a domain every stranger there would pass as the partner. The same holds for our own
// domains. Thread-safe.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "milter/base/result.h"
#include "milter/ops/config.h"
#include "milter/ops/tables.h"

namespace milter {

tl::expected<std::vector<Partner>, Problems> read_partners(const std::string& file,
                                                           const Config& config);

// Why `domain` cannot be one organisation's alone; "" if it can.
std::string everybodys_domain(const std::string& domain);

}  // namespace milter
