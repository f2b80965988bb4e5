// Expectations by hand from RFC 7208 4.5, 4.6, 5, 6, 7.1 and 12.
#include "milter/auth/spf_record.h"

#include <gtest/gtest.h>

#include "milter/base/limits.h"

namespace milter {
namespace {

using namespace std::string_literals;

const std::string kGood[] = {
    "v=spf1",
    "v=spf1 ",
    "V=SPF1 -ALL",
    "v=spf1   -all   ",
    "v=spf1 +all",
    "v=spf1 ?all",
    "v=spf1 ~all",
    "v=spf1 all -all",
    "v=spf1 a mx ptr -all",
    "v=spf1 A MX -all",
    "v=spf1 a:mail.asagiri.example -all",
    "v=spf1 a:mail.asagiri.example. -all",
    "v=spf1 a:_spf.asagiri.example",
    "v=spf1 a:xn--eckwd4c7c.xn--zckzah",
    "v=spf1 a:foo:bar/baz.asagiri.example",  // 7.1: any visible character but '%'
    "v=spf1 a/0",
    "v=spf1 a/32",
    "v=spf1 a//128",
    "v=spf1 a//0",
    "v=spf1 a/24//64",
    "v=spf1 a:asagiri.example/24//64",
    "v=spf1 mx:asagiri.example//64",
    "v=spf1 mx/28",
    "v=spf1 ip4:192.0.2.1",
    "v=spf1 ip4:192.0.2.0/24",
    "v=spf1 ip4:0.0.0.0/0",
    "v=spf1 ip4:192.0.2.1/32",
    "v=spf1 ip6:2001:db8::1",
    "v=spf1 ip6:2001:DB8:8000::/33",
    "v=spf1 ip6:::/0",
    "v=spf1 ip6:::ffff:192.0.2.1",
    "v=spf1 ip6:2001:0db8:1111:2222:3333:4444:5555:6666/128",
    "v=spf1 include:_spf.asagiri.example ~all",
    "v=spf1 include:%{d}",
    "v=spf1 exists:%{i}._spf.%{d}",
    "v=spf1 exists:%{ir}.%{v}._spf.%{d2}",
    "v=spf1 exists:%{L1R+-}.%{O}",
    "v=spf1 exists:%{d2/}/24.example",  // '/' as a delimiter and inside the name
    "v=spf1 exists:%%%_%-.asagiri.example",
    "v=spf1 exists:a.%-",  // ends in a macro, so needs no top label
    "v=spf1 ptr:asagiri.example",
    "v=spf1 redirect=_spf.asagiri.example",
    "v=spf1 redirect=%{d}.d.spf.example.",
    "v=spf1 REDIRECT=_spf.asagiri.example",
    "v=spf1 exp=why.asagiri.example -all",
    "v=spf1 redirect=a.example exp=b.example",
    "v=spf1 moo.cow-far_out=man:dog/cat -all",
    "v=spf1 default=+ ra=postmaster rp=100",
    "v=spf1 x=%{c}%{r}%{t}",  // unknown modifiers take any macro string
    "v=spf1 x=",
    "v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.123 a mx include:_spf.example.com ~all",
    "v=spf1 include:spf.protection.outlook.example -all",
    "v=spf1 include:_spf.google.example include:sendgrid.example ~all",
    "v=spf1 +a +mx +ip4:192.0.2.1 ?all",
    "v=spf1 a:mail.asagiri.example mx:asagiri.example ip4:198.51.100.0/22 -all",
    "v=spf1 +mx:asagiri.example/24//48 -all",
    "v=spf1 mx -all exp=explain._spf.%{d}",  // RFC 7208 D.1 and A
    "v=spf1 include:example.net include:example.org -all",
    "v=spf1 include:one.example ?include:two.example -include:three.example +all",
    "v=spf1 exists:_h.%{h}._l.%{l}._o.%{o}._i.%{i}._spf.%{d} ?all",
    "v=spf1 -ptr:asagiri.example +all",
    "v=spf1 mx redirect=%{l1r-}.at.%{o,=}._spf.%{d}",
    "v=spf1 ptr -all",
    "v=spf1 -include:ip4._spf.%{d} -include:ptr._spf.%{d} +all",
    "v=spf1 -exists:%{d}.%{p} ?all",
    "v=spf1 a:a.b.c.d.e.f.asagiri.example",
    "v=spf1 a:-.example",  // only the top label is held to more than visible characters
    "v=spf1 a:asagiri..example",
    "v=spf1 exists:%{l.-}.a-1",
    "v=spf1 exists:%{s99}.example",
    "v=spf1 redirect=_spf.asagiri.example.",
    "v=spf1 op=auth",
    "v=spf1 X.y_z-1=",
    "v=spf1 ip4:192.0.2.1 ip4:192.0.2.1",
    "v=spf1 -ip4:192.0.2.1 +ip6:2001:db8::/32 ~all",
    "v=spf1 ip6:1:2:3:4:5:6:7:8",
    "v=spf1 mx:%{d1}.example/8",
    "v=spf1 include:%{o2r-}%%.%{v}.example. ?all",
    "v=spf1 exp=%{d}.why.example",
    "v=spf1 a a a a a a a a a a a a",  // limits are for the evaluation
};

const std::string kBad[] = {
    "v=spf1 -all moo",  // 4.6: an error anywhere
    "v=spf1 -all.",
    "v=spf1 -all:x.example",
    "v=spf1 -all/8",
    "v=spf1 --all",
    "v=spf1 !all",
    "v=spf1 -",
    "v=spf1 ~",
    "v=spf1 a\t-all",
    "v=spf1 a\r-all",
    "v=spf1 a\n-all",
    "v=spf1 a:mail.example\0 -all"s,
    "v=spf1 \xEF\xBB\xBF-all",
    "v=spf1 a:\xE6\x9C\x9D\xE9\x9C\xA7.example -all",
    "v=spf1 a:",
    "v=spf1 a: -all",
    "v=spf1 a:example",  // a top label alone
    "v=spf1 a:example.",
    "v=spf1 a:foo-bar",
    "v=spf1 a:asagiri.-example",
    "v=spf1 a:asagiri.example-",
    "v=spf1 a:192.0.2.1",  // the top label would be a number
    "v=spf1 a:asagiri.example:8080",
    "v=spf1 a/33",
    "v=spf1 a//129",
    "v=spf1 a/024",
    "v=spf1 a/",
    "v=spf1 a//",
    "v=spf1 a/24/64",
    "v=spf1 a//64/24",
    "v=spf1 a/99999999999999999999",
    "v=spf1 mx/33",
    "v=spf1 ptr/0",
    "v=spf1 ptr:",
    "v=spf1 ip4",
    "v=spf1 ip4:",
    "v=spf1 ip4:192.0.2",
    "v=spf1 ip4:192.0.2.256",
    "v=spf1 ip4:192.0.2.01",
    "v=spf1 ip4:192.0.2.1/33",
    "v=spf1 ip4:192.0.2.1/032",
    "v=spf1 ip4:192.0.2.1/",
    "v=spf1 ip4:192.0.2.1//32",
    "v=spf1 ip4:192.0.2.1:25",
    "v=spf1 ip4:2001:db8::1",
    "v=spf1 ip6",
    "v=spf1 ip6:192.0.2.1",
    "v=spf1 ip6::CAFE::BABE",
    "v=spf1 ip6:2001:db8::/129",
    "v=spf1 ip6:fe80::1%eth0",
    "v=spf1 include",
    "v=spf1 include:",
    "v=spf1 include:asagiri.example/24",
    "v=spf1 exists",
    "v=spf1 exists:asagiri.example/24",
    "v=spf1 exists:%(ir).sbl.example",
    "v=spf1 exists:foo%.sbl.example",
    "v=spf1 exists:%{ir.sbl.example",
    "v=spf1 exists:%{}.example",
    "v=spf1 exists:%{x}.example",
    "v=spf1 exists:%{a}.example",
    "v=spf1 exists:%{c}.example",  // 7.2: c, r and t only in explanations
    "v=spf1 exists:%{d0}",
    "v=spf1 exists:%{d-2}",
    "v=spf1 exists:%{rd}",
    "v=spf1 exists:%{d!}",
    "v=spf1 redirect:asagiri.example",
    "v=spf1 redirect=",
    "v=spf1 redirect=example",
    "v=spf1 -redirect=asagiri.example",
    "v=spf1 redirect=a.example redirect=a.example",
    "v=spf1 exp=",
    "v=spf1 exp=-all",
    "v=spf1 exp=%{r}.example -all",
    "v=spf1 exp=a.example exp=b.example",
    "v=spf1 =all",
    "v=spf1 1up=foo",
    "v=spf1 x/y=z",
    "v=spf1 x:y=z",
    "v=spf1 x=%abc",
};

TEST(SpfRecord, IsReadWhenTheGrammarAllowsIt) {
  for (const std::string& text : kGood) {
    ASSERT_TRUE(is_spf_record(text)) << text;
    const auto record = parse_spf_record(text);
    EXPECT_TRUE(record) << text << ": " << (record ? "" : record.error().what);
  }
}

TEST(SpfRecord, IsRefusedWholeForOneWrongTerm) {
  for (const std::string& text : kBad) {
    ASSERT_TRUE(is_spf_record(text)) << text;
    EXPECT_FALSE(parse_spf_record(text)) << text;
  }
}

TEST(SpfRecord, IsToldFromOtherText) {
  for (const char* text : {"v=spf1", "v=spf1 ", "V=sPf1 -all", "v=spf1  nonsense"}) {
    EXPECT_TRUE(is_spf_record(text)) << text;
  }
  for (const char* text : {"", "v=spf", "v=spf10", "v=spf1-all", "v=spf1\t-all", " v=spf1",
                           "v=spf2.0/pra +all", "google-site-verification=x"}) {
    EXPECT_FALSE(is_spf_record(text)) << text;
  }
}

TEST(SpfRecord, KeepsItsTermsInOrder) {
  const auto record = parse_spf_record(
      "v=spf1 ?ip4:192.0.2.0/24 ~mx/20//40 -exists:%{i}.example redirect=a.example");
  ASSERT_TRUE(record);
  ASSERT_EQ(record->terms.size(), 3U);
  const SpfTerm& network = record->terms[0];
  EXPECT_EQ(network.qualifier, '?');
  EXPECT_EQ(network.mechanism, SpfMechanism::kIp4);
  EXPECT_EQ(network.network, "\xC0\x00\x02\x00"s);
  EXPECT_EQ(network.prefix4, 24U);
  const SpfTerm& mx = record->terms[1];
  EXPECT_EQ(mx.qualifier, '~');
  EXPECT_EQ(mx.mechanism, SpfMechanism::kMx);
  EXPECT_TRUE(mx.domain_spec.empty());
  EXPECT_EQ(mx.prefix4, 20U);
  EXPECT_EQ(mx.prefix6, 40U);
  const SpfTerm& exists = record->terms[2];
  EXPECT_EQ(exists.qualifier, '-');
  EXPECT_EQ(exists.mechanism, SpfMechanism::kExists);
  ASSERT_EQ(exists.domain_spec.size(), 2U);
  EXPECT_EQ(exists.domain_spec[0].letter, 'i');
  EXPECT_EQ(exists.domain_spec[1].literal, ".example");
  ASSERT_TRUE(record->redirect);
  EXPECT_EQ(record->redirect->front().literal, "a.example");
}

TEST(SpfRecord, SaysWhichTermIsWrong) {
  const auto record = parse_spf_record("v=spf1 a mx:asagiri.example/99 -all");
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().what, "\"mx:asagiri.example/99\": a prefix longer than the address");
}

TEST(SpfRecord, LongerThanTheLimitIsRefused) {
  std::string text = "v=spf1";
  while (text.size() + 5 <= limits::kMaxSpfRecord) text += " ?all";
  text.append(limits::kMaxSpfRecord - text.size(), ' ');
  EXPECT_TRUE(parse_spf_record(text));
  const auto longer = parse_spf_record(text + " ");
  ASSERT_FALSE(longer);
  EXPECT_EQ(longer.error().kind, Error::Kind::kLimit);
}

}  // namespace
}  // namespace milter
