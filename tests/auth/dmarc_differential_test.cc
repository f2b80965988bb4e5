// The same questions to libopendmarc 1.4.2, where both follow RFC 7489: records of every valid
// shape by every author domain by what SPF and DKIM say. Its known deviations are left out:
//  - values are taken by their first letters ("p=r"), v in any place and in any case;
//  - of a tag given twice the last counts, of two records the first;
//  - a faulty p is an error with rua too;
//  - pct is left to the program around it.
//  - strict lets a host below the author through if the author is an organisation's own domain:
//    RFC 7489 3.1.1 asks for the same name;
//  - a relaxed comparison of two names takes each parent for aligned, public suffixes too, so that
//    no identity here is one.
#include <gtest/gtest.h>
#include <opendmarc/dmarc.h>

#include <set>
#include <string>
#include <vector>

#include "milter/auth/dmarc.h"
#include "tests/auth/organisational.h"
#include "tests/support/zone_resolver.h"

namespace milter {
namespace {

constexpr const char* kList = "/usr/share/publicsuffix/public_suffix_list.dat";

u_char* bytes(const std::string& text) {
  return reinterpret_cast<u_char*>(const_cast<char*>(text.c_str()));
}

struct Mail {
  std::string author;
  AuthResult spf;
  std::string spf_domain;
  AuthResult dkim;
  std::string dkim_domain;
};

class OpenDmarc {
 public:
  OpenDmarc()
      : policy_(opendmarc_policy_connect_init(bytes(address_), DMARC_POLICY_IP_TYPE_IPV4)) {}
  ~OpenDmarc() { opendmarc_policy_connect_shutdown(policy_); }
  OpenDmarc(const OpenDmarc&) = delete;
  OpenDmarc& operator=(const OpenDmarc&) = delete;

  std::string judge(const Mail& mail, const std::string& record, const std::string& at,
                    const std::string& organisational) {
    opendmarc_policy_store_from_domain(policy_, bytes(mail.author));
    opendmarc_policy_store_spf(policy_, bytes(mail.spf_domain), outcome(mail.spf),
                               DMARC_POLICY_SPF_ORIGIN_MAILFROM, nullptr);
    const int status =
        opendmarc_policy_store_dmarc(policy_, bytes(record), bytes(mail.author),
                                     at == mail.author ? nullptr : bytes(organisational));
    opendmarc_policy_store_dkim(policy_, bytes(mail.dkim_domain), bytes("s"), outcome(mail.dkim),
                                nullptr);
    if (status != DMARC_PARSE_OKAY) return "unusable";
    const int enforce = opendmarc_get_policy_to_enforce(policy_);
    int dkim = 0, spf = 0;
    opendmarc_policy_fetch_alignment(policy_, &dkim, &spf);
    return verdict(enforce) + (spf == DMARC_POLICY_SPF_ALIGNMENT_PASS ? " s" : "") +
           (dkim == DMARC_POLICY_DKIM_ALIGNMENT_PASS ? " d" : "");
  }

 private:
  // SPF's and DKIM's outcomes have the same numbers.
  static int outcome(AuthResult result) {
    return result == AuthResult::kPass ? DMARC_POLICY_SPF_OUTCOME_PASS
                                       : DMARC_POLICY_SPF_OUTCOME_FAIL;
  }
  static std::string verdict(int enforce) {
    switch (enforce) {
      case DMARC_POLICY_PASS:
        return "pass";
      case DMARC_POLICY_REJECT:
        return "reject";
      case DMARC_POLICY_QUARANTINE:
        return "quarantine";
      case DMARC_POLICY_NONE:
        return "none";
      default:
        return "status " + std::to_string(enforce);
    }
  }

  const std::string address_ = "192.0.2.1";
  DMARC_POLICY_T* policy_;
};

std::string ours(const Mail& mail, const std::string& record, const std::string& at) {
  testing::ZoneResolver zone;
  zone.add("_dmarc." + at, DnsType::kTxt, record);
  DmarcQuery query;
  query.rules = DmarcRules::kRfc7489;
  query.organisational_domain = testing::organisational_by_list;
  query.author_domains = {mail.author};
  query.spf = {mail.spf, mail.spf_domain, "", false};
  DkimSignature signature;
  signature.result = mail.dkim;
  signature.domain = mail.dkim_domain;
  query.dkim.signatures = {signature};
  const SystemClock clock;
  const DmarcResult got = evaluate_dmarc(zone, query, Deadline(clock, std::chrono::seconds(5)));
  if (got.result == AuthResult::kPermError) return "unusable";
  const std::string verdict = got.result == AuthResult::kPass   ? "pass"
                              : got.result == AuthResult::kFail ? got.policy
                                                                : std::string(word(got.result));
  return verdict + (got.spf_aligned ? " s" : "") + (got.dkim_aligned ? " d" : "");
}

std::vector<std::string> records() {
  std::vector<std::string> out{"v=DMARC1", "v=DMARC1; sp=reject", "v=DMARC1; p=bob",
                               "v=DMARC1; p=none; sp=bob"};
  for (const char* p : {"none", "quarantine", "Reject"}) {
    for (const char* sp : {"", "; sp=none", ";sp = quarantine ", "; sp=reject;"}) {
      for (const char* rest : {"", "; adkim=s", "; aspf=s", "; adkim=s; aspf=s; fo=1",
                               "; adkim=r; aspf=r; rf=afrf; ri=3600; rua=mailto:d@example.com"}) {
        out.push_back(std::string("v=DMARC1; p=") + p + sp + rest);
      }
    }
  }
  return out;
}

// The one deviation that combinations of good input meet.
bool is_lax_strict(const std::string& record, const char* tag, const std::string& author,
                   const std::string& identity) {
  return record.find(tag) != std::string::npos && identity != author &&
         testing::organisational_by_list(identity) == author;
}

TEST(DmarcDifferentialTest, SameAsOpenDmarc) {
  std::string list = kList;
  ASSERT_EQ(opendmarc_tld_read_file(list.data(), nullptr, nullptr, nullptr), 0) << kList;
  const std::vector<std::string> domains{"example.co.jp", "mail.example.co.jp", "a.b.example.co.jp",
                                         "example.jp",    "other.co.jp",        "mail.other.co.jp",
                                         "city.kobe.jp",  "www.city.kobe.jp",   "notexample.co.jp"};
  const auto organisational = testing::organisational_by_list;
  std::size_t seen = 0, compared = 0, passed = 0;
  for (const std::string& author : {domains[0], domains[1], domains[2], domains[7]}) {
    const std::string at_top = organisational(author);
    for (const std::string& at : std::set<std::string>{author, at_top}) {
      for (const std::string& record : records()) {
        for (const std::string& spf : domains) {
          for (const std::string& dkim : domains) {
            if (is_lax_strict(record, "aspf=s", author, spf) ||
                is_lax_strict(record, "adkim=s", author, dkim)) {
              continue;
            }
            for (const AuthResult result : {AuthResult::kPass, AuthResult::kFail}) {
              if (++seen % 7 != 0) continue;  // all 60,000 take a minute under ASan
              const Mail mail{author, result, spf, AuthResult::kPass, dkim};
              OpenDmarc other;
              const std::string theirs = other.judge(mail, record, at, at_top);
              ASSERT_EQ(ours(mail, record, at), theirs)
                  << record << " at " << at << ", From " << author << ", SPF " << word(result)
                  << " " << spf << ", DKIM " << dkim;
              ++compared;
              passed += theirs.starts_with("pass") ? 1 : 0;
            }
          }
        }
      }
    }
  }
  opendmarc_tld_shutdown();
  EXPECT_GT(compared, 8'000u);
  EXPECT_GT(passed, compared / 10);
  EXPECT_LT(passed, compared - compared / 10);
}

}  // namespace
}  // namespace milter
