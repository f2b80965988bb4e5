// Expected values are worked out by hand from RFC 9989 4.10 and 5.3 and from RFC 7489 6.6; what a
// row shows is its first column.
#include <gtest/gtest.h>

#include "tests/auth/dmarc_rows.h"

namespace milter {
namespace {

constexpr const char* kReject = "_dmarc.example.com TXT v=DMARC1; p=reject";

TEST(DmarcTableTest, PassAndFail) {
  check(
      {
          {"SPF of the same domain", kReject, "example.com", "pass example.com", "",
           "pass reject s example.com"},
          {"DKIM of the same domain", kReject, "example.com", "", "pass example.com",
           "pass reject d example.com"},
          {"both", kReject, "example.com", "pass example.com", "pass example.com",
           "pass reject sd example.com"},
          {"forwarded: SPF fails, the signature holds", kReject, "example.com", "fail example.com",
           "pass example.com", "pass reject d example.com"},
          {"mailing list: the second signature holds", kReject, "example.com", "pass list.example",
           "fail example.com pass list.example pass example.com", "pass reject d example.com"},
          {"case and root dot do not matter", kReject, "Example.COM.", "pass EXAMPLE.com", "",
           "pass reject s example.com"},
          {"softfail is no pass", kReject, "example.com", "softfail example.com", "",
           "fail reject - example.com"},
          {"neutral is no pass", kReject, "example.com", "neutral example.com",
           "neutral example.com", "fail reject - example.com"},
          {"permerror of SPF is no pass", kReject, "example.com", "permerror example.com", "",
           "fail reject - example.com"},
          {"a weak key is no pass", kReject, "example.com", "", "policy example.com",
           "fail reject - example.com"},
          {"nothing at all", kReject, "example.com", "", "", "fail reject - example.com"},
          {"the attacker's own domain passes", kReject, "example.com", "pass attacker.test",
           "pass attacker.test", "fail reject - example.com"},
          {"a name that ends alike", kReject, "example.com", "pass notexample.com",
           "pass my-example.com", "fail reject - example.com"},
          {"the victim's name as a host of the attacker's", kReject, "example.com",
           "pass example.com.attacker.test", "", "fail reject - example.com"},
          {"the registry signs", kReject, "example.com", "", "pass com",
           "fail reject - example.com"},
          {"identities that are no names", kReject, "example.com", "pass .example.com",
           "pass a..example.com pass ex@example.com", "fail reject - example.com"},
          {"no record", "", "example.com", "pass example.com", "pass example.com",
           "none - - example.com"},
          {"no record, nothing passes", "", "example.com", "fail example.com", "",
           "none - - example.com"},
          {"p=none, fails", "_dmarc.example.com TXT v=DMARC1; p=none", "example.com", "", "",
           "fail none - example.com"},
          {"p=quarantine, fails", "_dmarc.example.com TXT v=DMARC1; p=quarantine", "example.com",
           "", "", "fail quarantine - example.com"},
      },
      DmarcRules::kRfc9989);
}

TEST(DmarcTableTest, Alignment) {
  check(
      {
          {"bounces of a subdomain", kReject, "example.com", "pass bounce.example.com", "",
           "pass reject s example.com"},
          {"signed by the organisation", kReject, "news.example.com", "", "pass example.com",
           "pass reject d example.com"},
          {"two cousins", kReject, "news.example.com", "pass bounce.example.com", "",
           "pass reject s example.com"},
          {"aspf=s, same domain", "_dmarc.example.com TXT v=DMARC1; p=reject; aspf=s",
           "example.com", "pass example.com", "", "pass reject s example.com"},
          {"aspf=s, subdomain", "_dmarc.example.com TXT v=DMARC1; p=reject; aspf=s", "example.com",
           "pass bounce.example.com", "", "fail reject - example.com"},
          {"aspf=s leaves DKIM relaxed", "_dmarc.example.com TXT v=DMARC1; p=reject; aspf=s",
           "example.com", "pass bounce.example.com", "pass mail.example.com",
           "pass reject d example.com"},
          {"adkim=s, same domain", "_dmarc.example.com TXT v=DMARC1; p=reject; adkim=s",
           "example.com", "", "pass mail.example.com pass example.com",
           "pass reject d example.com"},
          {"adkim=s, subdomain", "_dmarc.example.com TXT v=DMARC1; p=reject; adkim=s",
           "example.com", "", "pass mail.example.com", "fail reject - example.com"},
          {"both strict, author below the record",
           "_dmarc.example.com TXT v=DMARC1; p=reject; adkim=s; aspf=s", "news.example.com",
           "pass example.com", "pass example.com", "fail reject - example.com"},
          {"both strict, author below the record, signed as itself",
           "_dmarc.example.com TXT v=DMARC1; p=reject; adkim=s; aspf=s", "news.example.com",
           "pass example.com", "pass news.example.com", "pass reject d example.com"},
          {"a subdomain that is its own organisation signs",
           "_dmarc.example.com TXT v=DMARC1; p=reject\n"
           "_dmarc.tenant.example.com TXT v=DMARC1; p=none; psd=n",
           "example.com", "", "pass tenant.example.com", "fail reject - example.com"},
          {"the other way round",
           "_dmarc.example.com TXT v=DMARC1; p=reject\n"
           "_dmarc.tenant.example.com TXT v=DMARC1; p=reject; psd=n",
           "tenant.example.com", "pass example.com", "", "fail reject - tenant.example.com"},
          {"within it",
           "_dmarc.example.com TXT v=DMARC1; p=reject\n"
           "_dmarc.tenant.example.com TXT v=DMARC1; p=reject; psd=n",
           "tenant.example.com", "pass b.tenant.example.com", "",
           "pass reject s tenant.example.com"},
      },
      DmarcRules::kRfc9989);
}

TEST(DmarcTableTest, TreeWalk) {
  check(
      {
          {"inherited from the organisation", kReject, "a.b.example.com", "", "",
           "fail reject - example.com"},
          {"its own record first",
           "_dmarc.example.com TXT v=DMARC1; p=reject; sp=reject\n"
           "_dmarc.news.example.com TXT v=DMARC1; p=none",
           "news.example.com", "", "", "fail none - example.com"},
          {"one in between is passed over",
           "_dmarc.example.com TXT v=DMARC1; p=reject\n"
           "_dmarc.b.example.com TXT v=DMARC1; p=none",
           "a.b.example.com", "", "", "fail reject - example.com"},
          {"one in between with psd=n ends the walk",
           "_dmarc.example.com TXT v=DMARC1; p=none\n"
           "_dmarc.b.example.com TXT v=DMARC1; p=reject; psd=n",
           "a.b.example.com", "pass b.example.com", "", "pass reject s b.example.com"},
          {"the registry's record, the firm has none", "_dmarc.bank TXT v=DMARC1; p=reject; psd=y",
           "firm.bank", "", "", "fail reject - firm.bank"},
          {"the registry's sp",
           "_dmarc.bank TXT v=DMARC1; p=none; sp=quarantine; psd=y\n"
           "firm.bank A 192.0.2.1",
           "firm.bank", "", "", "fail quarantine - firm.bank"},
          {"the registry's np for a name nobody has",
           "_dmarc.bank TXT v=DMARC1; p=none; np=reject; psd=y", "nobody.bank", "", "",
           "fail reject - nobody.bank"},
          {"two firms of one registry are not one", "_dmarc.bank TXT v=DMARC1; p=reject; psd=y",
           "firm.bank", "pass other.bank", "", "fail reject - firm.bank"},
          {"the firm's record before the registry's",
           "_dmarc.bank TXT v=DMARC1; p=reject; psd=y\n"
           "_dmarc.firm.bank TXT v=DMARC1; p=none",
           "mail.firm.bank", "pass firm.bank", "", "pass none s firm.bank"},
          {"nine labels: the third parent is not asked",
           "_dmarc.c.d.e.f.g.example.com TXT v=DMARC1; p=reject; psd=n\n"
           "_dmarc.b.c.d.e.f.g.example.com TXT v=DMARC1; p=none; psd=n",
           "a.b.c.d.e.f.g.example.com", "", "", "fail reject - c.d.e.f.g.example.com"},
          {"its own record however long the name",
           "_dmarc.a.b.c.d.e.f.g.h.i.j.example.com TXT v=DMARC1; p=reject; psd=n",
           "a.b.c.d.e.f.g.h.i.j.example.com", "", "",
           "fail reject - a.b.c.d.e.f.g.h.i.j.example.com"},
          {"a name of one label", "_dmarc.localhost TXT v=DMARC1; p=reject", "localhost",
           "pass localhost", "", "pass reject s localhost"},
          {"a name of 253 octets without any record", "",
           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."
           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."
           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."
           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com",
           "", "",
           "none - - "
           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."
           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."
           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."
           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com"},
      },
      DmarcRules::kRfc9989);
}

TEST(DmarcTableTest, UnderCoJp) {
  check(
      {
          {"a firm", "_dmarc.asagiri.co.jp TXT v=DMARC1; p=reject", "asagiri.co.jp",
           "pass asagiri.co.jp", "", "pass reject s asagiri.co.jp"},
          {"its host", "_dmarc.asagiri.co.jp TXT v=DMARC1; p=reject", "mail.asagiri.co.jp",
           "pass asagiri.co.jp", "", "pass reject s asagiri.co.jp"},
          {"another firm passes", "_dmarc.asagiri.co.jp TXT v=DMARC1; p=reject", "asagiri.co.jp",
           "pass mirai.co.jp", "pass mirai.co.jp", "fail reject - asagiri.co.jp"},
          {"the same label under jp", "_dmarc.asagiri.co.jp TXT v=DMARC1; p=reject",
           "asagiri.co.jp", "pass asagiri.jp", "", "fail reject - asagiri.co.jp"},
          {"a firm without a record, another passes", "", "asagiri.co.jp", "pass mirai.co.jp", "",
           "none - - asagiri.co.jp"},
          {"the registry publishes psd=y", "_dmarc.co.jp TXT v=DMARC1; p=none; psd=y",
           "asagiri.co.jp", "pass mirai.co.jp", "", "fail none - asagiri.co.jp"},
          {"a city's name", "_dmarc.city.kobe.jp TXT v=DMARC1; p=quarantine", "mail.city.kobe.jp",
           "pass city.kobe.jp", "", "pass quarantine s city.kobe.jp"},
          {"an IDN as A-label", "_dmarc.xn--wgv71a119e.jp TXT v=DMARC1; p=reject",
           "xn--wgv71a119e.jp", "", "pass mail.xn--wgv71a119e.jp",
           "pass reject d xn--wgv71a119e.jp"},
      },
      DmarcRules::kRfc9989);
}

}  // namespace
}  // namespace milter
