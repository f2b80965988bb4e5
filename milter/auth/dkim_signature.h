// One DKIM-Signature field, read before the library sees it.
//
//   DkimField field = read_dkim_signature(" v=1; a=rsa-sha256; d=asagiri.example; s=k1; ...");
//   if (!field.why.empty()) report(field.refused, field.why);
//   else prefetch(field.key_name());          // "k1._domainkey.asagiri.example"
//
// RFC 6376 3.5 and 6.1.1, RFC 8301 and RFC 8463. Only what is not refused here is handed on: the
// library accepts repeated tags, cuts h= at 4,096 octets without a word and selects header fields
// in time that is the product of both counts. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "milter/auth/results.h"

namespace milter {

// Signatures of one mail that are looked at, the upper ones: lists and providers come to four. Each
// may cost a DNS look-up, an RSA operation and a pass over the body.
inline constexpr std::size_t kMaxDkimSignatures = 8;
// One field; the library gives up at 64 kB. Those with z= (a copy of the header) stay under 8 kB.
inline constexpr std::size_t kMaxDkimFieldBytes = std::size_t{16} * 1024;
// Names in h=, and its octets: the library cuts at 4,096. Real ones hold up to 40 names.
inline constexpr std::size_t kMaxDkimSignedFields = 200;
inline constexpr std::size_t kMaxDkimSignedFieldBytes = 4'000;

struct DkimField {
  AuthResult refused = AuthResult::kNone;   // with `why`: what the signature comes to
  std::string why;                          // empty: it can be verified
  std::string domain, selector, algorithm;  // lower case; as far as they were read
  std::vector<std::string> signed_fields;   // h=, lower case, in order
  bool relaxed_body = false;
  std::optional<std::uint64_t> length;   // l=
  std::optional<std::uint64_t> expires;  // x=, seconds since 1970

  std::string key_name() const { return selector + "._domainkey." + domain; }
  // How often `name` (lower case) stands in h=.
  std::size_t times_signed(std::string_view name) const;
};

// `value`: what follows "DKIM-Signature:".
DkimField read_dkim_signature(std::string_view value);

}  // namespace milter
