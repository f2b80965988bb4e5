// A key record and whether it may serve one signature.
//
//   DkimKey key = choose_dkim_key(answer, field);        // the TXT answer of field.key_name()
//   if (key.result != AuthResult::kPass) report(key.result, key.why);
//   else hand_over(key.record);                          // "v=DKIM1; k=rsa; p=MIGf..."
//
// RFC 6376 3.6.1 and 6.1.2, RFC 8301, RFC 8463. `record` is written anew from the tags that matter:
// the library's buffer holds 1,024 octets and notes (n=) would take them. kPass says only that the
// key may be tried. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "milter/auth/dkim_signature.h"
#include "milter/auth/resolver.h"
#include "milter/auth/results.h"

namespace milter {

// The library cuts what is longer: RSA of 4,096 bits takes 740 octets.
inline constexpr std::size_t kMaxDkimKeyRecord = 1'024;

struct DkimKey {
  AuthResult result = AuthResult::kTempError;
  std::string why;
  std::string record;
  bool testing = false;  // t=y
};

DkimKey choose_dkim_key(const DnsAnswer& answer, const DkimField& field);

// One record's text.
DkimKey read_dkim_key(std::string_view text, const DkimField& field);

}  // namespace milter
