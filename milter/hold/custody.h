// Taking a mail into our own hands: bytes first, then the row; an answer only when both are
// durable. What the milter uses; it can put mail in and never get it out.
//
//   Custody custody(config.spool, config.store_url);
//   auto id = custody.take(std::move(mail), bytes);
//   id ? reply(SMFIS_DISCARD) : reply(452)
//
// A mail that was answered late and is sent again (RFC 1047) is the same one if login, sender,
// recipients, Message-ID and every byte are: then take() answers the id it already has. A mail
// without Message-ID is never taken for another. Thread-safe: one at a time. Opened after fork.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "milter/base/envelope.h"
#include "milter/base/result.h"
#include "milter/hold/held_mail.h"
#include "milter/hold/spool.h"
#include "milter/store/database.h"

namespace milter {

class Custody {
 public:
  Custody(const std::string& spool_folder, std::string store_url)
      : spool_(spool_folder), store_url_(std::move(store_url)) {}

  // Fills in digest, fingerprint and bytes. After an error nothing of it is left but, at worst, a
  // file without a row, which the courier sweeps.
  Result<std::string> take(HeldMail mail, std::string_view bytes);

  // take() would call it maybe_duplicate: the same mail was held, and lately decided on.
  Result<bool> came_before(HeldMail mail, std::string_view bytes);

  // The envelope is one that the release of this hold, now under way, may send: its MAIL FROM, and
  // none but recipients still to be delivered, corrected ones by their new address. Seen here only
  // if the return port leads back to us.
  Result<bool> is_release(const std::string& id, const Envelope& envelope);

 private:
  Result<Database*> database();
  Result<std::string> insert(const HeldMail& mail);
  Result<void> withdraw(const std::string& id);

  Spool spool_;
  const std::string store_url_;
  std::mutex mutex_;
  std::unique_ptr<Database> database_;  // opened on first use
};

}  // namespace milter
