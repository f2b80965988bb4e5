// DMARC: does the domain that From shows stand behind the mail (RFC 9989; RFC 7489 as a setting)?
//
//   DmarcQuery query{.author_domains = {"mail.asagiri.example"}, .spf = spf, .dkim = dkim};
//   DmarcResult dmarc = evaluate_dmarc(resolver, query, deadline);
//   if (dmarc.result == AuthResult::kFail && dmarc.policy == "reject") ...
//
// DMARC proper ends at a mail whose From has no domain or several (RFC 9989 5.3.1), and warns that
// attackers use just that (11.5). Here each domain of every From is judged and the strictest result
// counts, so that a mail passes only if each of its domains does. No domain is a permerror.
//
// Pure but for the resolver; nothing throws; as thread-safe as the resolver is. `secure` is not
// asked for: DMARC does not know DNSSEC but for kBogus, which is a temperror as any unknown answer.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "milter/auth/dmarc_record.h"
#include "milter/auth/resolver.h"
#include "milter/auth/results.h"

namespace milter {

// "mail.asagiri.co.jp" -> "asagiri.co.jp", by the public suffix list; the domain itself if it has
// no owner of its own ("co.jp"). Given by whoever may use lookalike/, which owns the list; names
// are ASCII, lower case. Used by RFC 7489 alone and where a gateway's results are read.
using OrganisationalDomain = std::function<std::string(std::string_view)>;

struct DmarcQuery {
  std::vector<std::string> author_domains;  // of every address in every From, as A-labels
  SpfResult spf;
  DkimResult dkim;
  DmarcRules rules = DmarcRules::kRfc9989;
  OrganisationalDomain organisational_domain;  // RFC 7489: required
};
DmarcResult evaluate_dmarc(Resolver& resolver, const DmarcQuery& query, const Deadline& deadline);

// The TXT names that evaluate_dmarc() will ask for, known as soon as From is: for
// Resolver::prefetch(). At most limits::kMaxDmarcLookups.
std::vector<std::string> dmarc_names(const std::vector<std::string>& author_domains,
                                     DmarcRules rules, const OrganisationalDomain& organisational);

}  // namespace milter
