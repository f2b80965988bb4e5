#include "rules/relationship.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "tests/rules/make_facts.h"

namespace {

using rules::Relationship;
using rules::Standing;
using rules_test::facts_of;
using rules_test::from;
using rules_test::words;

constexpr const char* kFirst = "relationship.first_contact:1";
constexpr const char* kNewAddress = "relationship.new_address:0";

struct Row {
  const char* what;
  Standing standing;
  std::optional<Relationship> known;
  const char* found;
};

TEST(Relationship, Table) {
  const std::vector<Row> kRows = {
      {"a stranger", Standing::kUnknown, Relationship{}, kFirst},
      {"a stranger on free-mail", Standing::kFreemail, Relationship{}, kFirst},
      {"free-mail: others of the domain say nothing", Standing::kFreemail,
       Relationship{0, 0, 0, 500}, kFirst},
      {"the memory could not be asked", Standing::kUnknown, std::nullopt,
       "relationship.memory_unavailable:0"},
      {"not even for a partner", Standing::kPartner, std::nullopt,
       "relationship.memory_unavailable:0"},
      {"a colleague of someone known", Standing::kUnknown, Relationship{0, 0, 0, 1}, kNewAddress},
      {"a partner's new address", Standing::kPartner, Relationship{}, kNewAddress},
      {"a service", Standing::kService, Relationship{}, kNewAddress},
      {"one mail to a colleague of ours", Standing::kUnknown, Relationship{0, 1, 0, 1}, ""},
      {"we wrote first", Standing::kUnknown, Relationship{0, 0, 1, 1}, ""},
      {"a known free-mail address", Standing::kFreemail, Relationship{1, 1, 0, 9}, ""},
      {"ourselves", Standing::kOwn, Relationship{}, ""},
      {"ourselves, memory away", Standing::kOwn, std::nullopt, ""},
  };
  for (const Row& row : kRows) {
    rules::Facts facts = facts_of({from("Name", "a@b.example", row.standing)});
    facts.relationship = row.known;
    EXPECT_EQ(words(rules::relationship_findings(facts)), row.found) << row.what;
  }
}

TEST(Relationship, NamesTheAddress) {
  rules::Facts facts = facts_of({from("Name", "a@b.example")});
  facts.relationship = Relationship{};
  const auto found = rules::relationship_findings(facts);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].axis, rules::Axis::kRelationship);
  EXPECT_EQ(found[0].text.en, "This is the first mail from a@b.example.");
  ASSERT_EQ(found[0].evidence.size(), 1U);
  EXPECT_EQ(found[0].evidence[0], (rules::Evidence{"From", "a@b.example"}));
}

TEST(Relationship, NothingOutboundOrWithoutSender) {
  rules::Facts outbound = facts_of({from("Name", "a@b.example")});
  outbound.relationship = Relationship{};
  outbound.direction = rules::Direction::kOutbound;
  EXPECT_TRUE(rules::relationship_findings(outbound).empty());

  rules::Facts only_reply = facts_of({rules_test::party("Reply-To", "", "a@b.example")});
  only_reply.relationship = Relationship{};
  EXPECT_TRUE(rules::relationship_findings(only_reply).empty());
}

}  // namespace
