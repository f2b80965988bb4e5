// Authentication of mail files: looked up, or offline as trusted gateways wrote it.
//
//   FileAuthentication authentication(snapshot, options.offline, clock);
//   const auto found = authentication.of(mail);       // nullopt: not looked at
//
// A file without a client's address has come through a gateway: what one of trusted_authserv_ids
// wrote into it is believed, and without that SPF cannot be told. DNS is opened at the first need.
// Not thread-safe; snapshot and clock must outlive it.
#pragma once

#include <memory>
#include <optional>

#include "milter/auth/authenticate.h"
#include "milter/base/clock.h"
#include "milter/cli/file_mail.h"
#include "milter/judge/snapshot.h"

namespace milter {

class FileAuthentication {
 public:
  FileAuthentication(const Snapshot& snapshot, bool offline, const Clock& clock)
      : snapshot_(snapshot), offline_(offline), clock_(clock) {}

  // Of inbound mail.
  std::optional<Authentication> of(const FileMail& mail);

 private:
  Resolver& resolver();

  const Snapshot& snapshot_;
  const bool offline_;
  const Clock& clock_;
  std::unique_ptr<Resolver> resolver_;
};

}  // namespace milter
