// Address fields (RFC 5322 3.4) as strictly as possible and as loosely as mail programs read them.
//
//   AddressList list = read_addresses(" =?UTF-8?B?5qGc5LqV?= <a@b.example>, c@d.example");
//   list.mailboxes[0].display_name == "桜井"
//
// Own parser because the judged identity hangs on it: groups, comments, quoted strings, source
// routes, unclosed anything, several addresses in one mailbox. Where more than one reading is
// plausible, all of them are listed. Linear; pure and thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace milter {

struct Mailbox {
  std::string
      display_name;        // decoded to UTF-8, quotes removed; from a comment if there is no phrase
  std::string local_part;  // unquoted
  std::string domain;      // as written, lower case ASCII, no trailing dot; "" if there is none
  std::string address() const { return domain.empty() ? local_part : local_part + "@" + domain; }
  bool operator==(const Mailbox&) const = default;
};

struct AddressList {
  std::vector<Mailbox> mailboxes;   // the strict reading, or the best that can be made of it
  std::vector<Mailbox> also;        // what another mail program could show instead
  std::vector<std::string> groups;  // names of groups without members: shown like a sender's name
  bool well_formed = true;          // false: no strict reading exists
  bool too_many = false;            // over limits::kMaxAddresses, the rest is not listed
};
AddressList read_addresses(std::string_view field_value);

// One envelope or configuration address: "<a@b>" or "a@b"; lower-cased domain, local part kept.
// The null sender "<>" gives an empty Mailbox.
Mailbox read_path(std::string_view path);

}  // namespace milter
