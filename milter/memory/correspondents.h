// Who wrote to whom, since when: what makes a sender known or new. Addresses are compared in lower
// case. Times are whole seconds since 1970, UTC.
//
//   History h = correspondents.history("keiri@asagiri.example", "tanaka@partner.example").value();
//   if (h.received == 0 && h.sent == 0) ...   // first contact
//
// One object belongs to one thread and one Database. Errors are kTemporary: the caller says
// "cannot say", never "new".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "milter/base/clock.h"
#include "milter/base/result.h"
#include "milter/store/database.h"

namespace milter {

struct History {
  std::int64_t received = 0;    // mails from the remote address to this local one
  std::int64_t sent = 0;        // mails from this local address to the remote one
  std::int64_t first_seen = 0;  // 0 if never
  std::int64_t last_seen = 0;
};

struct Contact {  // one mail seen, one local and one remote address
  std::string local, remote;
  bool outbound = false;
  std::int64_t time = 0;
};

class Correspondents {
 public:
  explicit Correspondents(Database& database) : database_(&database) {}
  Result<History> history(std::string_view local, std::string_view remote);
  Result<History> history_of_organisation(std::string_view remote);   // any local address
  Result<History> history_of_domain(std::string_view remote_domain);  // any address there
  Result<std::vector<std::string>> domains_written_to();              // sorted
  Result<void> record(const std::vector<Contact>& contacts);          // one transaction

 private:
  Database* database_;
};

}  // namespace milter
