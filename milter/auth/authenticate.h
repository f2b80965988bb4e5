// SPF, DKIM and DMARC of one mail, while it arrives.
//
//   MailAuthentication authentication(resolver, rules, clock,
//                                     {.spf = {"192.0.2.1", "mx.example", "<a@b.example>"}});
//   authentication.end_of_header(raw, author_domains);
//   authentication.body(piece);
//   Authentication result = authentication.finish(Deadline(clock, limits::kAuthenticationTime));
//
// What can be asked early is: the SPF record at MAIL FROM (the constructor), keys and DMARC records
// at the end of the header; neither waits. Only finish() does, never past its deadline, and
// whatever DNS does it has an answer: kTempError where it could not look.
//
// Mail that comes by a gateway of our own is judged by what the gateway wrote into it: no DNS at
// all. If it wrote nothing, SPF is kNone (the client is the gateway, not the sender), and DMARC
// stands on DKIM alone: without an aligned signature it is kTempError, not kFail, unless MAIL FROM
// could not have passed for From. Where no trusted_ids are named this is so of every mail:
// `dmarc.spf_hidden` says that it is no trouble of today.
//
// Belongs to one mail and to one thread at a time; resolver, rules and clock must outlive it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "milter/auth/dkim.h"
#include "milter/auth/dmarc.h"
#include "milter/auth/resolver.h"
#include "milter/auth/results.h"
#include "milter/auth/spf.h"
#include "milter/base/clock.h"
#include "milter/mail/raw_message.h"

namespace milter {

// The same for all mails of a configuration.
struct AuthenticationRules {
  std::string authserv_id;               // ours
  std::vector<std::string> trusted_ids;  // of gateways before us
  DmarcRules dmarc = DmarcRules::kRfc9989;
  OrganisationalDomain organisational_domain;
};

struct AuthenticationSource {
  SpfQuery spf;
  bool by_gateway = false;  // the client is one of milter.inbound_gateways
};

class MailAuthentication {
 public:
  MailAuthentication(Resolver& resolver, const AuthenticationRules& rules, const Clock& clock,
                     AuthenticationSource source);

  // REQUIRES: the header of `mail` is complete. `author_domains`: of every address in every From,
  // lower case, as A-labels.
  void end_of_header(const RawMessage& mail, std::vector<std::string> author_domains);
  // After end_of_header(): what a trusted gateway wrote, if it did; finish() will say the same.
  const std::optional<Authentication>& gateway_says() const { return gateway_says_; }
  // The whole body, also what is beyond limits::kMaxMessageBytes.
  void body(std::string_view piece);
  // REQUIRES: called once, after end_of_header().
  Authentication finish(const Deadline& deadline);

 private:
  SpfResult spf(const Deadline& deadline);
  DmarcResult dmarc(const Authentication& found, const Deadline& deadline);

  Resolver& resolver_;
  const AuthenticationRules& rules_;
  const Clock& clock_;
  const AuthenticationSource source_;
  std::optional<Authentication> gateway_says_;
  std::vector<std::string> author_domains_;
  DkimVerifier dkim_;
};

// A mail that is there as a whole: a file.
Authentication authenticate(Resolver& resolver, const AuthenticationRules& rules,
                            const Clock& clock, const AuthenticationSource& source,
                            const RawMessage& mail, std::vector<std::string> author_domains);

}  // namespace milter
