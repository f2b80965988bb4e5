// The signed links of notices and the tokens of forms: who holds one may act on one hold, for one
// purpose, until it ends. Single use comes from the hold's state, not from the link.
//
//   auto keys = read_link_keys("/etc/sekimori/link.key");
//   link_token(*keys, Purpose::kPage, mail)                    ->  22 characters
//   is_valid(*keys, Purpose::kPage, mail, given)
//
// HMAC-SHA-256 over version, purpose, id, sender and expiry, cut to 128 bits. Pure but for reading
// the file; thread-safe. Tokens never stand in a log.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "milter/base/result.h"
#include "milter/hold/held_mail.h"

namespace milter {

enum class Purpose : std::uint8_t { kPage, kForm };

// One key a line, 64 hexadecimal digits; the first signs, all verify: put a new one first, take the
// old one out after hold.expiry. A file that others than its owner and group can touch is refused.
// Errors name file and line, never the key.
inline constexpr std::size_t kMaxLinkKeyBytes = 4096;  // 60 keys; one or two are used
using LinkKeys = std::vector<std::string>;             // 32 bytes each
Result<LinkKeys> read_link_keys(const std::string& path);

std::string link_token(const LinkKeys& keys, Purpose purpose, const HeldMail& mail);
bool is_valid(const LinkKeys& keys, Purpose purpose, const HeldMail& mail, std::string_view token);

}  // namespace milter
