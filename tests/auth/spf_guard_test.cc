// Shapes that hurt libspf2: what overflows or underflows its buffers (CVE-2021-20314, the fix of
// October 2023 in its compiler of macros), what it aborts on, what it passes by itself. Run under
// ASan by the debug preset; none may be a pass, and none reaches the library as it stands.
#include <gtest/gtest.h>

#include "milter/auth/spf.h"
#include "milter/auth/spf_answers.h"
#include "milter/base/limits.h"
#include "tests/support/zone_resolver.h"

namespace milter {
namespace {

using testing::ZoneResolver;

std::string times(int n, const std::string& text) {
  std::string all;
  for (int i = 0; i < n; ++i) all += text;
  return all;
}

class SpfGuard : public ::testing::Test {
 protected:
  SpfResult check(const std::string& record, SpfQuery query = kQuery) {
    ZoneResolver dns;
    dns.add("asagiri.example", DnsType::kTxt, record);
    const Deadline deadline(clock_, std::chrono::seconds{20});
    return check_spf(dns, query, deadline);
  }

  // Only what spf_answers.h promises, and less than the 511 octets of the library's mechanisms.
  void expect_tame(const std::string& record) {
    ZoneResolver dns;
    dns.add("asagiri.example", DnsType::kTxt, record);
    const Deadline deadline(clock_, std::chrono::seconds{20});
    const auto identity = mail_from_identity(kQuery);
    SpfAnswers answers(dns, *identity, deadline);
    for (const std::string& text : answers.ask(SpfAnswers::kStart, DnsType::kTxt).records) {
      EXPECT_LT(text.size(), 400U) << record.substr(0, 80);
      EXPECT_EQ(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789=:/. +-~?"),
                std::string::npos)
          << text;
    }
  }

  static inline const SpfQuery kQuery{"192.0.2.1", "mail.asagiri.example", "taro@asagiri.example"};
  SystemClock clock_;
};

// The underflow: pieces of a macro string that fill the library's 511 octets to within a few. A
// macro takes 4 of them, a macro and a literal 12 or more.
TEST_F(SpfGuard, MacrosThatFillABuffer) {
  for (const int n : {1, 24, 25, 31, 32, 41, 42, 43, 63, 64, 65, 126, 127, 128, 129}) {
    for (const char* piece : {"%{d}", "%{d}x", "%{d}xyz", "%{s10r-}.", "%{l}%%"}) {
      const std::string spec = times(n, piece);
      for (const std::string& record :
           {"v=spf1 exists:" + spec + "%{d} -all", "v=spf1 a:" + spec + ".example/24//64 -all",
            "v=spf1 include:" + spec + "%{o} -all", "v=spf1 redirect=" + spec + "%{o}",
            "v=spf1 exp=" + spec + "%{o} -all", "v=spf1 x=" + spec + " -all"}) {
        EXPECT_NE(check(record).result, AuthResult::kPass) << record;
        expect_tame(record);
      }
    }
  }
}

TEST_F(SpfGuard, LongTextInEachPlace) {
  for (const std::size_t size :
       {63U, 64U, 253U, 254U, 255U, 256U, 511U, 512U, 513U, 4000U, 5000U, 65535U, 65536U}) {
    const std::string text(size, 'a');
    for (const std::string& record :
         {"v=spf1 a:" + text + ".example -all", "v=spf1 " + text + "=x -all",
          "v=spf1 x=" + text + " -all", "v=spf1 ip4:" + text + " -all",
          "v=spf1 ip6:" + text + " -all", "v=spf1 exists:%{d" + text + "} -all", "v=spf1 " + text,
          "v=spf1" + std::string(size, ' ') + "-all",
          "v=spf1 a/" + std::string(size, '1') + " -all"}) {
      EXPECT_NE(check(record).result, AuthResult::kPass) << size << " " << record.substr(0, 20);
      expect_tame(record);
    }
  }
}

TEST_F(SpfGuard, MoreTermsThanAnOctetCounts) {
  for (const char* term : {" ?a", " ?mx:b.example", " ip4:203.0.113.9", " ip6:2001:db8::1",
                           " ?exists:%{i}.b.example", " ?include:b.example", " x=y"}) {
    for (const int n : {60, 127, 128, 254, 255, 256, 257, 600}) {
      const std::string record = "v=spf1" + times(n, term) + " -all";
      EXPECT_NE(check(record).result, AuthResult::kPass) << n << term;
      expect_tame(record);
    }
  }
}

TEST_F(SpfGuard, MacrosOfHostileSenders) {
  const std::string record = "v=spf1 exists:%{s}.%{L9R-+}.%{h}.%{d} exists:%{S1r}.x.example -all";
  for (const std::string& text :
       {std::string(), std::string("%"), std::string("%{d}"), std::string("%s%n%s%n"),
        std::string("a/24"), std::string("..."), std::string("a b"), std::string("\0", 1),
        std::string("\\000"), std::string("\xFF\x80"), std::string("-"), times(64, "-"),
        times(120, "a."), std::string(limits::kMaxSpfLocalPart, 'x'), std::string(70000, 'x')}) {
    const SpfQuery sender{"192.0.2.1", "mail.asagiri.example", text + "@asagiri.example"};
    EXPECT_NE(check(record, sender).result, AuthResult::kPass) << text.substr(0, 80);
    const SpfQuery helo{"2001:db8::1", text, "taro@asagiri.example"};
    EXPECT_EQ(check(record, helo).result, AuthResult::kFail) << text.substr(0, 80);
  }
}

TEST_F(SpfGuard, HostileNamesInAnswers) {
  for (const std::string& host :
       {std::string(), std::string("t0.invalid"), std::string("t1.invalid"), std::string("."),
        std::string(70000, 'x'), std::string("%{d}"), std::string("a\0b", 3),
        std::string("\\000.example"), std::string("::")}) {
    ZoneResolver dns(R"(
      asagiri.example TXT v=spf1 mx ptr exists:%{p}.x.example -all
    )");
    dns.add("asagiri.example", DnsType::kMx, "10 " + host);
    dns.add("asagiri.example", DnsType::kMx, host);
    dns.add("1.2.0.192.in-addr.arpa", DnsType::kPtr, host);
    const Deadline deadline(clock_, std::chrono::seconds{20});
    EXPECT_NE(check_spf(dns, kQuery, deadline).result, AuthResult::kPass) << host.substr(0, 80);
  }
}

// The library passes any mail of a loopback client.
TEST_F(SpfGuard, ALocalClientIsNoPass) {
  for (const char* client : {"127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_EQ(check("v=spf1 -all", {client, "a.example", "taro@asagiri.example"}).result,
              AuthResult::kNone);
  }
}

}  // namespace
}  // namespace milter
