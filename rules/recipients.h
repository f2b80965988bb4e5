// Whom outgoing mail goes to: recipients whose domain imitates a guarded one, and what is to be
// done about them.
//
//   facts.recipients of <sato@gmai.com>, not confirmed:
//     recipient_findings(facts)  ->  recipient.provider_lookalike, weight 3
//     recipient_action(facts)    ->  Hold{sato@gmai.com, "provider", "gmail.com"}
//
// Pure and thread-safe. Everything here is empty for inbound mail.
#pragma once

#include <optional>
#include <vector>

#include "rules/facts.h"
#include "rules/finding.h"
#include "rules/verdict.h"

namespace rules {

// Probably another domain than the sender meant: an imitation that is nobody we know, that is not
// on the allow list and that the sender has not confirmed. "Could not ask" is not confirmed.
bool is_doubtful(const Recipient& recipient);

// It would be doubtful, had the sender not confirmed it.
bool is_confirmed(const Recipient& recipient);

// One for each domain, its addresses as evidence.
std::vector<Finding> recipient_findings(const Facts& facts);

// Hold if a recipient is doubtful and there is a person to ask. Reject for routes from a client
// that logged in: nobody types them (RFC 5321 Appendix C lets a server refuse source routes); and
// from anyone for a domain that cannot be read: an MTA may still find one in it
// (<"sato@gmai.example">). Both wait for the end of the message.
std::optional<Action> recipient_action(const Facts& facts);

}  // namespace rules
