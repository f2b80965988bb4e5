// SPF (RFC 7208): may this client send for the domain that it names?
//
//   SpfResult spf = check_spf(resolver, {"192.0.2.1", "mail.asagiri.example", "<a@b.example>"},
//                             deadline);
//
// By libspf2, fenced by spf_answers.h. Trouble of DNS is kTempError with its reason, never a pass,
// and the deadline is kept. Explanations (exp=) are not fetched. Thread-safe if the Resolver is.
#pragma once

#include "milter/auth/resolver.h"
#include "milter/auth/results.h"
#include "milter/auth/spf_identity.h"

namespace milter {

// MAIL FROM; of a null reverse-path HELO, as RFC 7208 2.4 says.
SpfResult check_spf(Resolver& resolver, const SpfQuery& query, const Deadline& deadline);
// HELO in its own right (RFC 7208 2.3).
SpfResult check_spf_helo(Resolver& resolver, const SpfQuery& query, const Deadline& deadline);

}  // namespace milter
