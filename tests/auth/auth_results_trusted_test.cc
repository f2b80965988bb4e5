// Fields in the shapes that the gateways write, names and addresses replaced.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "milter/auth/auth_results.h"
#include "tests/auth/organisational.h"

namespace milter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::optional<Authentication> read(const std::string& header,
                                   const std::vector<std::string>& trusted) {
  return read_trusted_results(RawMessage::parse(header + "\r\nbody\r\n"), trusted,
                              testing::organisational_by_list);
}

// "spf domain/dkim domain, domain/dmarc author policy aligned", "nothing" if no one is believed.
std::string shown(const std::string& header, const std::vector<std::string>& trusted) {
  const auto got = read(header, trusted);
  if (!got) return "nothing";
  std::string out = std::string(word(got->spf.result)) + " " + got->spf.domain + "/" +
                    std::string(word(got->dkim.result));
  for (const DkimSignature& one : got->dkim.signatures) out += " " + one.domain;
  return out + "/" + std::string(word(got->dmarc.result)) + " " + got->dmarc.author_domain + " " +
         got->dmarc.policy + (got->dmarc.spf_aligned ? " s" : "") +
         (got->dmarc.dkim_aligned ? " d" : "");
}

TEST(AuthResultsTrustedTest, Google) {
  const std::string header =
      "Delivered-To: keiri@asagiri.example\r\n"
      "Received: by 2002:a05:6a10:1234:b0:3d0:1111:2222 with SMTP id x1csp1;\r\n"
      "        Mon, 6 Apr 2026 02:11:05 -0700 (PDT)\r\n"
      "X-Received: by 2002:a05:6a00:1 with SMTP id d9mr1;\r\n"
      "ARC-Authentication-Results: i=1; mx.google.com;\r\n"
      "       dkim=pass header.i=@attacker.test;\r\n"
      "       dmarc=pass header.from=attacker.test\r\n"
      "Return-Path: <bounce+7=x@send.mirai.co.jp>\r\n"
      "Received: from mail.mirai.co.jp (mail.mirai.co.jp. [192.0.2.7])\r\n"
      "        by mx.google.com with ESMTPS id x1;\r\n"
      "Received-SPF: pass (google.com: domain of bounce+7=x@send.mirai.co.jp designates"
      " 192.0.2.7 as permitted sender) client-ip=192.0.2.7;\r\n"
      "Authentication-Results: mx.google.com;\r\n"
      "       dkim=pass header.i=@mirai.co.jp header.s=20230601 header.b=\"Hk3pQ/2+\";\r\n"
      "       dkim=neutral (body hash did not verify) header.i=@send.example header.s=k1"
      " header.b=ab/Cd+9;\r\n"
      "       spf=pass (google.com: domain of bounce+7=x@send.mirai.co.jp designates 192.0.2.7 as"
      " permitted sender) smtp.mailfrom=\"bounce+7=x@send.mirai.co.jp\";\r\n"
      "       dmarc=pass (p=REJECT sp=QUARANTINE dis=NONE) header.from=mirai.co.jp\r\n"
      "From: a@mirai.co.jp\r\n";
  EXPECT_EQ(shown(header, {"mx.google.com"}),
            "pass send.mirai.co.jp/pass mirai.co.jp send.example/pass mirai.co.jp reject s d");
  const auto got = read(header, {"mx.google.com"});
  EXPECT_TRUE(got->looked);
  EXPECT_EQ(got->by, "mx.google.com");
  EXPECT_EQ(got->dkim.signatures[0].selector, "20230601");
  EXPECT_EQ(got->dkim.signatures[1].result, AuthResult::kNeutral);
  EXPECT_EQ(got->dmarc.organisational_domain, "mirai.co.jp");
}

TEST(AuthResultsTrustedTest, GoogleFailure) {
  EXPECT_EQ(shown("Authentication-Results: mx.google.com;\r\n"
                  "       spf=softfail (google.com: domain of transitioning a@mirai.co.jp does not"
                  " designate 198.51.100.9 as permitted sender) smtp.mailfrom=a@mirai.co.jp;\r\n"
                  "       dmarc=fail (p=QUARANTINE sp=NONE dis=QUARANTINE)"
                  " header.from=mirai.co.jp\r\n",
                  {"MX.Google.com"}),
            "softfail mirai.co.jp/none/fail mirai.co.jp quarantine");
}

constexpr const char* kMicrosoft =
    "Received: from TY1P.apcprd04.prod.outlook.com by TY2P.apcprd04.prod.outlook.com\r\n"
    "Received: from TY3P.apcprd01.prod.outlook.com by TY1P.apcprd04.prod.outlook.com\r\n"
    "Authentication-Results: spf=pass (sender IP is 192.0.2.7)\r\n"
    " smtp.mailfrom=mirai.co.jp; dkim=pass (signature was verified)\r\n"
    " header.d=mirai.co.jp;dmarc=pass action=none\r\n"
    " header.from=mirai.co.jp;compauth=pass reason=100\r\n"
    "Received-SPF: Pass (protection.outlook.com: domain of mirai.co.jp designates 192.0.2.7 as\r\n"
    " permitted sender) receiver=protection.outlook.com;\r\n"
    "Received: from mail.mirai.co.jp (192.0.2.7) by TY3P.mail.protection.outlook.com\r\n"
    "From: a@mirai.co.jp\r\n";

TEST(AuthResultsTrustedTest, Microsoft365) {
  EXPECT_EQ(shown(kMicrosoft, {"mx.microsoft.com"}),
            "pass mirai.co.jp/pass mirai.co.jp/pass mirai.co.jp  s d");
  EXPECT_EQ(read(kMicrosoft, {"mx.microsoft.com"})->by, "mx.microsoft.com");
  EXPECT_EQ(shown(kMicrosoft, {"mx.google.com"}), "nothing");
  EXPECT_EQ(shown(kMicrosoft, {}), "nothing");
}

TEST(AuthResultsTrustedTest, Microsoft365Failure) {
  EXPECT_EQ(shown("Authentication-Results: spf=fail (sender IP is 198.51.100.9)\r\n"
                  " smtp.mailfrom=mirai.co.jp; dkim=none (message not signed)\r\n"
                  " header.d=none;dmarc=fail action=oreject\r\n"
                  " header.from=mirai.co.jp;compauth=fail reason=000\r\n",
                  {"mx.microsoft.com"}),
            "fail mirai.co.jp/none/fail mirai.co.jp reject");
  // No DMARC record; a null reverse-path; the recipient's domain before the results.
  EXPECT_EQ(
      shown("Authentication-Results: spf=none (sender IP is 192.0.2.7)\r\n"
            " smtp.helo=mail.mirai.co.jp; asagiri.example; dkim=pass (signature was verified)\r\n"
            " header.d=mirai.onmicrosoft.example;asagiri.example; dmarc=bestguesspass"
            " action=none header.from=mirai.co.jp;\r\n",
            {"mx.microsoft.com"}),
      "none mail.mirai.co.jp/pass mirai.onmicrosoft.example/none mirai.co.jp ");
}

TEST(AuthResultsTrustedTest, AProviderWithAFieldForEachMethod) {
  EXPECT_EQ(
      shown("Received: from fw.provider.example by mx.asagiri.example\r\n"
            "Authentication-Results: gw1.provider.example; dmarc=pass (p=none dis=none)"
            " header.from=mirai.co.jp\r\n"
            "Authentication-Results: gw1.provider.example; spf=pass smtp.mailfrom=mirai.co.jp\r\n"
            "X-Virus-Scanned: yes\r\n"
            "Authentication-Results: GW1.provider.example;\r\n"
            "\tdkim=pass (2048-bit key; unprotected) header.d=mirai.co.jp"
            " header.i=@mirai.co.jp header.a=rsa-sha256 header.s=s1 header.b=Ab3/x==\r\n"
            "Received: from mail.mirai.co.jp by gw1.provider.example\r\n",
            {"other.example", "gw1.provider.example"}),
      "pass mirai.co.jp/pass mirai.co.jp/pass mirai.co.jp none s d");
}

struct Row {
  const char* what;
  const char* header;
  const char* expected;
};

TEST(AuthResultsTrustedTest, TheTrustRule) {
  for (const Row& row : {
           Row{"no field at all", "From: a@a.example\r\n", "nothing"},
           Row{"the topmost is not trusted",
               "Authentication-Results: other.example; dmarc=pass\r\n"
               "Authentication-Results: gw.example; dmarc=pass header.from=a.example\r\n",
               "nothing"},
           Row{"the topmost cannot be read",
               "Authentication-Results: gw.example; dmarc=pass (\r\n"
               "Authentication-Results: gw.example; dmarc=pass header.from=a.example\r\n",
               "nothing"},
           Row{"forged below another's",
               "Authentication-Results: gw.example; spf=fail smtp.mailfrom=a.example\r\n"
               "Authentication-Results: other.example; spf=pass\r\n"
               "Authentication-Results: gw.example; dmarc=pass header.from=a.example\r\n",
               "fail a.example/none/none  "},
           Row{"forged below the gateway's Received",
               "Received: from x by gw.example\r\n"
               "Authentication-Results: gw.example; dmarc=fail header.from=a.example\r\n"
               "Received: from attacker.test by gw.example\r\n"
               "Authentication-Results: gw.example; dkim=pass header.d=a.example\r\n",
               "none /none/fail a.example "},
           Row{"forged right below: the worse is believed",
               "Authentication-Results: gw.example; spf=fail smtp.mailfrom=a.example;"
               " dmarc=fail (p=reject) header.from=a.example\r\n"
               "Authentication-Results: gw.example; spf=pass smtp.mailfrom=a.example;"
               " dmarc=pass header.from=a.example\r\n",
               "fail a.example/none/fail a.example reject"},
           Row{"the same in one field",
               "Authentication-Results: gw.example; dmarc=pass header.from=a.example;"
               " dmarc=fail header.from=a.example\r\n",
               "none /none/fail a.example "},
           Row{"an id that only begins alike",
               "Authentication-Results: gw.example.attacker.test; dmarc=pass\r\n", "nothing"},
           Row{"no id, Microsoft is not trusted",
               "Authentication-Results: dmarc=pass header.from=a.example\r\n", "nothing"},
           Row{"an id in a comment", "Authentication-Results: (gw.example) x; dmarc=pass\r\n",
               "nothing"},
           Row{"a later version is trusted and not read",
               "Authentication-Results: gw.example 2; dmarc=pass header.from=a.example\r\n",
               "none /none/none  "},
           Row{"a method of a later version",
               "Authentication-Results: gw.example; dmarc/2=pass header.from=a.example\r\n",
               "none /none/none  "},
           Row{"a result nobody knows",
               "Authentication-Results: gw.example; dmarc=great header.from=a.example\r\n",
               "none /none/none  "},
           Row{"none", "Authentication-Results: gw.example; none\r\n", "none /none/none  "},
           Row{"methods we do not use",
               "Authentication-Results: gw.example; arc=pass; iprev=pass policy.iprev=192.0.2.1;"
               " bimi=pass; dmarc=pass header.from=a.example\r\n",
               "none /none/pass a.example "},
           Row{"MAIL FROM before HELO, in either order",
               "Authentication-Results: gw.example; spf=pass smtp.helo=h.example;"
               " spf=softfail smtp.mailfrom=x@a.example; spf=fail smtp.helo=h.example\r\n",
               "softfail a.example/none/none  "},
           Row{"policy.dmarc",
               "Authentication-Results: gw.example; dmarc=fail policy.dmarc=Quarantine"
               " header.from=a.example (p=none)\r\n",
               "none /none/fail a.example quarantine"},
           Row{"a comment that is no policy",
               "Authentication-Results: gw.example; dmarc=pass (p=maybe) header.from=a.example\r\n",
               "none /none/pass a.example "},
           Row{"a pass of another domain is not aligned",
               "Authentication-Results: gw.example; spf=pass smtp.mailfrom=x@b.example;"
               " dkim=pass header.d=c.example; dmarc=fail header.from=a.example\r\n",
               "pass b.example/pass c.example/fail a.example "},
           Row{"a failure of the same domain is not aligned",
               "Authentication-Results: gw.example; spf=fail smtp.mailfrom=x@a.example;"
               " dkim=fail header.d=a.example; dkim=temperror header.d=b.a.example;"
               " dmarc=fail header.from=a.example\r\n",
               "fail a.example/temperror a.example b.a.example/fail a.example "},
           Row{"relaxed",
               "Authentication-Results: gw.example; spf=pass smtp.mailfrom=<x@b.a.example.>;"
               " dkim=pass header.d=C.A.example; dmarc=pass header.from=a.example\r\n",
               "pass b.a.example/pass c.a.example/pass a.example  s d"},
       }) {
    EXPECT_EQ(shown(row.header, {"gw.example"}), row.expected) << row.what;
  }
}

TEST(AuthResultsTrustedTest, WhatIsNotSaidIsSaid) {
  const auto got = read(
      "Authentication-Results: gw.example; spf=pass smtp.mailfrom=a@a.example\r\n", {"gw.example"});
  EXPECT_TRUE(got->looked);
  EXPECT_EQ(got->dmarc.why, "not said by gw.example");
  EXPECT_EQ(got->spf.why, "");
}

}  // namespace
}  // namespace milter
