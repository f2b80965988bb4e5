// The partner and account files (CSV, UTF-8 with or without BOM, or CP932; English or Japanese
// column names). A bad row is a Problem with its line, and nothing of the file is taken.
//
//   auto partners = parse_partners(bytes, "partners.csv");
//
// Columns are in the order the header row says; unknown columns are a Problem. Pure, thread-safe.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "milter/base/result.h"

namespace milter {

struct Partner {
  std::string id, name, kana, english_name;
  std::vector<std::string> domains;   // lower case, U- or A-label as written
  std::vector<std::string> contacts;  // addresses, lower case
  std::string phone, country;
  bool service = false;  // trust = service: an accounting SaaS that mails in others' names
  bool operator==(const Partner&) const = default;
};
// Why a domain cannot be a partner's, for the Problem; "" if it can.
using DomainObjection = std::function<std::string(const std::string& domain)>;
tl::expected<std::vector<Partner>, Problems> parse_partners(std::string_view bytes,
                                                            const std::string& file,
                                                            const DomainObjection& objection = {});

// RFC 4180 rows with the line each began on; a quote that never closes is a Problem.
struct CsvRow {
  std::size_t line = 0;
  std::vector<std::string> cells;
};
tl::expected<std::vector<CsvRow>, Problems> parse_csv(std::string_view utf8,
                                                      const std::string& file);

// `sekimori lookalike --partners FILE`: CSV as above if the first line has a comma, else one domain
// a line (each its own partner, id = domain).
tl::expected<std::vector<Partner>, Problems> parse_partner_list(std::string_view bytes,
                                                                const std::string& file);

}  // namespace milter
