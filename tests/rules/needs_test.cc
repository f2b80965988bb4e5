#include "rules/needs.h"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "tests/rules/make_facts.h"

namespace {

using rules::Facts;
using rules::Need;
using rules::Standing;
using rules_test::facts_of;
using rules_test::from;

Facts header_facts(Standing standing) {
  Facts facts = facts_of({from("Sato", "sato@partner.example", standing)});
  facts.for_finance = false;
  facts.header_only = true;
  return facts;
}

rules::Imitation imitation() {
  return {rules::Nearness::kProbable, "partner.example", "p1", "取引先", false, {}};
}

struct Row {
  const char* what;
  Standing standing;
  std::function<void(Facts&)> change;
  bool forged_fields;
  Need need;
};

TEST(Needs, Table) {
  const auto nothing = [](Facts&) {};
  const std::vector<Row> kRows = {
      {"a partner", Standing::kPartner, nothing, false, Need::kHeader},
      {"a service", Standing::kService, nothing, false, Need::kHeader},
      {"a partner, authentication follows", Standing::kPartner,
       [](Facts& f) { f.authentication_follows = true; }, false, Need::kBody},
      {"a partner, a gateway's pass", Standing::kPartner,
       [](Facts& f) { f.authentication.emplace().spf_aligned = true; }, false, Need::kHeader},
      {"a partner, a gateway without a pass", Standing::kPartner,
       [](Facts& f) { f.authentication.emplace(); }, false, Need::kBody},
      {"on the allow list, authentication follows", Standing::kUnknown,
       [](Facts& f) { f.parties[0].allowed = f.authentication_follows = true; }, false,
       Need::kHeader},
      {"our own domain from outside: anybody can write it", Standing::kOwn, nothing, false,
       Need::kBody},
      {"on the allow list", Standing::kUnknown, [](Facts& f) { f.parties[0].allowed = true; },
       false, Need::kHeader},
      {"a first mail is no doubt", Standing::kPartner,
       [](Facts& f) { f.relationship = rules::Relationship{}; }, false, Need::kHeader},
      {"outbound", Standing::kOwn,
       [](Facts& f) {
         f.direction = rules::Direction::kOutbound;
         f.for_finance = true;
       },
       false, Need::kHeader},
      {"outbound to a doubtful recipient", Standing::kOwn,
       [](Facts& f) {
         f.direction = rules::Direction::kOutbound;
         f.recipients.emplace_back().imitation = imitation();
       },
       false, Need::kBody},
      {"outbound to a doubtful recipient, nobody to ask", Standing::kOwn,
       [](Facts& f) {
         f.direction = rules::Direction::kOutbound;
         f.recipients.emplace_back().imitation = imitation();
         f.may_hold = false;
       },
       false, Need::kHeader},
      {"outbound to a confirmed recipient", Standing::kOwn,
       [](Facts& f) {
         f.direction = rules::Direction::kOutbound;
         f.recipients.emplace_back().imitation = imitation();
         f.recipients[0].confirmed = true;
       },
       false, Need::kBody},
      {"outbound to an allowed recipient that was confirmed once", Standing::kOwn,
       [](Facts& f) {
         f.direction = rules::Direction::kOutbound;
         f.recipients.emplace_back().imitation = imitation();
         f.recipients[0].confirmed = true;
         f.recipients[0].allowed = true;
       },
       false, Need::kHeader},
      {"unknown", Standing::kUnknown, nothing, false, Need::kBody},
      {"free-mail", Standing::kFreemail, nothing, false, Need::kBody},
      {"for finance", Standing::kPartner, [](Facts& f) { f.for_finance = true; }, false,
       Need::kBody},
      {"forged fields", Standing::kPartner, nothing, true, Need::kBody},
      {"odd form", Standing::kPartner,
       [](Facts& f) { f.reading = {rules_test::finding("reading.nul", rules::Axis::kReading, 1)}; },
       false, Need::kBody},
      {"a diverted reply", Standing::kPartner,
       [](Facts& f) {
         f.parties.push_back(
             rules_test::party("Reply-To", "", "sato@freemail.example", Standing::kFreemail));
       },
       false, Need::kBody},
      {"no sender", Standing::kPartner, [](Facts& f) { f.parties.clear(); }, false, Need::kBody},
  };
  for (const Row& row : kRows) {
    Facts facts = header_facts(row.standing);
    row.change(facts);
    EXPECT_EQ(rules::needs(facts, row.forged_fields), row.need) << row.what;
  }
}

}  // namespace
