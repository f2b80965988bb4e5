// DKIM of one mail, verified while it arrives.
//
//   DkimVerifier verifier(clock);
//   verifier.header("From: a@b.example\r\n");           // each field as received
//   for (const auto& name : verifier.end_of_header()) resolver.prefetch(name, DnsType::kTxt);
//   verifier.body("Hello\r\n");                         // pieces of any size
//   DkimResult result = verifier.finish(resolver, deadline);
//
// Every signature up to kMaxDkimSignatures is reported with its own result (RFC 8601 2.7.1):
// pass and fail mean that it was verified; policy, that it is not accepted although it verifies
// (RSA under 1,024 bits, expired, a From field that it leaves out); neutral, that it cannot be
// processed; permerror, that its key is missing, revoked or not for it. Findings beside a pass:
// partial_body, weak_key (under 2,048 bits), testing. A key in testing mode (t=y) turns a failure
// into neutral and leaves a pass a pass, as other receivers do: many forget the flag in their
// record for years. DNSSEC is not asked for: the library is built without it and our resolver sees
// to it.
//
// Ed25519 is verified. Not verified: rsa-sha1 (RFC 8301), non-ASCII tags (RFC 8616), a blank
// between "b" and "=", and a signature that signs other DKIM-Signature fields of which one was
// refused.
//
// A verifier belongs to one mail and is called by one thread at a time. What is shared is the
// library's handle (dkim_library.h). The clock must outlive the verifier.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "milter/auth/resolver.h"
#include "milter/auth/results.h"
#include "milter/base/clock.h"

namespace milter {

// RFC 8301 3.2: verifiers must not accept less; signers should have more.
inline constexpr unsigned kMinRsaBits = 1'024;
inline constexpr unsigned kGoodRsaBits = 2'048;

class DkimVerifier {
 public:
  explicit DkimVerifier(const Clock& clock);
  ~DkimVerifier();
  DkimVerifier(const DkimVerifier&) = delete;
  DkimVerifier& operator=(const DkimVerifier&) = delete;

  // One whole field with leading space and folds; its last line ending may be there or not.
  void header(std::string_view field);
  // The names of the keys (TXT) that finish() will ask for.
  std::vector<std::string> end_of_header();
  void body(std::string_view piece);
  DkimResult finish(Resolver& resolver, const Deadline& deadline);

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace milter
