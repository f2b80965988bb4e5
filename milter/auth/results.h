// What authentication says of one mail: values only, the same whether we looked ourselves or read
// the Authentication-Results of a trusted gateway.
//
//   DkimResult dkim = verifier.finish(resolver, deadline);
//   if (dkim.result == AuthResult::kNone) ...   // no signature; kTempError: a key did not come
//
// "pass" is never "safe": whoever owns a look-alike domain passes everything with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace milter {

// RFC 8601 2.7, of all methods together.
enum class AuthResult : std::uint8_t {
  kNone,  // nothing to check: no record, no signature
  kPass,
  kFail,
  kSoftFail,  // SPF alone
  kNeutral,
  kPolicy,     // it verifies, and we do not accept it: a weak key
  kTempError,  // could not look: again later it may be anything
  kPermError,  // the record or signature is wrong: will not change by itself
};

std::string_view word(AuthResult result);  // "none", "pass", "temperror", ...
// The reverse, in either case; nullopt for what RFC 8601 does not know.
std::optional<AuthResult> auth_result(std::string_view word);

struct SpfResult {
  AuthResult result = AuthResult::kNone;
  std::string domain;  // the identity checked, lower case
  std::string why;
  bool helo = false;  // HELO was checked, as the reverse-path is empty
};

struct DkimSignature {
  AuthResult result = AuthResult::kNone;
  std::string domain;     // d=, lower case
  std::string selector;   // s=
  std::string algorithm;  // a=, "rsa-sha256"
  std::string why;
  bool partial_body = false;   // l=: what follows the signed octets may be anyone's
  bool from_unsigned = false;  // h= leaves out a From field
  bool weak_key = false;       // RSA under 2,048 bits
  bool expired = false;        // x= is past
  bool testing = false;        // the key says t=y
  unsigned key_bits = 0;
};

struct DkimResult {
  AuthResult result = AuthResult::kNone;  // the best of the signatures
  std::vector<DkimSignature> signatures;  // in the order of the mail
  std::size_t unchecked = 0;              // signatures beyond the limit, not among these
  bool duplicate_from = false;            // more than one From field
};

struct DmarcResult {
  AuthResult result = AuthResult::kNone;
  std::string author_domain;          // of From, lower case
  std::string organisational_domain;  // of the author domain
  std::string policy;                 // "none", "quarantine", "reject"; empty: no record
  std::string why;
  bool spf_aligned = false;
  bool dkim_aligned = false;
  // kTempError, and no later look would tell: only SPF could have passed, which is for the gateway
  // before us to see, and that writes nothing.
  bool spf_hidden = false;
};

struct Authentication {
  SpfResult spf;
  DkimResult dkim;
  DmarcResult dmarc;
  bool looked = false;      // false: nothing above was asked for
  std::string by;           // authserv-id that says so: a trusted gateway's or ours
  bool by_gateway = false;  // read from a trusted gateway's field, not looked up
};

}  // namespace milter
