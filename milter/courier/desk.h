// What every job of the courier works with: its set-up, the store, the spool, the clock.
//
// Owned by the program for as long as a Courier lives; used by one thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "milter/base/clock.h"
#include "milter/base/envelope.h"
#include "milter/courier/notice.h"
#include "milter/courier/smtp_client.h"
#include "milter/courier/smtp_send.h"
#include "milter/hold/hold_store.h"
#include "milter/hold/link.h"
#include "milter/hold/spool.h"
#include "milter/ops/config.h"
#include "milter/store/database.h"

namespace milter {

// Longer than any one attempt: SmtpTimes::before_end + end, and reading the mail.
inline constexpr std::chrono::minutes kLeaseTime{16};

// A spool without any mail is rather one that is not mounted: so much longer a mail that cannot be
// read in it is waited for.
inline constexpr std::chrono::hours kEmptySpoolPatience{7 * 24};

struct Desk {
  const Config& config;
  const LinkKeys& keys;
  Database& database;
  const Clock& clock;
  std::string host;   // this machine, for EHLO and trace fields
  std::string owner;  // of leases: lease_owner.h
  SmtpTimes times = {};

  HoldStore holds() const { return HoldStore(database); }
  Spool spool() const { return Spool(config.spool); }
  std::int64_t now() const;
  std::int64_t lease_end() const;
};

// The bytes as they were held, or what has become of them. An error, which is logged: not now; a
// file that is missing may come back with a folder that was not mounted.
Result<Original> read_original(const Desk& desk, const HeldMail& mail);
// How much longer than usual to believe that it will.
std::chrono::hours spool_patience(const Desk& desk);

Result<SmtpClient> connect(const Desk& desk);  // to the return port

// Each recipient's reply is why there is none.
SmtpOutcome no_connection(const Error& error, std::size_t recipients);

}  // namespace milter
