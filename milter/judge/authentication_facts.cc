// Alignment is DMARC's where there is a record; where there is none the organisational domains are
// compared, so that the memory learns of partners without a record too. Tested by
// authentication_facts_test.cc.
#include "milter/judge/authentication_facts.h"

#include <algorithm>

#include "milter/judge/domain_name.h"

namespace milter {
namespace {

using rules::Check;
using rules::DmarcPolicy;

Check check_of(AuthResult result) {
  switch (result) {
    case AuthResult::kPass:
      return Check::kPass;
    case AuthResult::kFail:
    case AuthResult::kSoftFail:
      return Check::kFail;
    case AuthResult::kTempError:
      return Check::kUnknown;
    default:
      return Check::kNone;
  }
}

DmarcPolicy policy_of(const std::string& word) {
  if (word == "reject") return DmarcPolicy::kReject;
  if (word == "quarantine") return DmarcPolicy::kQuarantine;
  return word == "none" ? DmarcPolicy::kNone : DmarcPolicy::kNoRecord;
}

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool same_organisation(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() &&
         organisational_domain(a_label(a)) == organisational_domain(a_label(b));
}

// The gateway's DMARC speaks of another author than we see, or of one of several.
bool of_another(const Authentication& found, const std::vector<std::string>& authors) {
  const std::string& read = found.dmarc.author_domain;
  if (!found.by_gateway) return false;
  if (read.empty()) return found.dmarc.result == AuthResult::kPass && authors.size() != 1;
  return authors.size() != 1 || !same_organisation(read, authors.front());
}

bool vouches(const DkimSignature& signature, const std::string& author) {
  return signature.result == AuthResult::kPass && !signature.from_unsigned &&
         same_organisation(signature.domain, author);
}

void set_aligned(const Authentication& found, rules::Authentication& fact) {
  fact.spf_aligned = found.dmarc.spf_aligned;
  fact.dkim_aligned = found.dmarc.dkim_aligned;
  const auto& signatures = found.dkim.signatures;
  const bool no_record = fact.dmarc == Check::kNone && !found.dmarc.spf_hidden;
  if (no_record && !fact.author_domain.empty()) {
    fact.spf_aligned =
        fact.spf == Check::kPass && same_organisation(found.spf.domain, fact.author_domain);
    fact.dkim_aligned =
        std::any_of(signatures.begin(), signatures.end(),
                    [&](const DkimSignature& one) { return vouches(one, fact.author_domain); });
  }
  // A gateway may say that DMARC passed, and no more.
  if (fact.dmarc == Check::kPass && !fact.aligned()) fact.dkim_aligned = true;
}

// What is true of every signature that vouches for the mail, nothing else doing so.
void set_flaws(const Authentication& found, rules::Authentication& fact) {
  bool any = false, all_partial = true, all_weak = true;
  for (const DkimSignature& one : found.dkim.signatures) {
    fact.from_unsigned |= one.from_unsigned;
    if (!vouches(one, fact.author_domain)) continue;
    any = true;
    all_partial &= one.partial_body;
    all_weak &= one.weak_key;
  }
  const bool alone = any && !fact.spf_aligned;
  fact.open_end = alone && all_partial;
  fact.weak_key = alone && all_weak;
}

}  // namespace

std::vector<std::string> author_domains(const Header& header) {
  std::vector<std::string> domains;
  for (const Mailbox& mailbox : header.from) {
    std::string domain = a_label(mailbox.domain);
    if (!domain.empty() && !contains(domains, domain)) domains.push_back(std::move(domain));
  }
  return domains;
}

std::optional<rules::Authentication> authentication_fact(const Authentication& found,
                                                         const std::vector<std::string>& authors) {
  if (!found.looked) return std::nullopt;
  rules::Authentication fact;
  fact.spf = check_of(found.spf.result);
  fact.dkim = check_of(found.dkim.result);
  fact.spf_domain = found.spf.domain;
  if (authors.size() == 1) fact.author_domain = authors.front();
  for (const DkimSignature& one : found.dkim.signatures) {
    const bool passes = one.result == AuthResult::kPass;
    if (passes && !contains(fact.signers, one.domain)) fact.signers.push_back(one.domain);
  }
  if (of_another(found, authors)) {
    fact.dmarc = Check::kUnknown;
    return fact;
  }
  fact.dmarc = found.dmarc.spf_hidden ? Check::kNone : check_of(found.dmarc.result);
  fact.policy = policy_of(found.dmarc.policy);
  set_aligned(found, fact);
  set_flaws(found, fact);
  return fact;
}

}  // namespace milter
