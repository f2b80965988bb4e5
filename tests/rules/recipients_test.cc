#include "rules/recipients.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <variant>

#include "rules/judge.h"
#include "tests/rules/make_facts.h"

namespace {

using rules::Facts;
using rules::Nearness;
using rules::Recipient;
using rules::Standing;
using rules_test::words;

Recipient recipient(const std::string& address, Nearness nearness = Nearness::kNone) {
  Recipient result;
  result.address = address;
  result.domain = address.substr(address.find('@') + 1);
  if (nearness != Nearness::kNone) {
    result.imitation = rules::Imitation{
        nearness, "partner.example", "p1", "取引先", false, {"似ています。", "It is close."}};
  }
  return result;
}

Recipient with(Recipient one, const std::function<void(Recipient&)>& change) {
  change(one);
  return one;
}

Facts outgoing(std::vector<Recipient> recipients) {
  Facts facts;
  facts.direction = rules::Direction::kOutbound;
  facts.recipients = std::move(recipients);
  return facts;
}

const auto kNear = [] { return recipient("a@partnar.example", Nearness::kProbable); };

struct DoubtRow {
  const char* what;
  Recipient recipient;
  bool doubtful;
  const char* findings;
};

TEST(Recipients, Doubt) {
  const DoubtRow rows[] = {
      {"probable", kNear(), true, "recipient.lookalike:3"},
      {"definite", recipient("a@b.example", Nearness::kDefinite), true, "recipient.lookalike:3"},
      {"our own domain imitated", with(kNear(), [](auto& r) { r.imitation->own = true; }), true,
       "recipient.own_lookalike:3"},
      {"a provider imitated", with(kNear(), [](auto& r) { r.imitates_provider = true; }), true,
       "recipient.provider_lookalike:3"},
      {"the sender said no before", with(kNear(), [](auto& r) { r.confirmed = false; }), true,
       "recipient.lookalike:3"},
      {"free-mail is no excuse", with(kNear(), [](auto& r) { r.standing = Standing::kFreemail; }),
       true, "recipient.lookalike:3"},
      {"nobody in particular", recipient("a@elsewhere.example"), false, ""},
      {"possible", recipient("a@b.example", Nearness::kPossible), false, "recipient.lookalike:0"},
      {"confirmed", with(kNear(), [](auto& r) { r.confirmed = true; }), false,
       "recipient.confirmed:0"},
      {"allowed", with(kNear(), [](auto& r) { r.allowed = true; }), false, ""},
      {"a partner", with(kNear(), [](auto& r) { r.standing = Standing::kPartner; }), false, ""},
      {"a service", with(kNear(), [](auto& r) { r.standing = Standing::kService; }), false, ""},
      {"our own", with(kNear(), [](auto& r) { r.standing = Standing::kOwn; }), false, ""},
      {"a provider", with(kNear(), [](auto& r) { r.provider = true; }), false, ""},
      {"routed", with(recipient("a%b@c.example"), [](auto& r) { r.routed = true; }), false,
       "recipient.routed:2"},
      {"unreadable", with(recipient("a@-"), [](auto& r) { r.unreadable = true; }), false,
       "recipient.unreadable:2"},
  };
  for (const DoubtRow& row : rows) {
    EXPECT_EQ(rules::is_doubtful(row.recipient), row.doubtful) << row.what;
    EXPECT_EQ(words(rules::recipient_findings(outgoing({row.recipient}))), row.findings)
        << row.what;
  }
}

TEST(Recipients, OneFindingADomainNamesItsAddresses) {
  const auto findings = rules::recipient_findings(
      outgoing({recipient("a@x.example", Nearness::kProbable),
                recipient("b@x.example", Nearness::kProbable), recipient("c@y.example")}));
  ASSERT_EQ(findings.size(), 1U);
  ASSERT_EQ(findings[0].evidence.size(), 2U);
  EXPECT_EQ(findings[0].evidence[1].quote, "b@x.example");
  EXPECT_EQ(findings[0].text.ja, "宛先の似ています。");
  EXPECT_EQ(findings[0].text.en, "Recipient: It is close.");
}

// "hold A reason of", "reject TEXT" or "".
std::string action(const Facts& facts) {
  const auto found = rules::recipient_action(facts);
  if (!found) return "";
  if (const auto* reject = std::get_if<rules::Reject>(&*found)) return "reject " + reject->text;
  std::string text = "hold";
  for (const auto& one : std::get<rules::Hold>(*found).recipients) {
    text += " " + one.address + " " + one.reason + " " + one.of;
  }
  return text;
}

struct ActionRow {
  const char* what;
  Facts facts;
  const char* action;
};

Facts and_then(Facts facts, const std::function<void(Facts&)>& change) {
  change(facts);
  return facts;
}

TEST(Recipients, Action) {
  const Recipient routed = with(recipient("a%b@c.example"), [](auto& r) { r.routed = true; });
  const Recipient unreadable = with(recipient("a@-"), [](auto& r) { r.unreadable = true; });
  const Recipient fine = recipient("c@fine.example");
  const ActionRow rows[] = {
      {"only the doubtful one is asked about", outgoing({fine, kNear()}),
       "hold a@partnar.example lookalike partner.example"},
      {"the words of the contract",
       outgoing({with(kNear(), [](auto& r) { r.imitation->own = true; }),
                 with(kNear(), [](auto& r) { r.imitates_provider = true; })}),
       "hold a@partnar.example own_lookalike partner.example a@partnar.example provider "
       "partner.example"},
      {"none doubtful", outgoing({fine}), ""},
      {"nobody to ask", and_then(outgoing({kNear()}), [](Facts& f) { f.may_hold = false; }), ""},
      {"inbound",
       and_then(outgoing({kNear()}), [](Facts& f) { f.direction = rules::Direction::kInbound; }),
       ""},
      {"routed by a machine", outgoing({routed}), ""},
      {"routed by a person",
       and_then(outgoing({fine, routed}), [](Facts& f) { f.authenticated = true; }),
       "reject 5.1.3 Write the recipient as user@domain: a%b@c.example"},
      {"refused before held",
       and_then(outgoing({kNear(), routed}), [](Facts& f) { f.authenticated = true; }),
       "reject 5.1.3 Write the recipient as user@domain: a%b@c.example"},
      {"unreadable from a person",
       and_then(outgoing({fine, unreadable}), [](Facts& f) { f.authenticated = true; }),
       "reject 5.1.3 Write the recipient as user@domain: a@-"},
      {"unreadable from a machine", outgoing({fine, unreadable}),
       "reject 5.1.3 Write the recipient as user@domain: a@-"},
      {"unreadable, and nobody to ask",
       and_then(outgoing({unreadable}), [](Facts& f) { f.may_hold = false; }),
       "reject 5.1.3 Write the recipient as user@domain: a@-"},
      {"unreadable, inbound",
       and_then(outgoing({unreadable}), [](Facts& f) { f.direction = rules::Direction::kInbound; }),
       ""},
      {"more recipients than are listed",
       and_then(outgoing({fine}), [](Facts& f) { f.more_recipients = true; }),
       "reject 5.5.3 Too many recipients"},
      {"more recipients of a list",
       and_then(outgoing({fine}),
                [](Facts& f) {
                  f.more_recipients = true;
                  f.may_hold = false;
                }),
       ""},
  };
  for (const ActionRow& row : rows) EXPECT_EQ(action(row.facts), row.action) << row.what;
}

TEST(Recipients, DoubtMakesTheVerdictRedAndHeldAndNothingElse) {
  const auto book = rules::Phrasebook::parse(rules::built_in_phrases());
  const rules::Verdict held = rules::judge(outgoing({kNear()}), *book);
  EXPECT_EQ(held.level, rules::Level::kRed);
  EXPECT_EQ(held.decided_by, "doubtful_recipient");
  ASSERT_EQ(held.actions.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<rules::Hold>(held.actions[0]));
  const rules::Verdict fine = rules::judge(outgoing({recipient("c@fine.example")}), *book);
  EXPECT_EQ(fine.level, rules::Level::kClear);
  EXPECT_TRUE(fine.actions.empty());
}

}  // namespace
