// Any bytes as an address field: every mailbox is UTF-8, another reading has a domain, and nothing
// is listed twice among them.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "milter/base/limits.h"
#include "milter/base/unicode.h"
#include "milter/mail/address.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const milter::AddressList list = milter::read_addresses(input);
  require(list.mailboxes.size() <= milter::limits::kMaxAddresses);
  require(list.also.size() <= milter::limits::kMaxAddresses);
  for (const milter::Mailbox& mailbox : list.mailboxes) {
    require(milter::is_utf8(mailbox.display_name + mailbox.address()));
  }
  for (const milter::Mailbox& mailbox : list.also) require(!mailbox.domain.empty());
  for (const std::string& group : list.groups) require(!group.empty() && milter::is_utf8(group));
  milter::read_path(input);
  return 0;
}
