// Tested by gather_test.cc.
#include "milter/judge/gather.h"

#include <algorithm>

#include "lookalike/lookalike.h"
#include "milter/base/text.h"
#include "milter/judge/authentication_facts.h"
#include "milter/judge/freemail.h"
#include "milter/judge/imitation.h"
#include "milter/judge/passage_of.h"
#include "milter/judge/reading.h"
#include "milter/judge/recipients.h"
#include "milter/judge/written_now.h"
#include "milter/mail/normalise.h"

namespace milter {
namespace {

void set_standing(const Snapshot& snapshot, rules::Party& party) {
  using rules::Standing;
  if (snapshot.is_own(party.domain)) {
    party.standing = Standing::kOwn;
  } else if (const Partner* partner = snapshot.partner_at(party.domain)) {
    party.standing = partner->service ? Standing::kService : Standing::kPartner;
    party.partner = partner->id;
  } else if (is_freemail(party.domain)) {
    party.standing = Standing::kFreemail;
  }
}

// A free-mail domain close to a partner's is its own well-known self.
rules::Party party_of(const Snapshot& snapshot, const std::string& where, const Mailbox& mailbox) {
  rules::Party party;
  party.where = where;
  party.display_name = mailbox.display_name;
  party.name_key = normalise_name(mailbox.display_name);
  party.address = ascii_lower(mailbox.address());
  party.domain = ascii_lower(mailbox.domain);
  party.allowed = snapshot.is_allowed(party.address);
  if (party.domain.empty()) return party;
  set_standing(snapshot, party);
  if (party.standing == rules::Standing::kUnknown) {
    party.imitation = imitation_of(snapshot, lookalike::examine(party.domain, snapshot.watchlist));
  }
  return party;
}

void add_parties(const Snapshot& snapshot, const std::string& where,
                 const std::vector<Mailbox>& mailboxes, std::vector<rules::Party>& parties) {
  for (const Mailbox& mailbox : mailboxes) parties.push_back(party_of(snapshot, where, mailbox));
}

std::vector<rules::Party> parties_of(const Snapshot& snapshot, const Header& header) {
  std::vector<rules::Party> parties;
  add_parties(snapshot, "From", header.from, parties);
  add_parties(snapshot, "Sender", header.sender, parties);
  add_parties(snapshot, "Reply-To", header.reply_to, parties);
  add_parties(snapshot, "Cc", header.cc, parties);
  return parties;
}

bool for_finance(const Config& config, const Envelope& envelope) {
  if (config.finance.empty() || envelope.more_recipients) return true;
  const auto recipients = recipient_addresses(envelope);
  return std::any_of(recipients.begin(), recipients.end(), [&](const std::string& address) {
    return std::find(config.finance.begin(), config.finance.end(), address) != config.finance.end();
  });
}

std::optional<rules::Relationship> relationship_of(const rules::Facts& facts, Memory* memory) {
  const auto from = std::find_if(facts.parties.begin(), facts.parties.end(),
                                 [](const rules::Party& party) { return party.where == "From"; });
  if (memory == nullptr || from == facts.parties.end()) return std::nullopt;
  const auto history = memory->sender(from->address);
  if (!history) return std::nullopt;
  rules::Relationship relationship;
  relationship.received_by_organisation = history->with_organisation.received;
  relationship.sent_by_organisation = history->with_organisation.sent;
  relationship.seen_from_domain = history->with_domain.received + history->with_domain.sent;
  return relationship;
}

bool has_calendar(const MimeTree& tree) {
  return std::any_of(tree.parts.begin(), tree.parts.end(),
                     [](const Part& part) { return part.is("text/calendar"); });
}

// There is a person who can be asked: not behind a bounce (our own notices are such), an automatic
// answer (RFC 3834) or a list's copies.
bool may_hold(const Envelope& envelope, const Header& header) {
  const Mailbox sender = read_path(envelope.mail_from.address);
  return !sender.address().empty() && !header.auto_submitted && !header.is_list;
}

void add_recipients(const Snapshot& snapshot, const Envelope& envelope, const Header& header,
                    Memory* memory, rules::Facts& facts) {
  facts.recipients = recipients_of(snapshot, envelope, memory);
  facts.more_recipients = envelope.more_recipients;
  facts.authenticated = !envelope.auth_user.empty();
  facts.may_hold = may_hold(envelope, header);
}

void add_text(const Snapshot& snapshot, const Message& message, rules::Facts& facts) {
  const WrittenText text = written_text(snapshot, message, facts.relationship);
  facts.text = passage_of(text.judged);
  if (text.current) facts.current = passage_of(*text.current);
  facts.our_own = passage_of(text.our_own);
}

}  // namespace

std::vector<std::string> recipient_addresses(const Envelope& envelope) {
  std::vector<std::string> result;
  for (const Path& path : envelope.rcpt_to) {
    result.push_back(ascii_lower(read_path(path.address).address()));
  }
  return result;
}

rules::Facts gather_header(const Snapshot& snapshot, const Envelope& envelope, const Header& header,
                           rules::Direction direction, Memory* memory,
                           AuthenticationState authentication) {
  rules::Facts facts;
  facts.direction = direction;
  facts.header_only = true;
  facts.for_finance = for_finance(snapshot.config, envelope);
  facts.is_list = header.is_list;
  facts.parties = parties_of(snapshot, header);
  facts.executives = snapshot.executives;
  facts.partner_names = snapshot.partner_names;
  facts.reading = reading_findings(header.flaws);
  facts.authentication_follows = authentication.follows;
  if (authentication.found != nullptr) {
    facts.authentication = authentication_fact(*authentication.found, author_domains(header));
  }
  if (direction == rules::Direction::kOutbound) {
    add_recipients(snapshot, envelope, header, memory, facts);
  }
  return facts;
}

rules::Facts gather(const Snapshot& snapshot, const Envelope& envelope, const Message& message,
                    rules::Direction direction, Memory* memory,
                    const Authentication* authentication) {
  rules::Facts facts =
      gather_header(snapshot, envelope, message.header, direction, memory, {authentication, false});
  facts.header_only = false;
  facts.is_calendar = has_calendar(message.mime);
  facts.subject = passage_of(message.header.subject);
  facts.reading = reading_findings(message.flaws);
  for (rules::Finding& finding : link_findings(message.links)) {
    facts.reading.push_back(std::move(finding));
  }
  facts.unreadable = !message.mime.read;
  facts.relationship = relationship_of(facts, memory);
  add_text(snapshot, message, facts);
  return facts;
}

}  // namespace milter
