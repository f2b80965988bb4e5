// Facts and findings that the tests of the combining table share.
#pragma once

#include "rules/facts.h"
#include "rules/finding.h"
#include "tests/rules/make_facts.h"

namespace rules_test {

inline rules::Facts plain() { return facts_of({from("x", "a@x.example")}); }
inline rules::Facts freemail() {
  return facts_of({from("x", "a@freemail.example", rules::Standing::kFreemail)});
}
inline rules::Facts list() {
  rules::Facts facts = plain();
  facts.is_list = true;
  return facts;
}
inline rules::Facts unreadable() {
  rules::Facts facts = plain();
  facts.unreadable = true;
  return facts;
}
inline rules::Finding identity(int weight) {
  return finding("identity.imitation", rules::Axis::kIdentity, weight);
}
inline rules::Finding executive(int weight) {
  return finding("identity.executive_name_outside", rules::Axis::kIdentity, weight);
}
inline rules::Finding reading(int weight) {
  return finding("reading.nul", rules::Axis::kReading, weight);
}
inline const rules::Finding kFirst =
    finding("relationship.first_contact", rules::Axis::kRelationship, 1);

}  // namespace rules_test
