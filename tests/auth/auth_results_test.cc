#include "milter/auth/auth_results.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "milter/auth/auth_results_field.h"
#include "milter/base/limits.h"

namespace milter {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kId = "mx.asagiri.example";

DkimSignature signature(AuthResult result, std::string domain, std::string why = "") {
  DkimSignature one;
  one.result = result;
  one.domain = std::move(domain);
  one.selector = "s1";
  one.algorithm = "rsa-sha256";
  one.why = std::move(why);
  return one;
}

Authentication passed() {
  Authentication all;
  all.looked = true;
  all.spf = {AuthResult::kPass, "mirai.example", "", false};
  all.dkim.result = AuthResult::kPass;
  all.dkim.signatures = {signature(AuthResult::kPass, "mirai.example")};
  all.dmarc.result = AuthResult::kPass;
  all.dmarc.author_domain = "mirai.example";
  all.dmarc.policy = "reject";
  return all;
}

TEST(AuthResultsTest, WhatWeWrite) {
  EXPECT_EQ(auth_results_value(passed(), kId),
            "mx.asagiri.example;\n"
            " spf=pass smtp.mailfrom=mirai.example;\n"
            " dkim=pass header.d=mirai.example header.s=s1 header.a=rsa-sha256;\n"
            " dmarc=pass header.from=mirai.example policy.dmarc=reject");
}

TEST(AuthResultsTest, NothingLookedAt) {
  EXPECT_EQ(auth_results_value(Authentication{}, kId), "mx.asagiri.example; none");
}

TEST(AuthResultsTest, FailuresSayWhy) {
  Authentication all;
  all.looked = true;
  all.spf = {AuthResult::kTempError, "mirai.example", "mirai.example: SERVFAIL", true};
  all.dkim.result = AuthResult::kPass;
  all.dkim.signatures = {signature(AuthResult::kFail, "mirai.example", "body was changed"),
                         signature(AuthResult::kPass, "list.example", "unsaid of a pass")};
  all.dmarc.result = AuthResult::kFail;
  all.dmarc.author_domain = "mirai.example";
  all.dmarc.why = "nothing that passes vouches for mirai.example";
  EXPECT_EQ(auth_results_value(all, kId),
            "mx.asagiri.example;\n"
            " spf=temperror reason=\"mirai.example: SERVFAIL\" smtp.helo=mirai.example;\n"
            " dkim=fail reason=\"body was changed\" header.d=mirai.example header.s=s1\n"
            "  header.a=rsa-sha256;\n"
            " dkim=pass header.d=list.example header.s=s1 header.a=rsa-sha256;\n"
            " dmarc=fail reason=\"nothing that passes vouches for mirai.example\"\n"
            "  header.from=mirai.example");
}

TEST(AuthResultsTest, NoSignatureIsSaid) {
  Authentication all;
  all.looked = true;
  EXPECT_EQ(auth_results_value(all, kId),
            "mx.asagiri.example;\n spf=none;\n dkim=none;\n dmarc=none");
}

// Whatever a sender puts into a value comes back as that value, and adds no result.
TEST(AuthResultsTest, ValuesAreNeverSyntax) {
  for (const std::string_view hostile : {
           "a.example; dmarc=pass header.from=bank.example",
           "a.example\r\nAuthentication-Results: mx.asagiri.example; dmarc=pass",
           "a.example\n\n<html>",
           "\"; dmarc=pass; x=\"",
           "\\",
           "a\\\"; dmarc=pass",
           "(comment",
           "comment) dmarc=pass (",
           "a.example/../=?utf-8?q?x?=",
           "\xe9\x8a\x80\xe8\xa1\x8c.example",
           "\x1b[2Ja.example",
           " ",
           "a b",
       }) {
    Authentication all = passed();
    all.spf.domain = hostile;
    all.spf.result = AuthResult::kFail;
    all.spf.why = hostile;
    all.dkim.signatures[0].domain = hostile;
    all.dkim.signatures[0].selector = hostile;
    all.dkim.signatures[0].algorithm = hostile;
    all.dmarc.author_domain = hostile;
    all.dmarc.result = AuthResult::kFail;
    all.dmarc.why = hostile;
    const std::string value = auth_results_value(all, kId);
    for (const char c : value) EXPECT_TRUE(c == '\n' || (c >= ' ' && c < '\x7F')) << value;
    for (std::size_t at = value.find('\n'); at != value.npos; at = value.find('\n', at + 1)) {
      EXPECT_EQ(value[at + 1], ' ') << "not a fold: " << value;
    }
    const auto field = read_auth_results(value);
    ASSERT_TRUE(field) << value;
    EXPECT_EQ(field->id, kId);
    ASSERT_EQ(field->results.size(), 3u) << value;
    EXPECT_EQ(field->results[2].method + "=" + field->results[2].result, "dmarc=fail");
    std::string shown;
    for (const char c : hostile) shown += c >= ' ' && c < '\x7F' ? c : '?';
    EXPECT_EQ(field->results[0].property("smtp.mailfrom"), shown);
    EXPECT_EQ(field->results[2].property("header.from"), shown);
  }
}

TEST(AuthResultsTest, LongValuesAreCut) {
  Authentication all = passed();
  all.spf.domain = std::string(limits::kMaxAuthResultsValue, 'a') + "CUT";
  all.dmarc.author_domain = std::string(5'000, '"');
  const auto field = read_auth_results(auth_results_value(all, kId));
  ASSERT_TRUE(field);
  EXPECT_EQ(field->results[0].property("smtp.mailfrom"),
            std::string(limits::kMaxAuthResultsValue, 'a'));
  EXPECT_EQ(field->results[2].property("header.from").size(), limits::kMaxAuthResultsValue);
}

// RFC 5322 2.1.1: no line over 998, whatever the values.
TEST(AuthResultsTest, LinesStayUnder998) {
  Authentication all = passed();
  DkimSignature& one = all.dkim.signatures[0];
  one.result = AuthResult::kFail;
  for (std::string* text : {&one.domain, &one.selector, &one.algorithm, &one.why}) {
    *text = std::string(1'000, '"');
  }
  all.dmarc.why = all.dmarc.author_domain = all.spf.why = all.spf.domain = one.why;
  all.dmarc.result = all.spf.result = AuthResult::kFail;
  const std::string value = auth_results_value(all, kId);
  std::size_t begin = 0;
  while (begin <= value.size()) {
    const std::size_t end = std::min(value.find('\n', begin), value.size());
    EXPECT_LE(end - begin, 998u);
    begin = end + 1;
  }
  EXPECT_TRUE(read_auth_results(value));
}

TEST(AuthResultsTest, ManySignaturesAreCounted) {
  Authentication all = passed();
  all.dkim.signatures.assign(limits::kMaxListedSignatures,
                             signature(AuthResult::kPass, "a.example"));
  EXPECT_THAT(auth_results_value(all, kId), Not(HasSubstr("more")));
  all.dkim.signatures.resize(limits::kMaxListedSignatures + 3,
                             signature(AuthResult::kFail, "b.example"));
  const std::string value = auth_results_value(all, kId);
  EXPECT_THAT(value, HasSubstr("(3 more signatures);\n dmarc="));
  EXPECT_THAT(value, Not(HasSubstr("b.example")));
}

RawMessage mail(const std::vector<std::string>& values) {
  std::string text = "Received: from a.example by b.example\r\n";
  for (const std::string& value : values) text += "Authentication-Results:" + value + "\r\n";
  return RawMessage::parse(text + "From: a@a.example\r\n\r\nbody\r\n");
}

TEST(AuthResultsTest, ForgedFieldsOfOurs) {
  for (const char* forged : {
           " mx.asagiri.example; dmarc=pass",
           " MX.Asagiri.EXAMPLE; dmarc=pass",
           "mx.asagiri.example;dmarc=pass",
           "\r\n mx.asagiri.example;\r\n dmarc=pass",
           " mx.asagiri.example 1; dmarc=pass",
           " mx.asagiri.example 7; dmarc=pass",
           " mx.asagiri.example.; dmarc=pass",
           " \"mx.asagiri.example\"; dmarc=pass",
           " \"mx.\\asagiri.example\"; dmarc=pass",
           " (x) mx.asagiri.example (y); dmarc=pass",
           " mx.asagiri.example",
           " mx.asagiri.example; none",
           // Not readable by the grammar, but perhaps by someone.
           " mx.asagiri.example dmarc=pass",
           " mx.asagiri.example/1; dmarc=pass",
           " mx.asagiri.example, dmarc=pass",
           " mx.asagiri.example; dmarc",
           " (never closed mx.asagiri.example; dmarc=pass",
           " dmarc=pass; mx.asagiri.example",
           " mx.asagiri.example; dmarc=pass \xff",
       }) {
    EXPECT_THAT(forged_auth_results(mail({forged}), kId), ElementsAre(1u)) << forged;
  }
}

TEST(AuthResultsTest, FieldsOfOthersStay) {
  for (const char* others : {
           " mx.google.com; dmarc=pass",
           " mx.asagiri.example.attacker.test; dmarc=pass",
           " mx.asagiri; dmarc=pass",
           " gw.example; dmarc=pass header.from=mx.asagiri.example",
           " gw.example (for mx.asagiri.example); dmarc=pass",
           " spf=pass smtp.mailfrom=mirai.example; dmarc=pass action=none",
           " gw.example; none",
           "",
       }) {
    EXPECT_THAT(forged_auth_results(mail({others}), kId), IsEmpty()) << others;
  }
}

// The name of a host is often one word, as of one that has no other in the configuration.
TEST(AuthResultsTest, AShortIdIsAWordOfItsOwn) {
  for (const char* others : {
           " spf=pass smtp.mailfrom=mirai.example; dmarc=pass header.from=mirai.example",
           " spf=pass smtp.mailfrom=mail.mirai.example; dmarc=pass action=none",
           " spf=pass smtp.mailfrom=mirai.mail; dmarc=pass; \xff",
           " spf=pass smtp.mailfrom=web-mail.example; dmarc=pass; \xff",
       }) {
    EXPECT_THAT(forged_auth_results(mail({others}), "mail"), IsEmpty()) << others;
  }
  for (const char* forged :
       {" mail dmarc=pass", " dmarc=pass; MAIL.; \xff", " (mail; dmarc=pass"}) {
    EXPECT_THAT(forged_auth_results(mail({forged}), "mail"), ElementsAre(1u)) << forged;
  }
}

TEST(AuthResultsTest, TheLastComesFirst) {
  const RawMessage forged = mail({" mx.asagiri.example; spf=pass", " other.example; spf=pass",
                                  " MX.ASAGIRI.EXAMPLE; dkim=pass", " other.example; none",
                                  " mx.asagiri.example 2; x=y"});
  EXPECT_THAT(forged_auth_results(forged, kId), ElementsAre(5u, 3u, 1u));
  EXPECT_THAT(forged_auth_results(mail({}), kId), IsEmpty());
}

// What we write is found again as ours.
TEST(AuthResultsTest, OursIsRecognised) {
  for (const char* id : {kId, "MX.Asagiri.Example", "mx 1;\"x\""}) {
    EXPECT_THAT(forged_auth_results(mail({" " + auth_results_value(passed(), id)}), id),
                ElementsAre(1u))
        << id;
  }
}

}  // namespace
}  // namespace milter
