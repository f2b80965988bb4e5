// Whole evaluations of DMARC, one a row, for the tables of dmarc_table_test.cc and
// dmarc_policy_test.cc.
#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "milter/auth/dmarc.h"
#include "tests/auth/organisational.h"
#include "tests/support/zone_resolver.h"

namespace milter {

struct DmarcRow {
  const char* what;
  const char* zone;
  const char* authors;  // separated by spaces
  const char* spf;      // "pass domain", or "" for none
  const char* dkim;     // "pass domain fail domain ..."
  const char*
      expected;  // result, policy or "-", aligned of "s" and "d" or "-", organisation or "-"
};

inline std::string judged(const DmarcRow& row, DmarcRules rules) {
  DmarcQuery query;
  query.rules = rules;
  query.organisational_domain = testing::organisational_by_list;
  std::istringstream authors(row.authors);
  for (std::string one; authors >> one;) query.author_domains.push_back(one);
  std::string result, domain;
  std::istringstream spf(row.spf);
  if (spf >> result >> domain) query.spf = {auth_result(result).value(), domain, "", false};
  std::istringstream dkim(row.dkim);
  while (dkim >> result >> domain) {
    DkimSignature signature;
    signature.result = auth_result(result).value();
    signature.domain = domain;
    query.dkim.signatures.push_back(signature);
  }
  const SystemClock clock;
  testing::ZoneResolver zone(row.zone);
  const DmarcResult got = evaluate_dmarc(zone, query, Deadline(clock, std::chrono::seconds(5)));
  const std::string aligned =
      std::string(got.spf_aligned ? "s" : "") + (got.dkim_aligned ? "d" : "");
  const auto or_dash = [](const std::string& text) { return text.empty() ? "-" : text; };
  return std::string(word(got.result)) + " " + or_dash(got.policy) + " " + or_dash(aligned) + " " +
         or_dash(got.organisational_domain);
}

inline void check(const std::vector<DmarcRow>& rows, DmarcRules rules) {
  for (const DmarcRow& row : rows) EXPECT_EQ(judged(row, rules), row.expected) << row.what;
}

}  // namespace milter
