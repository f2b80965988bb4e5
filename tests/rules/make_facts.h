// Short ways to write facts and findings in tables of tests.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "rules/facts.h"
#include "rules/finding.h"

namespace rules_test {

inline rules::Party party(std::string where, std::string name, std::string address,
                          rules::Standing standing = rules::Standing::kUnknown) {
  rules::Party result;
  result.where = std::move(where);
  result.name_key = name;
  result.display_name = std::move(name);
  result.domain = address.substr(address.find('@') + 1);
  result.address = std::move(address);
  result.standing = standing;
  return result;
}

inline rules::Party imitating(rules::Party who, rules::Nearness nearness) {
  who.imitation = rules::Imitation{
      nearness, "partner.example", "p1", "株式会社取引先", false, {"似ています。", "It is close."}};
  return who;
}

inline rules::Party from(std::string name, std::string address,
                         rules::Standing standing = rules::Standing::kUnknown) {
  return party("From", std::move(name), std::move(address), standing);
}

inline rules::Facts facts_of(std::vector<rules::Party> parties) {
  rules::Facts facts;
  facts.parties = std::move(parties);
  return facts;
}

inline const rules::Relationship kStranger{};
inline const rules::Relationship kOldFriend{5, 20, 8, 30};

inline rules::Finding finding(std::string code, rules::Axis axis, int weight) {
  return {std::move(code), axis, weight, {"文", "text"}, {}};
}

inline rules::Finding intent(const std::string& family, int weight) {
  return finding("intent." + family, rules::Axis::kIntent, weight);
}

// "code:weight code:weight", the way tables of expectations are written.
inline std::string words(const std::vector<rules::Finding>& findings) {
  std::string result;
  for (const rules::Finding& one : findings) {
    result += (result.empty() ? "" : " ") + one.code + ":" + std::to_string(one.weight);
  }
  return result;
}

}  // namespace rules_test
