#include "rules/identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "tests/rules/make_facts.h"

namespace {

using rules::Facts;
using rules::Nearness;
using rules::Standing;
using rules_test::facts_of;
using rules_test::from;
using rules_test::imitating;
using rules_test::kOldFriend;
using rules_test::kStranger;
using rules_test::party;
using rules_test::words;

const std::array<rules::Executive, 2> kExecutives = {{
    {"桜井 一郎", "代表取締役社長", {"桜井一郎", "ichirosakurai"}, {"i.sakurai@asagiri.example"}},
    {"森 蘭", "専務取締役", {"森蘭", "ranmori"}, {"ran.private@freemail.example"}},
}};
const std::array<rules::PartnerName, 1> kPartners = {{{"p1", "青葉物産株式会社", {"青葉物産"}}}};

struct Row {
  const char* what;
  Facts facts;
  const char* found;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    Facts facts = row.facts;
    facts.executives = kExecutives;
    facts.partner_names = kPartners;
    EXPECT_EQ(words(rules::identity_findings(facts)), row.found) << row.what;
  }
}

Facts with(Facts facts, const std::function<void(Facts&)>& change) {
  change(facts);
  return facts;
}

rules::Party allowed(rules::Party who) {
  who.allowed = true;
  return who;
}

TEST(Identity, ExecutiveNames) {
  constexpr const char* kFound = "identity.executive_name_outside:3";
  check({
      {"on free-mail", facts_of({from("桜井一郎", "a@freemail.example", Standing::kFreemail)}),
       kFound},
      {"romaji", facts_of({from("ichirosakurai", "a@x.example")}), kFound},
      {"inside a longer name", facts_of({from("桜井一郎社長", "a@x.example")}), kFound},
      {"short name, whole", facts_of({from("森蘭", "a@x.example")}), kFound},
      {"as Sender",
       facts_of({from("x", "a@x.example"), party("Sender", "桜井一郎", "b@y.example")}), kFound},
      {"at a partner's: a namesake?",
       facts_of({from("桜井一郎", "a@aoba.example", Standing::kPartner)}),
       "identity.executive_name_outside:1"},
      {"from inside", facts_of({from("桜井一郎", "i.sakurai@asagiri.example", Standing::kOwn)}),
       "identity.own_domain_outside:0"},
      {"their own private address",
       facts_of({from("森蘭", "ran.private@freemail.example", Standing::kFreemail)}), ""},
      {"allowed", facts_of({allowed(from("桜井一郎", "a@x.example"))}), ""},
      {"by a service", facts_of({from("桜井一郎", "no-reply@saas.example", Standing::kService)}),
       ""},
      {"another name", facts_of({from("桜井二郎", "a@x.example")}), ""},
      {"short name inside another", facts_of({from("森蘭子", "a@x.example")}), ""},
      {"only copied to",
       facts_of({from("x", "a@x.example"), party("Cc", "桜井一郎", "b@y.example")}), ""},
      {"no name", facts_of({from("", "a@x.example")}), ""},
  });
}

TEST(Identity, PartnerNames) {
  const Facts hostile = facts_of({from("青葉物産経理部", "a@x.example")});
  const auto known = [](Facts& facts) { facts.relationship = kOldFriend; };
  check({
      {"elsewhere", hostile, "identity.partner_name_outside:2"},
      {"a stranger", with(hostile, [](Facts& f) { f.relationship = kStranger; }),
       "identity.partner_name_outside:2"},
      {"on free-mail", facts_of({from("青葉物産", "aoba@freemail.example", Standing::kFreemail)}),
       "identity.partner_name_outside:2"},
      {"writes so for years", with(hostile, known), "identity.partner_name_outside:1"},
      {"an invitation", with(hostile, [](Facts& f) { f.is_calendar = true; }),
       "identity.partner_name_outside:1"},
      {"theirs", facts_of({from("青葉物産", "a@aoba.example", Standing::kPartner)}), ""},
      {"a service", facts_of({from("青葉物産", "a@saas.example", Standing::kService)}), ""},
      {"a list", with(hostile, [](Facts& f) { f.is_list = true; }), ""},
      {"allowed", facts_of({allowed(from("青葉物産", "a@x.example"))}), ""},
      {"another company", facts_of({from("青葉商事", "a@x.example")}), ""},
      {"in Reply-To only",
       facts_of({from("x", "a@x.example"), party("Reply-To", "青葉物産", "a@x.example")}), ""},
  });
}

TEST(Identity, Imitations) {
  const auto near = [](Nearness nearness) {
    return facts_of({imitating(from("x", "a@partmer.example"), nearness)});
  };
  const auto known = [](Facts& facts) { facts.relationship = kOldFriend; };
  const auto copied = [](Nearness nearness) {
    return facts_of(
        {from("x", "a@x.example"), imitating(party("Cc", "y", "b@partmer.example"), nearness)});
  };
  check({
      {"definite", near(Nearness::kDefinite), "identity.imitation:3"},
      {"probable", near(Nearness::kProbable), "identity.imitation:2"},
      {"possible", near(Nearness::kPossible), "identity.imitation:1"},
      {"definite, though known", with(near(Nearness::kDefinite), known), "identity.imitation:3"},
      {"definite, copied to", copied(Nearness::kDefinite), "identity.imitation:2"},
      {"probable, copied to", copied(Nearness::kProbable), "identity.imitation:1"},
      {"possible, copied to", copied(Nearness::kPossible), "identity.imitation:1"},
      {"one domain is told once",
       facts_of({imitating(from("x", "a@partmer.example"), Nearness::kDefinite),
                 imitating(party("Sender", "y", "b@partmer.example"), Nearness::kDefinite)}),
       "identity.imitation:3"},
      {"none", near(Nearness::kNone), ""},
      {"possible, but known", with(near(Nearness::kPossible), known), ""},
      {"allowed",
       facts_of({allowed(imitating(from("x", "a@partmer.example"), Nearness::kDefinite))}), ""},
      {"nothing like it", facts_of({from("x", "a@quite-different.example")}), ""},
      {"outbound",
       with(near(Nearness::kDefinite), [](Facts& f) { f.direction = rules::Direction::kOutbound; }),
       ""},
  });
}

TEST(Identity, TheImitationInAnyPlaceCounts) {
  for (const char* where : {"Reply-To", "Sender"}) {
    check({{where,
            facts_of({from("x", "a@x.example"),
                      imitating(party(where, "y", "b@x.example"), Nearness::kProbable)}),
            "identity.imitation:2"}});
  }
}

TEST(Identity, DivertedReplies) {
  const auto replying = [](rules::Party author, const char* to, Standing standing) {
    return facts_of({std::move(author), party("Reply-To", "", to, standing)});
  };
  const rules::Party partner = from("x", "a@aoba.example", Standing::kPartner);
  const rules::Party stranger = from("x", "a@x.example");
  const rules::Party own = from("x", "a@asagiri.example", Standing::kOwn);
  const char* free = "b@freemail.example";
  const auto list = [](Facts& f) { f.is_list = true; };
  check({
      {"partner to free-mail", replying(partner, free, Standing::kFreemail),
       "identity.reply_to_freemail:2"},
      {"stranger to free-mail", replying(stranger, free, Standing::kFreemail),
       "identity.reply_to_freemail:2"},
      {"partner to elsewhere", replying(partner, "b@y.example", Standing::kUnknown),
       "identity.reply_to_differs:2"},
      {"stranger to elsewhere", replying(stranger, "b@y.example", Standing::kUnknown),
       "identity.reply_to_differs:1"},
      {"in an executive's name",
       replying(from("桜井一郎", "i.sakurai@asagiri.example", Standing::kOwn), free,
                Standing::kFreemail),
       "identity.reply_to_freemail:2 identity.own_domain_outside:0"},
      {"like a domain name, but not below it",
       replying(partner, "b@notaoba.example", Standing::kUnknown), "identity.reply_to_differs:2"},
      {"a web form of ours", replying(own, free, Standing::kFreemail),
       "identity.reply_to_freemail:1 identity.own_domain_outside:0"},
      {"same domain", replying(partner, "b@aoba.example", Standing::kPartner), ""},
      {"below it", replying(partner, "b@mail.aoba.example", Standing::kUnknown), ""},
      {"above it", replying(from("x", "a@mail.x.example"), "b@x.example", Standing::kUnknown), ""},
      {"free-mail to free-mail",
       replying(from("x", "a@freemail.example", Standing::kFreemail), free, Standing::kFreemail),
       ""},
      {"to us", replying(stranger, "b@asagiri.example", Standing::kOwn), ""},
      {"a list", with(replying(partner, free, Standing::kFreemail), list), ""},
      {"a service",
       replying(from("x", "a@saas.example", Standing::kService), "b@y.example", Standing::kUnknown),
       ""},
      {"no From", facts_of({party("Reply-To", "", free, Standing::kFreemail)}), ""},
  });
}

TEST(Identity, OneHarmlessReplyAddressDoesNotHideAnother) {
  check({{"second of two",
          facts_of({from("x", "a@x.example"), party("Reply-To", "", "a@x.example"),
                    party("Reply-To", "", "b@freemail.example", Standing::kFreemail)}),
          "identity.reply_to_freemail:2"}});
}

TEST(Identity, AddressesInNames) {
  constexpr const char* kRemark = "identity.address_in_name:1";
  check({
      {"another address", facts_of({from("sato@aoba.example", "a@x.example")}), kRemark},
      {"quoted in words", facts_of({from("佐藤 <sato@aoba.example>", "a@x.example")}), kRemark},
      {"from free-mail",
       facts_of({from("sato@aoba.example", "a@freemail.example", Standing::kFreemail)}),
       "identity.address_in_name:2"},
      {"its own", facts_of({from("a@x.example", "a@x.example")}), ""},
      {"its own in capitals", facts_of({from("A@X.Example", "a@x.example")}), ""},
      {"a colleague's", facts_of({from("b@x.example", "a@x.example")}), ""},
      {"sent from a host below", facts_of({from("a@x.example", "a@mail.x.example")}), ""},
      {"no address", facts_of({from("佐藤@営業部", "a@x.example")}), ""},
      {"a handle", facts_of({from("@sato", "a@x.example")}), ""},
      {"no dot", facts_of({from("sato@aoba", "a@x.example")}), ""},
      {"a service", facts_of({from("b@y.example", "a@saas.example", Standing::kService)}), ""},
  });
}

TEST(Identity, OwnDomainFromOutsideIsARemark) {
  const Facts own = facts_of({from("x", "a@asagiri.example", Standing::kOwn)});
  check({
      {"own", own, "identity.own_domain_outside:0"},
      {"a list", with(own, [](Facts& f) { f.is_list = true; }), ""},
      {"allowed", facts_of({allowed(from("x", "a@asagiri.example", Standing::kOwn))}), ""},
      {"a partner", facts_of({from("x", "a@aoba.example", Standing::kPartner)}), ""},
  });
}

TEST(Identity, EvidenceNamesTheParty) {
  const auto found = rules::identity_findings(
      facts_of({imitating(from("佐藤", "a@partmer.example"), Nearness::kDefinite)}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].evidence.at(0), (rules::Evidence{"From", "佐藤 <a@partmer.example>"}));
  EXPECT_EQ(found[0].text.ja, "差出人の似ています。");
  EXPECT_EQ(found[0].text.en, "From: It is close.");
}

}  // namespace
