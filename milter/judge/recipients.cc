// Tested by recipients_test.cc.
#include "milter/judge/recipients.h"

#include <algorithm>
#include <map>
#include <set>

#include "lookalike/providers.h"
#include "milter/base/text.h"
#include "milter/judge/imitation.h"
#include "milter/mail/address.h"
#include "milter/mail/address_spec.h"

namespace milter {
namespace {

bool names_a_route(const std::string& local_part) {
  return local_part.find_first_of("@%!") != std::string::npos;
}

// "user@b.example@ours" (its local part quoted or not), "user%b.example@ours" and
// "b.example!user@ours" go on to user@b.example if the MTA relays for us; what another host makes
// of them is that host's matter.
Mailbox final_target(const Snapshot& snapshot, Mailbox mailbox) {
  while (mailbox.domain.empty() || snapshot.is_own(mailbox.domain)) {
    std::string& local = mailbox.local_part;
    const auto at = local.rfind('@'), bang = local.find('!');
    const auto sign = at != std::string::npos ? at : local.rfind('%');
    if (sign != std::string::npos) {
      mailbox.domain = clean_domain(local.substr(sign + 1));
      local.erase(sign);
    } else if (bang != std::string::npos) {
      mailbox.domain = clean_domain(local.substr(0, bang));
      local.erase(0, bang + 1);
    } else {
      break;
    }
  }
  return mailbox;
}

bool is_source_route(std::string_view path) {
  path = trim(path);
  if (path.starts_with('<')) path.remove_prefix(1);
  return trim(path).starts_with('@');
}

bool is_literal(std::string_view domain) {
  return domain.starts_with('[') && domain.ends_with(']');
}

bool is_provider(const Snapshot& snapshot, const std::string& domain) {
  const auto all = lookalike::mail_providers();
  return snapshot.partner_at(domain) == nullptr && !snapshot.is_own(domain) &&
         std::any_of(all.begin(), all.end(),
                     [&](const lookalike::Provider& one) { return one.domain == domain; });
}

void set_standing(const Snapshot& snapshot, rules::Recipient& recipient) {
  using rules::Standing;
  if (snapshot.is_own(recipient.domain)) {
    recipient.standing = Standing::kOwn;
  } else if (const Partner* partner = snapshot.partner_at(recipient.domain)) {
    recipient.standing = partner->service ? Standing::kService : Standing::kPartner;
  }
}

// What does not depend on the local part.
rules::Recipient at_domain(const Snapshot& snapshot, const std::string& domain) {
  rules::Recipient recipient;
  recipient.domain = domain;
  if (domain.empty() || is_literal(domain)) return recipient;
  set_standing(snapshot, recipient);
  const auto answer = lookalike::examine(domain, snapshot.recipient_watchlist);
  recipient.unreadable = answer.kind == lookalike::Kind::kInvalid;
  recipient.provider = answer.kind == lookalike::Kind::kProvider;
  if (recipient.standing != rules::Standing::kUnknown) return recipient;
  recipient.imitation = imitation_of(snapshot, answer);
  recipient.imitates_provider = recipient.imitation && is_provider(snapshot, answer.partner);
  return recipient;
}

bool is_imitation(const rules::Recipient& recipient) {
  return recipient.imitation && recipient.imitation->nearness >= rules::Nearness::kProbable;
}

// Mail to it stays with us.
bool is_own_mailbox(const Snapshot& snapshot, const std::string& address) {
  const Mailbox mailbox = read_path(address);
  return !mailbox.local_part.empty() && !mailbox.domain.empty() &&
         snapshot.is_own(mailbox.domain) && !names_a_route(mailbox.local_part);
}

std::optional<bool> was_confirmed(Memory* memory, const std::string& sender,
                                  const std::string& address) {
  if (memory == nullptr) return std::nullopt;
  const auto answer = memory->confirmed(sender, ascii_lower(address));
  return answer ? std::optional(*answer) : std::nullopt;
}

}  // namespace

std::string shown_address(const Path& path) { return read_path(path.address).address(); }

std::vector<rules::Recipient> recipients_of(const Snapshot& snapshot, const Envelope& envelope,
                                            Memory* memory) {
  const std::string sender = responsible_sender(snapshot, envelope);
  std::vector<rules::Recipient> recipients;
  std::map<std::string, rules::Recipient> domains;
  std::set<std::string> seen;
  for (const Path& path : envelope.rcpt_to) {
    const Mailbox mailbox = read_path(path.address);
    if (!seen.insert(mailbox.address()).second) continue;
    const std::string domain = ascii_lower(final_target(snapshot, mailbox).domain);
    const auto [known, is_new] = domains.try_emplace(domain);
    if (is_new) known->second = at_domain(snapshot, domain);
    rules::Recipient recipient = known->second;
    recipient.address = mailbox.address();
    recipient.routed = is_source_route(path.address) || names_a_route(mailbox.local_part);
    recipient.allowed = snapshot.is_allowed(ascii_lower(recipient.address));
    if (is_imitation(recipient) && !recipient.allowed) {
      recipient.confirmed = was_confirmed(memory, sender, recipient.address);
    }
    recipients.push_back(std::move(recipient));
  }
  return recipients;
}

std::string responsible_sender(const Snapshot& snapshot, const Envelope& envelope) {
  const std::string& login = envelope.auth_user;
  const bool is_address = login.find('@') != std::string::npos;
  if (is_address && is_own_mailbox(snapshot, login)) return ascii_lower(login);
  const std::string sender = shown_address(envelope.mail_from);
  if (is_own_mailbox(snapshot, sender)) return ascii_lower(sender);
  const std::string name = login.empty() || is_address ? "postmaster" : login;
  return ascii_lower(name + "@" + snapshot.config.own_domains.front());
}

}  // namespace milter
