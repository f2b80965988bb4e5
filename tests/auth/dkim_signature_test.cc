#include "milter/auth/dkim_signature.h"

#include <gtest/gtest.h>

#include "milter/base/text.h"

namespace milter {
namespace {

constexpr const char* kHash = "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=";

// A whole signature; `tags` come first and are its own, so each is given only once.
std::string signature(const std::string& tags) {
  std::string result = tags;
  const std::pair<const char*, std::string> rest[] = {
      {"v", "1"},    {"a", "rsa-sha256"}, {"d", "asagiri.example"}, {"s", "k1"}, {"h", "from:to"},
      {"bh", kHash}, {"b", "AAAA"}};
  for (const auto& [name, value] : rest) {
    const std::string tag = std::string(name) + "=";
    if (istarts_with(tags, tag) || istarts_with(tags, std::string(name) + " =") ||
        tags.find("; " + tag) != std::string::npos)
      continue;
    result += (result.empty() ? "" : "; ") + tag + value;
  }
  return result;
}

TEST(DkimSignature, IsRead) {
  const DkimField field = read_dkim_signature(signature(
      "d=Asagiri.Example; s=K1.tokyo; a=RSA-SHA256; c=simple/relaxed; l=12; "
      "t=1760000000; x=1760000001; h=From : to\r\n\t:FROM; i=keiri@mail.asagiri.example"));
  EXPECT_EQ(field.why, "");
  EXPECT_EQ(field.key_name(), "k1.tokyo._domainkey.asagiri.example");
  EXPECT_EQ(field.algorithm, "rsa-sha256");
  EXPECT_EQ(field.signed_fields, (std::vector<std::string>{"from", "to", "from"}));
  EXPECT_EQ(field.times_signed("from"), 2u);
  EXPECT_TRUE(field.relaxed_body);
  EXPECT_EQ(field.length, 12u);
  EXPECT_EQ(field.expires, 1'760'000'001u);
}

TEST(DkimSignature, MayBeVerified) {
  for (const char* tags : {"",
                           "a=ed25519-sha256",
                           "c=simple",
                           "c=relaxed",
                           "c=relaxed/simple",
                           "q=dns/txt",
                           "q=dns/txt:x/y",
                           "q=x/y : dns/txt",
                           "i=@asagiri.example",
                           "i=a=20b@x.asagiri.example",
                           "l=0",
                           "l=999999999999",
                           "t=1000000000",
                           "x=1",
                           "d=example",
                           "s=a_b-c",
                           "z=From:a|To:b",
                           "n=anything; r=y",
                           "h=from:to:",
                           "b=A A\r\n A A"}) {
    EXPECT_EQ(read_dkim_signature(signature(tags)).why, "") << tags;
  }
}

TEST(DkimSignature, IsRefused) {
  struct Row {
    std::string tags;
    AuthResult refused;
    const char* why;
  };
  const Row rows[] = {
      {"v=", AuthResult::kNeutral, "no v= tag"},
      {"xb=1", AuthResult::kNeutral, "b= is not where the library finds it"},
      {"b =AAAA", AuthResult::kNeutral, "b= is not where the library finds it"},
      {"B=AAAA", AuthResult::kNeutral, "b= is not where the library finds it"},
      {"v=2", AuthResult::kNeutral, "v= is not 1"},
      {"v=1.0", AuthResult::kNeutral, "v= is not 1"},
      {"a=", AuthResult::kNeutral, "no a= tag"},
      {"a=rsa-sha1", AuthResult::kPolicy, "a=rsa-sha1 is not accepted"},
      {"a=rsa-md5", AuthResult::kNeutral, "a=rsa-md5 is not accepted"},
      {"d=", AuthResult::kNeutral, "no d= tag"},
      {"d=a..example", AuthResult::kNeutral, "d= is no domain"},
      {"d=.example", AuthResult::kNeutral, "d= is no domain"},
      {"d=a.example.", AuthResult::kNeutral, "d= is no domain"},
      {"d=a\"b.example", AuthResult::kNeutral, "d= is no domain"},
      {"d=a/../b", AuthResult::kNeutral, "d= is no domain"},
      {"d=" + std::string(64, 'a') + ".example", AuthResult::kNeutral, "d= is no domain"},
      {"s=a b@", AuthResult::kNeutral, "s= is no selector"},
      {"s=*", AuthResult::kNeutral, "s= is no selector"},
      {"i=a@other.example", AuthResult::kNeutral, "i= is outside d="},
      {"i=a@evilasagiri.example", AuthResult::kNeutral, "i= is outside d="},
      {"i=a@example", AuthResult::kNeutral, "i= is outside d="},
      {"i=a@..asagiri.example", AuthResult::kNeutral, "i= is outside d="},
      {"i=asagiri.example", AuthResult::kNeutral, "i= without @"},
      {"bh=AAAA", AuthResult::kNeutral, "bh= is no SHA-256"},
      {"bh=*", AuthResult::kNeutral, "bh= is no SHA-256"},
      {"b=*", AuthResult::kNeutral, "b= is no signature"},
      {"b=" + std::string(1'400, 'A'), AuthResult::kNeutral, "b= is no signature"},
      {"c=nowsp", AuthResult::kNeutral, "c= is not known"},
      {"c=simple/nowsp", AuthResult::kNeutral, "c= is not known"},
      {"c=/", AuthResult::kNeutral, "c= is not known"},
      {"q=http/txt", AuthResult::kNeutral, "q= without dns/txt"},
      {"h=to:subject", AuthResult::kPermError, "From is not signed"},
      {"h=:", AuthResult::kPermError, "From is not signed"},
      {"h=from:a\"b:c=d,e", AuthResult::kNone, ""},  // odd, and names of fields
      {"h=from:" + std::string(kMaxDkimSignedFieldBytes, 'a'), AuthResult::kPolicy,
       "h= is too long"},
      {"l=", AuthResult::kNeutral, "l= is no number"},
      {"l=-1", AuthResult::kNeutral, "l= is no number"},
      {"l=0x10", AuthResult::kNeutral, "l= is no number"},
      {"l=9999999999999999999", AuthResult::kNeutral, "l= is no number"},
      {"t=now", AuthResult::kNeutral, "t= is no number"},
      {"t=1", AuthResult::kNeutral, "t= is older than DKIM"},
      {"t=1760000000; x=1760000000", AuthResult::kNeutral, "x= is before t="},
      {"v=1; v=1", AuthResult::kNeutral, "two tags named v"},
      {"x", AuthResult::kNeutral, "a tag without a value"},
      {"n=" + std::string(kMaxDkimFieldBytes, 'n'), AuthResult::kPolicy, "the field is too long"},
  };
  for (const Row& row : rows) {
    const DkimField field = read_dkim_signature(signature(row.tags));
    EXPECT_EQ(field.why, row.why) << row.tags.substr(0, 60);
    EXPECT_EQ(field.refused, row.refused) << row.tags.substr(0, 60);
  }
}

TEST(DkimSignature, NamesAreCounted) {
  std::string names = "from";
  for (std::size_t i = 1; i < kMaxDkimSignedFields; ++i) names += ":a";
  EXPECT_EQ(read_dkim_signature(signature("h=" + names)).why, "");
  EXPECT_EQ(read_dkim_signature(signature("h=" + names + ":a")).why, "h= is too long");
}

}  // namespace
}  // namespace milter
