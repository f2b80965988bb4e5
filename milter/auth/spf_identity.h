// Whom SPF checks: the client's address and the domain that MAIL FROM or HELO claims.
//
//   mail_from_identity({"192.0.2.1", "mail.asagiri.example", "taro@asagiri.example"})
//
// Pure and thread-safe. An error is the reason of the result "none" (RFC 7208 4.3): there is no
// domain whose record could be asked for.
#pragma once

#include <string>

#include "milter/auth/spf_client.h"
#include "milter/base/result.h"

namespace milter {

struct SpfQuery {
  std::string client_ip;
  std::string helo;
  std::string mail_from;  // with or without its brackets; empty: the null reverse-path
};

struct SpfIdentity {
  SpfClient client;
  std::string helo;        // as it came; "unknown" if no name is as long
  std::string local_part;  // "postmaster" where the sender has none
  std::string domain;      // lower case
};

Result<SpfIdentity> mail_from_identity(const SpfQuery& query);
Result<SpfIdentity> helo_identity(const SpfQuery& query);

}  // namespace milter
