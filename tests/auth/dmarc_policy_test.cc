// Expected values are worked out by hand from RFC 9989 4.10 and 5.3 and from RFC 7489 6.6; what a
// row shows is its first column.
#include <gtest/gtest.h>

#include "tests/auth/dmarc_rows.h"

namespace milter {
namespace {

constexpr const char* kReject = "_dmarc.example.com TXT v=DMARC1; p=reject";

TEST(DmarcPolicyTest, PolicyOfSubdomains) {
  constexpr const char* kThree =
      "_dmarc.example.com TXT v=DMARC1; p=reject; sp=quarantine; np=none\n"
      "here.example.com A 192.0.2.1\n"
      "away.example.com SERVFAIL\n"
      "x.empty.example.com A 192.0.2.1";
  check(
      {
          {"p for the domain itself", kThree, "example.com", "", "", "fail reject - example.com"},
          {"sp for one that exists", kThree, "here.example.com", "", "",
           "fail quarantine - example.com"},
          {"np for one that does not", kThree, "gone.example.com", "", "",
           "fail none - example.com"},
          {"one that has only names below it exists", kThree, "empty.example.com", "", "",
           "fail quarantine - example.com"},
          {"sp where it cannot be known", kThree, "away.example.com", "", "",
           "fail quarantine - example.com"},
          {"sp of a pass", kThree, "gone.example.com", "pass example.com", "",
           "pass quarantine s example.com"},
          {"np without sp", "_dmarc.example.com TXT v=DMARC1; p=none; np=reject",
           "gone.example.com", "", "", "fail reject - example.com"},
          {"sp for a name that does not exist, without np",
           "_dmarc.example.com TXT v=DMARC1; p=none; sp=reject", "gone.example.com", "", "",
           "fail reject - example.com"},
          {"p where nothing else is said", "_dmarc.example.com TXT v=DMARC1; p=quarantine",
           "gone.example.com", "", "", "fail quarantine - example.com"},
          {"t=y takes reject to quarantine", "_dmarc.example.com TXT v=DMARC1; p=reject; t=y",
           "example.com", "", "", "fail quarantine - example.com"},
          {"t=y takes quarantine to none",
           "_dmarc.example.com TXT v=DMARC1; p=reject; sp=quarantine; t=y", "sub.example.com", "",
           "", "fail none - example.com"},
          {"t=y leaves none", "_dmarc.example.com TXT v=DMARC1; p=none; t=y", "example.com", "", "",
           "fail none - example.com"},
          {"pct has no effect", "_dmarc.example.com TXT v=DMARC1; p=reject; pct=0", "example.com",
           "", "", "fail reject - example.com"},
      },
      DmarcRules::kRfc9989);
}

TEST(DmarcPolicyTest, RecordsThatCannotBeUsed) {
  check(
      {
          {"no p, a rua", "_dmarc.example.com TXT v=DMARC1; rua=mailto:d@example.com",
           "example.com", "", "", "fail none - example.com"},
          {"no p, no rua", "_dmarc.example.com TXT v=DMARC1; adkim=s", "example.com",
           "pass example.com", "", "permerror - - example.com"},
          {"a bad sp", "_dmarc.example.com TXT v=DMARC1; p=reject; sp=x", "example.com",
           "pass example.com", "", "permerror - - example.com"},
          {"a wrong version", "_dmarc.example.com TXT v=DMARC2; p=reject", "example.com", "", "",
           "none - - example.com"},
          {"other TXT beside it",
           "_dmarc.example.com TXT v=spf1 -all\n"
           "_dmarc.example.com TXT v=DMARC1; p=reject\n"
           "_dmarc.example.com TXT google-site-verification=x",
           "example.com", "", "", "fail reject - example.com"},
          {"two records are none",
           "_dmarc.example.com TXT v=DMARC1; p=reject\n"
           "_dmarc.example.com TXT v=DMARC1; p=none",
           "example.com", "pass example.com", "", "none - - example.com"},
          {"two records, the walk goes on",
           "_dmarc.a.example.com TXT v=DMARC1; p=none\n"
           "_dmarc.a.example.com TXT v=DMARC1; p=quarantine\n"
           "_dmarc.example.com TXT v=DMARC1; p=reject",
           "a.example.com", "", "", "fail reject - example.com"},
          {"a record in two strings", "_dmarc.example.com TXT \"v=DMARC1; p=re\" \"ject\"",
           "example.com", "", "", "fail reject - example.com"},
          {"a record by way of a CNAME",
           "_dmarc.example.com CNAME example.com.dmarc.provider.example\n"
           "example.com.dmarc.provider.example TXT v=DMARC1; p=reject",
           "example.com", "", "pass example.com", "pass reject d example.com"},
      },
      DmarcRules::kRfc9989);
}

TEST(DmarcPolicyTest, DnsThatFails) {
  check(
      {
          {"the record does not come", "_dmarc.example.com TXT TIMEOUT", "example.com",
           "pass example.com", "", "temperror - - -"},
          {"a forged answer", "_dmarc.example.com TXT BOGUS", "example.com", "pass example.com", "",
           "temperror - - -"},
          {"a CNAME loop",
           "_dmarc.example.com CNAME x.example.com\n"
           "x.example.com CNAME _dmarc.example.com",
           "example.com", "", "", "temperror - - -"},
          {"the parent's does not come", "_dmarc.example.com TXT SERVFAIL", "a.example.com",
           "pass a.example.com", "", "temperror - - -"},
          {"the parent's does not come, its own is there and the same domain passes",
           "_dmarc.a.example.com TXT v=DMARC1; p=reject\n"
           "_dmarc.example.com TXT SERVFAIL",
           "a.example.com", "pass a.example.com", "", "pass reject s -"},
          {"the same, and nothing passes",
           "_dmarc.a.example.com TXT v=DMARC1; p=reject\n"
           "_dmarc.example.com TXT SERVFAIL",
           "a.example.com", "fail a.example.com", "", "fail reject - -"},
          {"the same, and a sister passes: nobody knows",
           "_dmarc.a.example.com TXT v=DMARC1; p=reject\n"
           "_dmarc.example.com TXT SERVFAIL",
           "a.example.com", "pass b.example.com", "", "temperror reject - -"},
          {"SPF could not look", kReject, "example.com", "temperror example.com", "",
           "temperror reject - example.com"},
          {"SPF could not look, the signature holds", kReject, "example.com",
           "temperror example.com", "pass example.com", "pass reject d example.com"},
          {"the key did not come", kReject, "example.com", "", "temperror mail.example.com",
           "temperror reject - example.com"},
          {"the attacker's key does not come", kReject, "example.com", "temperror attacker.test",
           "temperror attacker.test", "fail reject - example.com"},
          {"the attacker's own DMARC does not come",
           "_dmarc.example.com TXT v=DMARC1; p=reject\n"
           "_dmarc.attacker.test TXT SERVFAIL\n"
           "_dmarc.test TXT SERVFAIL",
           "example.com", "pass attacker.test", "", "fail reject - example.com"},
          {"strict: a subdomain's temporary error is nobody's",
           "_dmarc.example.com TXT v=DMARC1; p=reject; adkim=s", "example.com", "",
           "temperror mail.example.com", "fail reject - example.com"},
      },
      DmarcRules::kRfc9989);
}

TEST(DmarcPolicyTest, SeveralAuthors) {
  constexpr const char* kTwo =
      "_dmarc.example.com TXT v=DMARC1; p=reject\n"
      "_dmarc.example.net TXT v=DMARC1; p=quarantine\n"
      "_dmarc.example.org TXT v=DMARC1; p=none\n"
      "_dmarc.broken.test TXT v=DMARC1; p=x\n"
      "_dmarc.away.test TXT SERVFAIL";
  check(
      {
          {"one domain, twice", kTwo, "example.com EXAMPLE.com", "pass example.com", "",
           "pass reject s example.com"},
          {"two domains, both pass", kTwo, "example.com example.net", "pass example.net",
           "pass example.com", "pass reject d example.com"},
          {"the attacker's beside the victim's", kTwo, "attacker.test example.com",
           "pass attacker.test", "pass attacker.test", "fail reject - example.com"},
          {"the victim first", kTwo, "example.com attacker.test", "pass attacker.test", "",
           "fail reject - example.com"},
          {"the stricter of two failures", kTwo, "example.org example.net", "", "",
           "fail quarantine - example.net"},
          {"a failure with p=none before a pass", kTwo, "example.com example.org",
           "pass example.com", "", "fail none - example.org"},
          {"no record beside a pass is no pass", kTwo, "example.com nobody.test",
           "pass example.com", "", "none - - nobody.test"},
          {"could not look, beside a pass", kTwo, "example.com away.test", "pass example.com", "",
           "temperror - - -"},
          {"a reject counts more than could not look", kTwo, "away.test example.com", "", "",
           "fail reject - example.com"},
          {"so does any failure", kTwo, "away.test example.org", "", "", "fail none - example.org"},
          {"a broken record beside a pass", kTwo, "example.com broken.test", "pass example.com", "",
           "permerror - - broken.test"},
          {"no author domain", kTwo, "", "pass example.com", "pass example.com", "permerror - - -"},
          {"an address literal", kTwo, "[192.0.2.1]", "", "", "permerror - - -"},
          {"a domain that is none, beside a pass", kTwo, "example.com a..b", "pass example.com", "",
           "permerror - - -"},
          {"raw UTF-8: the caller writes A-labels", kTwo, "\xe6\x97\xa5\xe6\x9c\xac.jp", "", "",
           "permerror - - -"},
      },
      DmarcRules::kRfc9989);
}

TEST(DmarcPolicyTest, Rfc7489) {
  check(
      {
          {"the domain's own record", kReject, "example.com", "pass example.com", "",
           "pass reject s example.com"},
          {"the organisation's", kReject, "a.b.example.com", "pass b.example.com", "",
           "pass reject s example.com"},
          {"not one in between", "_dmarc.b.example.com TXT v=DMARC1; p=reject", "a.b.example.com",
           "", "", "none - - example.com"},
          {"sp of the organisation's", "_dmarc.example.com TXT v=DMARC1; p=reject; sp=none",
           "a.example.com", "", "", "fail none - example.com"},
          {"sp is nothing to the domain itself",
           "_dmarc.example.com TXT v=DMARC1; p=reject; sp=none", "example.com", "", "",
           "fail reject - example.com"},
          {"np, psd and t are unknown",
           "_dmarc.example.com TXT v=DMARC1; p=reject; np=none; psd=n; t=y", "gone.example.com", "",
           "", "fail reject - example.com"},
          {"pct=0", "_dmarc.example.com TXT v=DMARC1; p=reject; pct=0", "example.com", "", "",
           "fail quarantine - example.com"},
          {"pct=50 is a whole policy", "_dmarc.example.com TXT v=DMARC1; p=reject; pct=50",
           "example.com", "", "", "fail reject - example.com"},
          {"a firm under co.jp", "_dmarc.asagiri.co.jp TXT v=DMARC1; p=reject",
           "mail.asagiri.co.jp", "", "pass asagiri.co.jp", "pass reject d asagiri.co.jp"},
          {"two firms under co.jp", "_dmarc.asagiri.co.jp TXT v=DMARC1; p=reject", "asagiri.co.jp",
           "pass mirai.co.jp", "", "fail reject - asagiri.co.jp"},
          {"co.jp's record is nobody's", "_dmarc.co.jp TXT v=DMARC1; p=reject", "asagiri.co.jp", "",
           "", "none - - asagiri.co.jp"},
          {"co.jp itself", "_dmarc.co.jp TXT v=DMARC1; p=reject", "co.jp", "pass mirai.co.jp", "",
           "fail reject - co.jp"},
          {"two records end it, the organisation's is not asked",
           "_dmarc.a.example.com TXT v=DMARC1; p=reject\n"
           "_dmarc.a.example.com TXT v=DMARC1; p=none\n"
           "_dmarc.example.com TXT v=DMARC1; p=reject",
           "a.example.com", "", "", "none - - example.com"},
          {"strict", "_dmarc.example.com TXT v=DMARC1; p=reject; aspf=s; adkim=s", "example.com",
           "pass a.example.com", "pass b.example.com", "fail reject - example.com"},
          {"the record does not come", "_dmarc.example.com TXT TIMEOUT", "a.example.com",
           "pass a.example.com", "", "temperror - - example.com"},
          {"no valid p, no rua", "_dmarc.example.com TXT v=DMARC1; p=x", "example.com", "", "",
           "permerror - - example.com"},
      },
      DmarcRules::kRfc7489);
}

}  // namespace
}  // namespace milter
