// The samples of RFC 6376 and RFC 8463, DNS that fails, and what is refused before the library.
// Canonical forms and findings: dkim_matrix_test.py, dkim_findings_test.py.
#include "milter/auth/dkim.h"

#include <gtest/gtest.h>

#include <thread>

#include "milter/auth/dkim_signature.h"
#include "milter/base/limits.h"
#include "milter/mail/raw_message.h"
#include "tests/support/zone_resolver.h"

namespace milter {
namespace {

using testing::ZoneResolver;

// RFC 6376 A.2 and A.3. The body has one blank after "game.": so its bh= says, the text's two are
// an erratum.
constexpr const char* kRfc6376 =
    "DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;\r\n"
    "      c=simple/simple; q=dns/txt; i=joe@football.example.com;\r\n"
    "      h=Received : From : To : Subject : Date : Message-ID;\r\n"
    "      bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
    "      b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB\r\n"
    "        4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut\r\n"
    "        KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV\r\n"
    "        4bmp/YzhwvcubU4=;\r\n"
    "Received: from client1.football.example.com  [192.0.2.1]\r\n"
    "      by submitserver.example.com with SUBMISSION;\r\n"
    "      Fri, 11 Jul 2003 21:01:54 -0700 (PDT)\r\n"
    "From: Joe SixPack <joe@football.example.com>\r\n"
    "To: Suzie Q <suzie@shopping.example.net>\r\n"
    "Subject: Is dinner ready?\r\n"
    "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"
    "Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n"
    "\r\n"
    "Hi.\r\n\r\nWe lost the game. Are you hungry yet?\r\n\r\nJoe.\r\n";

// RFC 8463 A.3: Ed25519 and RSA on one mail.
constexpr const char* kRfc8463 =
    "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n"
    " d=football.example.com; i=@football.example.com;\r\n"
    " q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n"
    " subject : date : message-id : from : subject : date;\r\n"
    " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
    " b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\r\n"
    " Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\r\n"
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n"
    " d=football.example.com; i=@football.example.com;\r\n"
    " q=dns/txt; s=test; t=1528637909; h=from : to : subject :\r\n"
    " date : message-id : from : subject : date;\r\n"
    " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
    " b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3\r\n"
    " DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz\r\n"
    " dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=\r\n"
    "From: Joe SixPack <joe@football.example.com>\r\n"
    "To: Suzie Q <suzie@shopping.example.net>\r\n"
    "Subject: Is dinner ready?\r\n"
    "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"
    "Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n"
    "\r\n"
    "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";

constexpr const char* kZone = R"(
brisbane._domainkey.example.com TXT v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB
brisbane._domainkey.football.example.com TXT v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
test._domainkey.football.example.com TXT v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB
)";

const SystemClock kClock;

DkimResult verify(std::string mail, Resolver& dns, std::vector<std::string>* names = nullptr) {
  const RawMessage raw = RawMessage::parse(std::move(mail));
  DkimVerifier verifier(kClock);
  for (const HeaderField& field : raw.fields()) verifier.header(field.whole.of(raw.bytes()));
  const auto keys = verifier.end_of_header();
  if (names != nullptr) *names = keys;
  verifier.body(raw.body());
  return verifier.finish(dns, Deadline(kClock, limits::kMessageDeadline));
}

DkimResult verify(std::string mail, const char* zone = kZone) {
  ZoneResolver dns(zone);
  return verify(std::move(mail), dns);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Dkim, SampleOfRfc6376) {
  const DkimResult result = verify(kRfc6376);
  EXPECT_EQ(result.result, AuthResult::kPass);
  ASSERT_EQ(result.signatures.size(), 1u);
  const DkimSignature& one = result.signatures[0];
  EXPECT_EQ(one.why, "");
  EXPECT_EQ(one.domain, "example.com");
  EXPECT_EQ(one.selector, "brisbane");
  EXPECT_EQ(one.algorithm, "rsa-sha256");
  EXPECT_EQ(one.key_bits, 1024u);
  EXPECT_TRUE(one.weak_key);
  EXPECT_FALSE(one.partial_body || one.from_unsigned || one.expired || one.testing);
}

TEST(Dkim, SampleOfRfc8463HasEd25519AndRsa) {
  const DkimResult result = verify(kRfc8463);
  ASSERT_EQ(result.signatures.size(), 2u);
  EXPECT_EQ(result.signatures[0].result, AuthResult::kPass) << result.signatures[0].why;
  EXPECT_EQ(result.signatures[0].algorithm, "ed25519-sha256");
  EXPECT_FALSE(result.signatures[0].weak_key);
  EXPECT_EQ(result.signatures[1].result, AuthResult::kPass) << result.signatures[1].why;
  EXPECT_TRUE(result.signatures[1].weak_key);
}

TEST(Dkim, ChangedSamplesFail) {
  EXPECT_EQ(verify(replaced(kRfc6376, "hungry", "Hungry")).result, AuthResult::kFail);
  EXPECT_EQ(verify(replaced(kRfc6376, "dinner", "Dinner")).result, AuthResult::kFail);
  const DkimResult two = verify(replaced(kRfc8463, "dinner", "lunch"));
  EXPECT_EQ(two.signatures[0].result, AuthResult::kFail);
  EXPECT_EQ(two.signatures[1].result, AuthResult::kFail);
}

TEST(Dkim, UnsignedMailNeedsNoDns) {
  ZoneResolver dns(kZone);
  const DkimResult result = verify("From: a@b.example\r\n\r\nHi\r\n", dns);
  EXPECT_EQ(result.result, AuthResult::kNone);
  EXPECT_TRUE(result.signatures.empty());
  EXPECT_EQ(dns.lookups(), 0u);
}

TEST(Dkim, KeysAreNamedAtTheEndOfTheHeaderAndAskedForOnce) {
  ZoneResolver dns(kZone);
  std::vector<std::string> names;
  const std::string mail = kRfc8463;
  const auto second = mail.find("DKIM-Signature", 1);
  verify(mail.substr(0, second) + mail, dns, &names);  // the first signature twice
  EXPECT_EQ(names, (std::vector<std::string>{"brisbane._domainkey.football.example.com",
                                             "test._domainkey.football.example.com"}));
  EXPECT_EQ(dns.lookups(), 2u);
}

TEST(Dkim, DnsThatFails) {
  struct Row {
    const char* zone;
    AuthResult result;
    const char* why;
  };
  const Row rows[] = {
      {"brisbane._domainkey.example.com TIMEOUT", AuthResult::kTempError,
       "no answer for the key: "},
      {"brisbane._domainkey.example.com TXT SERVFAIL", AuthResult::kTempError,
       "no answer for the key: "},
      {"brisbane._domainkey.example.com BOGUS", AuthResult::kTempError, "no answer for the key: "},
      {"", AuthResult::kPermError, "there is no such key"},
      {"brisbane._domainkey.example.com A 192.0.2.1", AuthResult::kPermError,
       "there is no such key"},
      {"brisbane._domainkey.example.com TXT v=DKIM1; p=", AuthResult::kPermError,
       "the key is revoked"},
      {"brisbane._domainkey.example.com TXT v=DKIM1; p=AAAA", AuthResult::kPermError,
       "the key cannot be decoded"},
  };
  for (const Row& row : rows) {
    const DkimResult result = verify(kRfc6376, row.zone);
    EXPECT_EQ(result.result, row.result) << row.zone;
    EXPECT_EQ(result.signatures.at(0).why.rfind(row.why, 0), 0u) << result.signatures[0].why;
  }
}

TEST(Dkim, OneKeyOfTwoMissing) {
  const DkimResult result = verify(kRfc8463, "brisbane._domainkey.football.example.com TIMEOUT");
  EXPECT_EQ(result.result, AuthResult::kTempError);
  EXPECT_EQ(result.signatures[0].result, AuthResult::kTempError);
  EXPECT_EQ(result.signatures[1].result, AuthResult::kPermError);
}

TEST(Dkim, GarbageBesideAGoodSignature) {
  const std::string good = kRfc6376;
  for (const char* garbage :
       {"DKIM-Signature:\r\n", "DKIM-Signature: \r\n", "DKIM-Signature: hello\r\n",
        "DKIM-Signature: v=1; a=rsa-sha256; d=; s=; h=; bh=; b=\r\n",
        "DKIM-Signature: v=1; a=rsa-sha256; d=\x01; s=x; h=from; bh=A; b=A\r\n",
        "DKIM-Signature: v=1; v=1; d=example.com\r\n", "DKIM-Signature : =;=;=\r\n"}) {
    for (const std::string& mail :
         {garbage + good, replaced(good, "From:", garbage + std::string("From:"))}) {
      const DkimResult result = verify(mail);
      ASSERT_EQ(result.signatures.size(), 2u) << garbage;
      EXPECT_EQ(result.result, AuthResult::kPass) << garbage;
      const auto& other = result.signatures[mail.rfind(garbage, 0) == 0 ? 0 : 1];
      EXPECT_EQ(other.result, AuthResult::kNeutral) << garbage;
      EXPECT_NE(other.why, "") << garbage;
    }
  }
}

TEST(Dkim, ManySignatures) {
  const std::string mail = kRfc8463;
  const std::string field = mail.substr(0, mail.find("DKIM-Signature", 1));
  std::string many;
  for (std::size_t i = 0; i < 1'000; ++i) many += field;
  ZoneResolver dns(kZone);
  const DkimResult result = verify(many + mail, dns);
  EXPECT_EQ(result.result, AuthResult::kPass);
  EXPECT_EQ(result.signatures.size(), kMaxDkimSignatures);
  EXPECT_EQ(result.unchecked, 1'002 - kMaxDkimSignatures);
  EXPECT_EQ(dns.lookups(), 1u);
}

TEST(Dkim, AHeaderOver200KilobytesIsRead) {
  std::string filler;
  while (filler.size() < 200'000) filler += "X-Filler: " + std::string(60, 'x') + "\r\n";
  EXPECT_EQ(verify(filler + kRfc6376).result, AuthResult::kPass);
  while (filler.size() < limits::kMaxHeaderBytes) filler += filler;
  const DkimResult result = verify(filler + kRfc6376);
  EXPECT_NE(result.result, AuthResult::kPass);
}

// h= that names more fields than there are, all of which it names: the library's own array is one
// place too short for that.
TEST(Dkim, MoreNamesThanFields) {
  std::string names = "from:dkim-signature";
  for (int i = 0; i < 90; ++i) names += ":from:to";
  const std::string mail =
      "DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com; h=" + names +
      "; bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b=AAAA\r\nFrom: "
      "a@example.com\r\n\r\nHi\r\n";
  EXPECT_EQ(verify(mail).result, AuthResult::kFail);
}

TEST(Dkim, AFromThatNobodyCanParseDoesNotMatter) {
  for (const char* from : {"From:\r\n", "From: <>\r\n", "From: ((((\r\n", "From: \"a\r\n",
                           "From: a@b@c, <d\r\n", "From: \xE3\x81\x82\r\n"}) {
    const std::string line = "From: Joe SixPack <joe@football.example.com>\r\n";
    EXPECT_EQ(verify(replaced(kRfc6376, line, from)).result, AuthResult::kFail) << from;
  }
  const DkimResult none =
      verify(replaced(kRfc6376, "From: Joe SixPack <joe@football.example.com>\r\n", ""));
  EXPECT_EQ(none.result, AuthResult::kPermError);
}

// One library handle, eight threads.
TEST(Dkim, IsThreadSafe) {
  std::vector<std::thread> threads;
  std::atomic<int> good{0};
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&good] {
      ZoneResolver dns(kZone);
      for (int j = 0; j < 50; ++j) {
        good += verify(kRfc8463, dns).result == AuthResult::kPass ? 1 : 0;
        good += verify(replaced(kRfc6376, "Joe.", "Jim."), dns).result == AuthResult::kFail ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 8 * 50 * 2);
}

}  // namespace
}  // namespace milter
