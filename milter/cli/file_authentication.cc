// Tested by scan_test.cc and replay_test.cc.
#include "milter/cli/file_authentication.h"

#include "milter/auth/auth_results.h"
#include "milter/auth/no_resolver.h"
#include "milter/auth/unbound_resolver.h"
#include "milter/judge/authentication_facts.h"
#include "milter/mail/message.h"
#include "milter/ops/networks.h"

namespace milter {

Resolver& FileAuthentication::resolver() {
  if (resolver_) return *resolver_;
  auto opened = UnboundResolver::open({.forwarders = snapshot_.config.forwarders});
  if (opened) {
    resolver_ = std::move(*opened);
  } else {
    resolver_ = std::make_unique<NoResolver>(opened.error().what);
  }
  return *resolver_;
}

std::optional<Authentication> FileAuthentication::of(const FileMail& mail) {
  const AuthenticationRules& rules = snapshot_.authentication;
  if (offline_) {
    return read_trusted_results(*mail.raw, rules.trusted_ids, rules.organisational_domain);
  }
  const Envelope& envelope = mail.envelope;
  const bool by_gateway = envelope.client_address.empty() ||
                          in_networks(envelope.client_address, snapshot_.inbound_gateways);
  return authenticate(
      resolver(), rules, clock_,
      {{envelope.client_address, envelope.helo, envelope.mail_from.address}, by_gateway}, *mail.raw,
      author_domains(read_header(*mail.raw)));
}

}  // namespace milter
