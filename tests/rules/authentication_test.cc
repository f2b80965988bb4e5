#include "rules/authentication.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "rules/judge.h"
#include "tests/rules/make_facts.h"

namespace {

using rules::Authentication;
using rules::Check;
using rules::DmarcPolicy;
using rules::Facts;
using rules::Level;
using rules::Standing;
using rules_test::facts_of;
using rules_test::from;
using rules_test::words;

Authentication dmarc(Check check, DmarcPolicy policy = DmarcPolicy::kReject) {
  Authentication found;
  found.dmarc = check;
  found.policy = policy;
  found.dkim_aligned = check == Check::kPass;
  return found;
}

Facts mail(Standing standing, const Authentication& found) {
  Facts facts = facts_of({from("x", "boss@a.example", standing)});
  facts.authentication = found;
  return facts;
}

struct Row {
  const char* what;
  Facts facts;
  const char* words;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(words(rules::authentication_findings(row.facts)), row.words) << row.what;
  }
}

constexpr auto kFail = Check::kFail;

TEST(Authentication, AFailureWeighsByWhomItPretends) {
  check({
      {"ours, and we say reject", mail(Standing::kOwn, dmarc(kFail)),
       "authentication.own_domain_forged:3"},
      {"ours, quarantine", mail(Standing::kOwn, dmarc(kFail, DmarcPolicy::kQuarantine)),
       "authentication.own_domain_forged:3"},
      {"ours, p=none", mail(Standing::kOwn, dmarc(kFail, DmarcPolicy::kNone)),
       "authentication.own_domain_forged:2"},
      {"a partner's who says reject", mail(Standing::kPartner, dmarc(kFail)),
       "authentication.partner_failed:2"},
      {"a partner's, p=none", mail(Standing::kPartner, dmarc(kFail, DmarcPolicy::kNone)),
       "authentication.partner_failed:1"},
      {"a service's", mail(Standing::kService, dmarc(kFail)), "authentication.partner_failed:2"},
      {"a stranger's who says reject", mail(Standing::kUnknown, dmarc(kFail)),
       "authentication.failed:1"},
      {"a stranger's, p=none", mail(Standing::kUnknown, dmarc(kFail, DmarcPolicy::kNone)),
       "authentication.failed:0"},
      {"free-mail that says so", mail(Standing::kFreemail, dmarc(kFail)),
       "authentication.failed:1"},
  });
}

TEST(Authentication, WhatPassesOrHasNoRecordSaysNothing) {
  for (const Standing standing : {Standing::kOwn, Standing::kPartner, Standing::kUnknown}) {
    EXPECT_EQ(words(rules::authentication_findings(mail(standing, dmarc(Check::kPass)))), "");
    EXPECT_EQ(words(rules::authentication_findings(mail(standing, dmarc(Check::kNone)))), "");
    Facts facts = mail(standing, dmarc(kFail));
    facts.authentication.reset();
    EXPECT_EQ(words(rules::authentication_findings(facts)), "") << "not looked at";
    facts = mail(standing, dmarc(kFail));
    facts.direction = rules::Direction::kOutbound;
    EXPECT_EQ(words(rules::authentication_findings(facts)), "") << "outbound";
    facts = mail(standing, dmarc(kFail));
    facts.parties[0].allowed = true;
    EXPECT_EQ(words(rules::authentication_findings(facts)), "") << "allowed";
  }
}

// Anyone can write List-Id: it must not make a forgery invisible.
TEST(Authentication, ListsAndCalendarsAreExcusedInPart) {
  Facts list = mail(Standing::kOwn, dmarc(kFail));
  list.is_list = true;
  Facts calendar = mail(Standing::kPartner, dmarc(kFail));
  calendar.is_calendar = true;
  Facts stranger = mail(Standing::kUnknown, dmarc(kFail));
  stranger.is_list = true;
  check({{"list", list, "authentication.own_domain_forged:1"},
         {"calendar", calendar, "authentication.partner_failed:1"},
         {"a stranger's list", stranger, "authentication.failed:0"}});
}

TEST(Authentication, CouldNotLookIsADoubtOnlyOfWhomWeTrust) {
  const Authentication away = dmarc(Check::kUnknown);
  check({{"ours", mail(Standing::kOwn, away), "authentication.unavailable:1"},
         {"a partner", mail(Standing::kPartner, away), "authentication.unavailable:1"},
         {"a stranger", mail(Standing::kUnknown, away), "authentication.unavailable:0"}});
  EXPECT_TRUE(rules::is_unauthenticated(mail(Standing::kPartner, away)));
  EXPECT_FALSE(rules::is_unauthenticated(mail(Standing::kUnknown, away)));
  EXPECT_FALSE(rules::is_unauthenticated(mail(Standing::kPartner, dmarc(kFail))));
  EXPECT_FALSE(rules::is_unauthenticated(mail(Standing::kPartner, dmarc(Check::kPass))));
}

TEST(Authentication, OfSeveralFromTheOneThatClaimsMost) {
  Facts facts = mail(Standing::kUnknown, dmarc(kFail));
  facts.parties.push_back(from("y", "y@asagiri.example", Standing::kOwn));
  const auto findings = rules::authentication_findings(facts);
  EXPECT_EQ(words(findings), "authentication.own_domain_forged:3");
  EXPECT_EQ(findings[0].evidence[0].quote, "y@asagiri.example");
}

TEST(Authentication, FlawsOfThePass) {
  Authentication found = dmarc(Check::kPass);
  found.open_end = true;
  check({{"a partner's l=", mail(Standing::kPartner, found), "authentication.open_end:1"},
         {"a stranger's l=", mail(Standing::kUnknown, found), "authentication.open_end:0"}});
  found = dmarc(Check::kPass);
  found.weak_key = found.from_unsigned = true;
  check({{"remarks", mail(Standing::kPartner, found),
          "authentication.weak_key:0 authentication.from_unsigned:0"}});
}

struct LevelRow {
  const char* what;
  Facts facts;
  const char* text;
  Level level;
  const char* row;
};

TEST(Authentication, InTheVerdict) {
  const auto book = rules::Phrasebook::parse(rules::built_in_phrases()).value();
  const char* pay = "振込先の口座が変更になりました。";
  const char* plain = "納期は11月20日です。";
  const DmarcPolicy none = DmarcPolicy::kNone;
  Facts listed = mail(Standing::kPartner, dmarc(kFail, none));
  listed.is_list = true;
  const std::vector<LevelRow> rows = {
      {"ours forged", mail(Standing::kOwn, dmarc(kFail)), plain, Level::kAmber, "identity"},
      {"ours forged, a new account", mail(Standing::kOwn, dmarc(kFail)), pay, Level::kRed,
       "identity+intent"},
      {"a partner forged, reject", mail(Standing::kPartner, dmarc(kFail)), pay, Level::kRed,
       "identity+intent"},
      {"a partner failing, p=none", mail(Standing::kPartner, dmarc(kFail, none)), plain,
       Level::kNotice, "weak"},
      {"a partner failing, p=none, a new account", mail(Standing::kPartner, dmarc(kFail, none)),
       pay, Level::kAmber, "account_change"},
      {"List-Id is no cover for a forged partner", listed, pay, Level::kAmber, "account_change"},
      {"a partner's pass", mail(Standing::kPartner, dmarc(Check::kPass)), plain, Level::kClear, ""},
      {"a partner's pass does not cover a new account",
       mail(Standing::kPartner, dmarc(Check::kPass)), pay, Level::kAmber, "account_change"},
      {"DNS away, a partner", mail(Standing::kPartner, dmarc(Check::kUnknown)), plain,
       Level::kUnknown, "authentication"},
      {"DNS away, a partner's new account", mail(Standing::kPartner, dmarc(Check::kUnknown)), pay,
       Level::kAmber, "account_change"},
      {"DNS away, a stranger", mail(Standing::kUnknown, dmarc(Check::kUnknown)), plain,
       Level::kClear, ""},
  };
  for (LevelRow row : rows) {
    row.facts.text = row.text;
    row.facts.relationship = rules_test::kOldFriend;
    const rules::Verdict verdict = rules::judge(row.facts, book);
    EXPECT_EQ(verdict.level, row.level) << row.what << ": " << words(verdict.findings);
    EXPECT_EQ(verdict.decided_by, row.row) << row.what;
  }
}

}  // namespace
