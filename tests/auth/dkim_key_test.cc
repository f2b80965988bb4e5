#include "milter/auth/dkim_key.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

DkimField field(const char* algorithm = "rsa-sha256") {
  DkimField result;
  result.algorithm = algorithm;
  return result;
}

TEST(DkimKey, MayBeTried) {
  struct Row {
    const char* text;
    const char* algorithm;
    const char* record;
    bool testing;
  };
  const Row rows[] = {
      {"v=DKIM1; k=rsa; p=AAAA", "rsa-sha256", "v=DKIM1; k=rsa; p=AAAA", false},
      {"p=AAAA", "rsa-sha256", "v=DKIM1; k=rsa; p=AAAA", false},
      {"k=rsa; p=AA AA==", "rsa-sha256", "v=DKIM1; k=rsa; p=AAAA==", false},
      {"v=DKIM1; k=ed25519; p=AAAA", "ed25519-sha256", "v=DKIM1; k=ed25519; p=AAAA", false},
      {"v=DKIM1; h=sha1:sha256; p=AAAA", "rsa-sha256", "v=DKIM1; k=rsa; p=AAAA", false},
      {"v=DKIM1; s=email; p=AAAA", "rsa-sha256", "v=DKIM1; k=rsa; p=AAAA", false},
      {"v=DKIM1; s=other:*; p=AAAA", "rsa-sha256", "v=DKIM1; k=rsa; p=AAAA", false},
      {"v=DKIM1; t=y; p=AAAA", "rsa-sha256", "v=DKIM1; k=rsa; p=AAAA", true},
      {"v=DKIM1; t=s:y; p=AAAA", "rsa-sha256", "v=DKIM1; k=rsa; t=s; p=AAAA", true},
      {"v=DKIM1; t=s; n=a note; g=*; p=AAAA;", "rsa-sha256", "v=DKIM1; k=rsa; t=s; p=AAAA", false},
  };
  for (const Row& row : rows) {
    const DkimKey key = read_dkim_key(row.text, field(row.algorithm));
    EXPECT_EQ(key.result, AuthResult::kPass) << row.text;
    EXPECT_EQ(key.record, row.record) << row.text;
    EXPECT_EQ(key.testing, row.testing) << row.text;
  }
}

TEST(DkimKey, IsNotForThisSignature) {
  const std::pair<const char*, const char*> rows[] = {
      {"v=DKIM1; k=rsa; p=", "the key is revoked"},
      {"v=DKIM1; k=rsa; p= ;", "the key is revoked"},
      {"v=DKIM1; k=rsa", "the key has no p="},
      {"v=spf1 -all", "the key's v= is not DKIM1"},
      {"v=DKIM2; p=AAAA", "the key's v= is not DKIM1"},
      {"k=rsa; v=DKIM1; p=AAAA", "the key's v= is not DKIM1"},
      {"v=DKIM1; k=ed25519; p=AAAA", "the key's k= does not fit a="},
      {"v=DKIM1; k=x; p=AAAA", "the key's k= does not fit a="},
      {"v=DKIM1; h=sha1; p=AAAA", "the key's h= is not for sha256"},
      {"v=DKIM1; s=other; p=AAAA", "the key's s= is not for mail"},
      {"v=DKIM1; p=A*", "the key's p= is no base64"},
      {"v=DKIM1; p=AAAA; p=BBBB", "the key record has two tags named p"},
      {"hello", "the key record has a tag without a value"},
      {"", "the key record has a tag without a value"},
  };
  for (const auto& [text, why] : rows) {
    const DkimKey key = read_dkim_key(text, field());
    EXPECT_EQ(key.result, AuthResult::kPermError) << text;
    EXPECT_EQ(key.why, why) << text;
    EXPECT_EQ(key.record, "") << text;
  }
}

TEST(DkimKey, IsCutNowhere) {
  const std::string frame = "v=DKIM1; k=rsa; p=";
  const std::string fits(kMaxDkimKeyRecord - frame.size(), 'A');
  EXPECT_EQ(read_dkim_key(frame + fits, field()).record.size(), kMaxDkimKeyRecord);
  const DkimKey key = read_dkim_key(frame + fits + "A", field());
  EXPECT_EQ(key.result, AuthResult::kPolicy);
  EXPECT_EQ(key.why, "the key is too long");
}

DnsAnswer answer(DnsStatus status, std::vector<std::string> records = {}) {
  DnsAnswer result;
  result.status = status;
  result.records = std::move(records);
  result.why = "SERVFAIL";
  return result;
}

TEST(DkimKey, IsChosenFromTheAnswer) {
  const auto choose = [](const DnsAnswer& one) { return choose_dkim_key(one, field()); };
  for (const DnsStatus status : {DnsStatus::kTemporary, DnsStatus::kBogus}) {
    EXPECT_EQ(choose(answer(status)).result, AuthResult::kTempError);
    EXPECT_EQ(choose(answer(status)).why, "no answer for the key: SERVFAIL");
  }
  for (const DnsStatus status : {DnsStatus::kNoName, DnsStatus::kNoData}) {
    EXPECT_EQ(choose(answer(status)).result, AuthResult::kPermError);
    EXPECT_EQ(choose(answer(status)).why, "there is no such key");
  }
  EXPECT_EQ(choose(answer(DnsStatus::kFound)).why, "there is no such key");
  EXPECT_EQ(choose(answer(DnsStatus::kFound, {"p="})).why, "the key is revoked");
  EXPECT_EQ(choose(answer(DnsStatus::kFound, {"hello", "p=AAAA"})).result, AuthResult::kPass);
  EXPECT_EQ(choose(answer(DnsStatus::kFound, {"p=AAAA", "p=BBBB"})).why, "there are several keys");
  EXPECT_EQ(choose(answer(DnsStatus::kFound, {"hello", "p="})).why,
            "none of several records is the key");
}

}  // namespace
}  // namespace milter
