// The time is shared out, so that one method's dead servers leave the others their chance: a third
// for DKIM, half of what is then left for SPF, all the rest for DMARC, whose records are in the
// cache by now. Tested by authenticate_test.cc and, with a network that lies, by
// authenticate_dns_test.cc.
#include "milter/auth/authenticate.h"

#include <utility>

#include "milter/auth/auth_results.h"
#include "milter/base/limits.h"
#include "milter/mail/address.h"

namespace milter {

MailAuthentication::MailAuthentication(Resolver& resolver, const AuthenticationRules& rules,
                                       const Clock& clock, AuthenticationSource source)
    : resolver_(resolver), rules_(rules), clock_(clock), source_(std::move(source)), dkim_(clock) {
  if (source_.by_gateway) return;
  auto identity = mail_from_identity(source_.spf);
  if (!identity) identity = helo_identity(source_.spf);
  if (identity) resolver_.prefetch(identity->domain, DnsType::kTxt);
}

void MailAuthentication::end_of_header(const RawMessage& mail,
                                       std::vector<std::string> author_domains) {
  author_domains_ = std::move(author_domains);
  if (source_.by_gateway) {
    gateway_says_ = read_trusted_results(mail, rules_.trusted_ids, rules_.organisational_domain);
    if (gateway_says_) return;
  }
  for (const HeaderField& field : mail.fields()) dkim_.header(field.whole.of(mail.bytes()));
  for (const std::string& name : dkim_.end_of_header()) resolver_.prefetch(name, DnsType::kTxt);
  for (const std::string& name :
       dmarc_names(author_domains_, rules_.dmarc, rules_.organisational_domain)) {
    resolver_.prefetch(name, DnsType::kTxt);
  }
}

void MailAuthentication::body(std::string_view piece) {
  if (!gateway_says_) dkim_.body(piece);
}

Authentication MailAuthentication::finish(const Deadline& deadline) {
  if (gateway_says_) return *std::move(gateway_says_);
  Authentication found;
  found.looked = true;
  found.by = rules_.authserv_id;
  found.dkim = dkim_.finish(resolver_, Deadline(clock_, deadline.left() / 3));
  found.spf = spf(Deadline(clock_, deadline.left() / 2));
  found.dmarc = dmarc(found, deadline);
  return found;
}

SpfResult MailAuthentication::spf(const Deadline& deadline) {
  if (!source_.by_gateway) return check_spf(resolver_, source_.spf, deadline);
  SpfResult unknown;
  unknown.why = "the client is a gateway of ours, which wrote no result";
  unknown.domain = read_path(source_.spf.mail_from).domain;
  return unknown;
}

// Behind a silent gateway SPF may have passed there: to DMARC that is "could not look". So may HELO
// where MAIL FROM is empty, for whomever it named.
DmarcResult MailAuthentication::dmarc(const Authentication& found, const Deadline& deadline) {
  DmarcQuery query{.author_domains = author_domains_,
                   .spf = found.spf,
                   .dkim = found.dkim,
                   .rules = rules_.dmarc,
                   .organisational_domain = rules_.organisational_domain};
  if (!source_.by_gateway) return evaluate_dmarc(resolver_, query, deadline);
  const DmarcResult by_signature = evaluate_dmarc(resolver_, query, deadline);
  if (by_signature.result != AuthResult::kFail) return by_signature;
  query.spf.result = AuthResult::kTempError;
  if (query.spf.domain.empty()) query.spf.domain = by_signature.author_domain;
  DmarcResult result = evaluate_dmarc(resolver_, query, deadline);
  result.spf_hidden = result.result == AuthResult::kTempError && rules_.trusted_ids.empty();
  return result;
}

Authentication authenticate(Resolver& resolver, const AuthenticationRules& rules,
                            const Clock& clock, const AuthenticationSource& source,
                            const RawMessage& mail, std::vector<std::string> author_domains) {
  MailAuthentication authentication(resolver, rules, clock, source);
  authentication.end_of_header(mail, std::move(author_domains));
  authentication.body(mail.body());
  return authentication.finish(Deadline(clock, limits::kAuthenticationTime));
}

}  // namespace milter
