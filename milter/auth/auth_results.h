// Authentication-Results (RFC 8601): the field that we write, the forged ones that must go, and
// those of trusted gateways that we read instead of asking the DNS.
//
//   for (std::size_t n : forged_auth_results(mail, id)) edits.remove("Authentication-Results", n);
//   edits.insert("Authentication-Results", auth_results_value(authentication, id));
//
// Anyone can write such a field, so that it is worth what its place in the header is worth: see
// read_trusted_results(). Pure and thread-safe; nothing throws.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "milter/auth/dmarc.h"
#include "milter/auth/results.h"
#include "milter/mail/raw_message.h"

namespace milter {

// The value of our field, folded by "\n " between results and in long ones, without leading space:
//
//   mx.asagiri.example;
//    spf=pass smtp.mailfrom=mirai.example;
//    dkim=pass header.d=mirai.example header.s=s1 header.a=rsa-sha256;
//    dmarc=fail reason="..." header.from=mirai.example policy.dmarc=reject
//
// ASCII only; what a sender chose stands quoted and cut to limits::kMaxAuthResultsValue, never as
// syntax. Signatures over limits::kMaxListedSignatures are counted in a comment.
std::string auth_results_value(const Authentication& authentication, std::string_view authserv_id);

// Which of the mail's Authentication-Results fields bear our own id, in any version, case or
// quoting: counted from 1, last first, as Edits::remove() wants them. A field that cannot be read
// or that has no id counts as ours if our id stands in it as a word: other programs may read it so.
std::vector<std::size_t> forged_auth_results(const RawMessage& mail, std::string_view authserv_id);

// What the gateway before us found out, or nullopt if it did not say.
//
// Fields are added at the top, so that those of the gateway stand above all that the sender wrote.
// Hence: the topmost Authentication-Results of the mail must bear one of `trusted_ids`; those that
// follow it count too, up to the first that does not or cannot be read, or to a Received below
// the first of them, which is an earlier hop's. Of two that say different things of SPF or DMARC
// the worse is believed. The one who calls knows that the mail came from the gateway (its address
// is in milter.inbound_gateways), and the gateway must write its field into every mail: else the
// topmost one is the sender's. `dmarc.author_domain` is how the gateway read From: where we read it
// otherwise, its pass is another's.
//
// Microsoft 365 writes a field without an id: it counts as that of "mx.microsoft.com", the name
// that it gives itself in ARC-Authentication-Results.
std::optional<Authentication> read_trusted_results(const RawMessage& mail,
                                                   const std::vector<std::string>& trusted_ids,
                                                   const OrganisationalDomain& organisational);

}  // namespace milter
