#include "milter/judge/authentication_facts.h"

#include <gmock/gmock.h>

#include "tests/judge/world.h"

namespace milter {
namespace {

using rules::Check;
using rules::DmarcPolicy;
using testing::ElementsAre;
using testing::IsEmpty;

using Authors = std::vector<std::string>;
const Authors kMirai = {"mirai.co.jp"};

Authentication found() {
  Authentication result;
  result.looked = true;
  result.by = "mx.asagiri.example";
  return result;
}

DkimSignature signature(const std::string& domain, AuthResult result = AuthResult::kPass) {
  DkimSignature one;
  one.domain = domain;
  one.result = result;
  return one;
}

Authentication signed_by(const std::string& domain, AuthResult result = AuthResult::kPass) {
  Authentication mail = found();
  mail.dkim.result = result;
  mail.dkim.signatures = {signature(domain, result)};
  return mail;
}

Authentication sent_by(const std::string& domain, AuthResult result = AuthResult::kPass) {
  Authentication mail = found();
  mail.spf.result = result;
  mail.spf.domain = domain;
  return mail;
}

TEST(AuthorDomains, OfEveryFromAsALabelsEachOnce) {
  const auto of = [](const std::string& header) {
    return author_domains(read_header(*raw_of(header + "\n\n")));
  };
  EXPECT_THAT(of("From: A <a@Mirai.CO.JP>, b@mirai.co.jp"), ElementsAre("mirai.co.jp"));
  EXPECT_THAT(of("From: a@mirai.co.jp\nFrom: b@other.example"),
              ElementsAre("mirai.co.jp", "other.example"));
  EXPECT_THAT(of("From: a@b\xC3\xBC"
                 "cher.example"),
              ElementsAre("xn--bcher-kva.example"));
  EXPECT_THAT(of("Subject: x"), IsEmpty());
  EXPECT_THAT(of("From: nobody"), IsEmpty());
}

TEST(AuthenticationFact, NotLookedAtIsNothing) {
  EXPECT_FALSE(authentication_fact(Authentication{}, kMirai).has_value());
  EXPECT_TRUE(authentication_fact(found(), kMirai).has_value());
}

TEST(AuthenticationFact, ResultsInThreeAnswersAndNone) {
  const std::pair<AuthResult, Check> rows[] = {
      {AuthResult::kNone, Check::kNone},         {AuthResult::kPass, Check::kPass},
      {AuthResult::kFail, Check::kFail},         {AuthResult::kSoftFail, Check::kFail},
      {AuthResult::kNeutral, Check::kNone},      {AuthResult::kPolicy, Check::kNone},
      {AuthResult::kTempError, Check::kUnknown}, {AuthResult::kPermError, Check::kNone},
  };
  for (const auto& [result, check] : rows) {
    Authentication mail = found();
    mail.spf.result = mail.dkim.result = mail.dmarc.result = result;
    const auto fact = authentication_fact(mail, kMirai);
    EXPECT_EQ(fact->spf, check) << word(result);
    EXPECT_EQ(fact->dkim, check) << word(result);
    EXPECT_EQ(fact->dmarc, check) << word(result);
  }
  for (const auto& [text, policy] : {std::pair{"", DmarcPolicy::kNoRecord},
                                     {"none", DmarcPolicy::kNone},
                                     {"quarantine", DmarcPolicy::kQuarantine},
                                     {"reject", DmarcPolicy::kReject}}) {
    Authentication mail = found();
    mail.dmarc.policy = text;
    EXPECT_EQ(authentication_fact(mail, kMirai)->policy, policy) << text;
  }
}

struct Alignment {
  const char* what;
  Authentication mail;
  Authors authors;
  bool spf, dkim;
};

// Where there is no record, the organisational domains are compared.
TEST(AuthenticationFact, AlignmentWithoutARecord) {
  Authentication unsigned_from = signed_by("mirai.co.jp");
  unsigned_from.dkim.signatures[0].from_unsigned = true;
  const Alignment rows[] = {
      {"SPF of the same", sent_by("mirai.co.jp"), kMirai, true, false},
      {"SPF of a subdomain", sent_by("bounce.mirai.co.jp"), kMirai, true, false},
      {"SPF of another", sent_by("bulk.example"), kMirai, false, false},
      {"SPF of a neighbour below co.jp", sent_by("mirai-kogyo.co.jp"), kMirai, false, false},
      {"SPF that fails", sent_by("mirai.co.jp", AuthResult::kFail), kMirai, false, false},
      {"a signature of the same", signed_by("mirai.co.jp"), kMirai, false, true},
      {"a signature of another", signed_by("bulk.example"), kMirai, false, false},
      {"a broken one", signed_by("mirai.co.jp", AuthResult::kFail), kMirai, false, false},
      {"a signature without From", unsigned_from, kMirai, false, false},
      {"two authors", signed_by("mirai.co.jp"), {"mirai.co.jp", "x.example"}, false, false},
      {"no author", signed_by("mirai.co.jp"), {}, false, false},
  };
  for (const Alignment& row : rows) {
    const auto fact = authentication_fact(row.mail, row.authors);
    EXPECT_EQ(fact->spf_aligned, row.spf) << row.what;
    EXPECT_EQ(fact->dkim_aligned, row.dkim) << row.what;
    EXPECT_EQ(fact->aligned(), row.spf || row.dkim) << row.what;
  }
}

// A strict record fails what would be aligned without one.
TEST(AuthenticationFact, WhereThereIsARecordItSays) {
  Authentication mail = sent_by("bounce.mirai.co.jp");
  mail.dmarc.result = AuthResult::kFail;
  mail.dmarc.policy = "reject";
  EXPECT_FALSE(authentication_fact(mail, kMirai)->aligned());
  mail.dmarc.result = AuthResult::kPass;
  mail.dmarc.spf_aligned = true;
  EXPECT_TRUE(authentication_fact(mail, kMirai)->spf_aligned);
}

TEST(AuthenticationFact, NamesTheSigners) {
  Authentication mail = signed_by("mirai.co.jp");
  mail.dkim.signatures.push_back(signature("bulk.example"));
  mail.dkim.signatures.push_back(signature("bulk.example"));
  mail.dkim.signatures.push_back(signature("liar.example", AuthResult::kFail));
  const auto fact = authentication_fact(mail, kMirai);
  EXPECT_THAT(fact->signers, ElementsAre("mirai.co.jp", "bulk.example"));
  EXPECT_EQ(fact->author_domain, "mirai.co.jp");
}

Authentication gateway(const std::string& author, AuthResult dmarc) {
  Authentication mail = signed_by("mirai.co.jp");
  mail.by_gateway = true;
  mail.dmarc.result = dmarc;
  mail.dmarc.author_domain = author;
  return mail;
}

TEST(AuthenticationFact, AGatewaysPassIsOfTheFromThatItRead) {
  const AuthResult pass = AuthResult::kPass;
  EXPECT_TRUE(authentication_fact(gateway("mirai.co.jp", pass), kMirai)->aligned());
  EXPECT_TRUE(authentication_fact(gateway("mail.mirai.co.jp", pass), kMirai)->aligned());
  for (const Authors& authors :
       {Authors{"asagiri.example"}, Authors{}, Authors{"mirai.co.jp", "asagiri.example"}}) {
    const auto fact = authentication_fact(gateway("mirai.co.jp", pass), authors);
    EXPECT_EQ(fact->dmarc, Check::kUnknown);
    EXPECT_FALSE(fact->aligned());
  }
  Authentication silent = gateway("", AuthResult::kNone);
  EXPECT_TRUE(authentication_fact(silent, kMirai)->dkim_aligned) << "it told of DKIM alone";
  silent.dkim.signatures.clear();
  silent.dmarc.result = pass;
  EXPECT_TRUE(authentication_fact(silent, kMirai)->aligned()) << "it told of DMARC alone";
  const Authors two{"mirai.co.jp", "asagiri.example"};
  EXPECT_EQ(authentication_fact(silent, two)->dmarc, Check::kUnknown) << "of which of the two?";
  EXPECT_FALSE(authentication_fact(silent, two)->aligned());
}

// Else every mail of a partner that does not sign would bear a warning.
TEST(AuthenticationFact, WhatAGatewayAlwaysHidesIsNoTrouble) {
  Authentication mail = signed_by("bulk.example");
  mail.dmarc.result = AuthResult::kTempError;
  mail.dmarc.policy = "none";
  EXPECT_EQ(authentication_fact(mail, kMirai)->dmarc, Check::kUnknown);
  mail.dmarc.spf_hidden = true;
  EXPECT_EQ(authentication_fact(mail, kMirai)->dmarc, Check::kNone);
  EXPECT_FALSE(authentication_fact(mail, kMirai)->aligned());
}

TEST(AuthenticationFact, FlawsCountWhereNothingElseVouches) {
  Authentication mail = signed_by("mirai.co.jp");
  mail.dkim.signatures[0].partial_body = mail.dkim.signatures[0].weak_key = true;
  EXPECT_TRUE(authentication_fact(mail, kMirai)->open_end);
  EXPECT_TRUE(authentication_fact(mail, kMirai)->weak_key);
  Authentication by_spf_too = mail;
  by_spf_too.spf.result = AuthResult::kPass;
  by_spf_too.spf.domain = "mirai.co.jp";
  EXPECT_FALSE(authentication_fact(by_spf_too, kMirai)->open_end);
  EXPECT_FALSE(authentication_fact(by_spf_too, kMirai)->weak_key);
  mail.dkim.signatures.push_back(signature("mirai.co.jp"));
  EXPECT_FALSE(authentication_fact(mail, kMirai)->open_end) << "another covers it whole";
  Authentication others = signed_by("bulk.example");
  others.dkim.signatures[0].partial_body = others.dkim.signatures[0].weak_key = true;
  EXPECT_FALSE(authentication_fact(others, kMirai)->open_end) << "it vouches for nothing";
  EXPECT_FALSE(authentication_fact(others, kMirai)->from_unsigned);
  others.dkim.signatures[0].from_unsigned = true;
  EXPECT_TRUE(authentication_fact(others, kMirai)->from_unsigned);
}

}  // namespace
}  // namespace milter
