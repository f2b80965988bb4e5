// DMARC of any record and any names. The first lines are the author's domains, SPF's and DKIM's,
// what follows are TXT records that every name answers with, one a line. Checked: the look-ups are
// limited, a pass has something aligned, and a policy is one of the three words.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "milter/auth/dmarc.h"
#include "milter/base/limits.h"
#include "milter/base/text.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

class SameEverywhere final : public milter::Resolver {
 public:
  explicit SameEverywhere(std::vector<std::string> records) : records_(std::move(records)) {}
  milter::DnsAnswer lookup(std::string_view name, milter::DnsType,
                           const milter::Deadline&) override {
    ++lookups;
    milter::DnsAnswer answer;
    // Half the names have the records, some do not answer.
    const std::size_t kind = name.size() % 4;
    answer.status = kind < 2    ? milter::DnsStatus::kFound
                    : kind == 2 ? milter::DnsStatus::kNoName
                                : milter::DnsStatus::kTemporary;
    if (answer.found()) answer.records = records_;
    return answer;
  }
  void prefetch(std::string_view, milter::DnsType) override {}

  std::size_t lookups = 0;

 private:
  std::vector<std::string> records_;
};

std::string parent(std::string_view domain) {
  return std::string(domain.substr(domain.find('.') + 1));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::vector<std::string_view> lines = milter::split(input, '\n');
  if (lines.size() < 4) return 0;
  milter::DmarcQuery query;
  query.organisational_domain = parent;
  for (const std::string_view author : milter::words(lines[0])) {
    query.author_domains.emplace_back(author);
  }
  query.spf = {milter::AuthResult::kPass, std::string(lines[1]), "", false};
  for (const std::string_view domain : milter::words(lines[2])) {
    milter::DkimSignature signature;
    signature.result =
        domain.size() % 3 == 0 ? milter::AuthResult::kTempError : milter::AuthResult::kPass;
    signature.domain = domain;
    query.dkim.signatures.push_back(signature);
  }
  for (const milter::DmarcRules rules :
       {milter::DmarcRules::kRfc9989, milter::DmarcRules::kRfc7489}) {
    query.rules = rules;
    SameEverywhere resolver({lines.begin() + 3, lines.end()});
    const milter::SystemClock clock;
    const milter::DmarcResult result =
        milter::evaluate_dmarc(resolver, query, milter::Deadline(clock, std::chrono::seconds(60)));
    // Besides the records, one look-up an author tells whether he exists.
    require(resolver.lookups <= milter::limits::kMaxDmarcLookups + query.author_domains.size());
    require((result.result == milter::AuthResult::kPass) ==
            (result.spf_aligned || result.dkim_aligned));
    require(result.policy.empty() || milter::dmarc_policy(result.policy));
    const auto names = milter::dmarc_names(query.author_domains, rules, parent);
    require(names.size() <= milter::limits::kMaxDmarcLookups);
  }
  return 0;
}
