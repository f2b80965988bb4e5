// One function for each kind of false claim; reasons not to believe it stand in the same function.
// Authentication is not looked at here. Tested by identity_test.cc.
#include "rules/identity.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "rules/texts.h"

namespace rules {
namespace {

using Findings = std::vector<Finding>;

// A short key ("abe", "森") is part of many innocent names; shorter ones must be the whole name.
constexpr std::size_t kMinKeyBytesInside = 9;  // three kanji, or nine Latin letters

bool names(const std::string& shown_key, const std::string& key) {
  if (key.empty()) return false;
  if (shown_key == key) return true;
  return key.size() >= kMinKeyBytesInside && shown_key.find(key) != std::string::npos;
}

bool names_any(const std::string& shown_key, const std::vector<std::string>& keys) {
  return std::any_of(keys.begin(), keys.end(),
                     [&](const std::string& key) { return names(shown_key, key); });
}

bool contains(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool is_ours_or_known(const Party& party) {
  return party.allowed || party.standing == Standing::kOwn || party.standing == Standing::kService;
}

Finding make(std::string code, int weight, Text text, const Party& party) {
  Finding finding{std::move(code), Axis::kIdentity, weight, std::move(text), {}};
  finding.evidence.push_back({party.where, party.display_name.empty()
                                               ? party.address
                                               : party.display_name + " <" + party.address + ">"});
  return finding;
}

// A group without members (`Ichiro Sakurai:;`) shows a name and has no address.
std::string shown_address(const Party& party) {
  return party.address.empty() ? "<>" : party.address;
}

// Only names at the head of a mail claim to be its author.
bool claims_authorship(const Party& party) {
  return party.where == "From" || party.where == "Sender" || party.where == "Reply-To";
}

// An executive's name on an address that is neither theirs nor in our domains. At a partner's
// domain it may be a namesake: weight 1.
void executive_names(const Facts& facts, Findings& findings) {
  for (const Party& party : facts.parties) {
    if (!claims_authorship(party) || is_ours_or_known(party)) continue;
    for (const Executive& executive : facts.executives) {
      if (contains(executive.addresses, party.address)) continue;
      if (!names_any(party.name_key, executive.name_keys)) continue;
      const int weight = party.standing == Standing::kPartner ? 1 : 3;
      findings.push_back(
          make("identity.executive_name_outside", weight,
               say("identity.executive_name_outside", {{"name", executive.name},
                                                       {"title", executive.title},
                                                       {"address", shown_address(party)}}),
               party));
      break;
    }
  }
}

bool long_known(const Facts& facts) {
  return facts.relationship && (facts.relationship->sent_by_organisation > 0 ||
                                facts.relationship->received_by_organisation >= 3);
}

// A partner's name on an address that is not that partner's. Overseas partners do write from
// free-mail for years, and calendars send invitations in their users' names: both lower it.
void partner_names(const Facts& facts, Findings& findings) {
  for (const Party& party : facts.parties) {
    if (party.where != "From" || is_ours_or_known(party)) continue;
    if (party.standing == Standing::kPartner || facts.is_list) continue;
    for (const PartnerName& partner : facts.partner_names) {
      if (!names_any(party.name_key, partner.name_keys)) continue;
      const int weight = long_known(facts) || facts.is_calendar ? 1 : 2;
      findings.push_back(make("identity.partner_name_outside", weight,
                              say("identity.partner_name_outside",
                                  {{"name", partner.name}, {"address", shown_address(party)}}),
                              party));
      break;
    }
  }
}

int weight_of(Nearness nearness) {
  switch (nearness) {
    case Nearness::kNone:
      return 0;
    case Nearness::kPossible:
      return 1;
    case Nearness::kProbable:
      return 2;
    case Nearness::kDefinite:
      return 3;
  }
  return 0;
}

// A possible imitation that we have written to before is a neighbour, not an attacker's new name.
void imitations(const Facts& facts, Findings& findings) {
  std::vector<std::string> told;
  for (const Party& party : facts.parties) {
    if (party.allowed || !party.imitation || contains(told, party.domain)) continue;
    const Nearness nearness = party.imitation->nearness;
    if (nearness == Nearness::kNone) continue;
    if (nearness == Nearness::kPossible && long_known(facts) && party.where == "From") continue;
    const int weight =
        weight_of(nearness) - (party.where == "Cc" && nearness != Nearness::kPossible);
    told.push_back(party.domain);
    findings.push_back(make("identity.imitation", weight,
                            say("identity.imitation", {{"where", say("where." + party.where)},
                                                       {"sentence", party.imitation->text}}),
                            party));
  }
}

const Party* first(const Facts& facts, std::string_view where) {
  const auto found = std::find_if(facts.parties.begin(), facts.parties.end(),
                                  [&](const Party& party) { return party.where == where; });
  return found == facts.parties.end() ? nullptr : &*found;
}

// Same organisation: one domain is the other, or lies below it, or both are one partner's.
bool same_organisation(const Party& a, const Party& b) {
  if (a.standing == Standing::kOwn && b.standing == Standing::kOwn) return true;
  if (!a.partner.empty() && a.partner == b.partner) return true;
  const std::string& longer = a.domain.size() > b.domain.size() ? a.domain : b.domain;
  const std::string& shorter = a.domain.size() > b.domain.size() ? b.domain : a.domain;
  if (longer == shorter) return true;
  return longer.size() > shorter.size() && longer.ends_with("." + shorter);
}

// What a diverted reply weighs. A web form of ours sends with our From and the customer's Reply-To,
// a calendar with the host's: weight 1, unless the From is an executive's.
int diversion_weight(const Facts& facts, const Party& from, bool freemail) {
  const bool executive =
      std::any_of(facts.executives.begin(), facts.executives.end(), [&](const Executive& one) {
        return contains(one.addresses, from.address) || names_any(from.name_key, one.name_keys);
      });
  if (executive) return 2;
  if (from.standing == Standing::kOwn || facts.is_calendar) return 1;
  return freemail || from.standing == Standing::kPartner || from.imitation ? 2 : 1;
}

// Replies that go elsewhere. Mailing lists and services do so by design.
void diverted_replies(const Facts& facts, Findings& findings) {
  const Party* from = first(facts, "From");
  if (from == nullptr || facts.is_list || from->standing == Standing::kService) return;
  for (const Party& party : facts.parties) {
    if (party.where != "Reply-To" || party.allowed || same_organisation(*from, party)) continue;
    const bool freemail = party.standing == Standing::kFreemail;
    if (party.standing == Standing::kOwn || (freemail && from->standing == Standing::kFreemail))
      continue;
    const std::string code = freemail ? "identity.reply_to_freemail" : "identity.reply_to_differs";
    findings.push_back(make(code, diversion_weight(facts, *from, freemail),
                            say(code, {{"from", from->address}, {"address", party.address}}),
                            party));
    return;
  }
}

// The first thing in a display name that has the form of an address.
std::optional<std::string> address_in(const std::string& name) {
  const auto at = name.find('@');
  if (at == std::string::npos || at == 0) return std::nullopt;
  const auto is_part = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_' ||
           c == '+';
  };
  std::size_t begin = at, end = at + 1;
  while (begin > 0 && is_part(name[begin - 1])) --begin;
  while (end < name.size() && is_part(name[end])) ++end;
  if (begin == at || name.find('.', at) >= end) return std::nullopt;
  return name.substr(begin, end - begin);
}

// The display name shows another address than the one it stands beside. Calendars and ticket
// systems do this for their users, so it is only a remark unless the sender is a free-mail account.
void addresses_in_names(const Facts& facts, Findings& findings) {
  for (const Party& party : facts.parties) {
    if (party.where != "From" || is_ours_or_known(party)) continue;
    const auto shown = address_in(party.display_name);
    if (!shown) continue;
    std::string lower = *shown;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const std::string domain = lower.substr(lower.find('@') + 1);
    if (lower == party.address || domain == party.domain || party.domain.ends_with("." + domain)) {
      continue;
    }
    findings.push_back(make(
        "identity.address_in_name", party.standing == Standing::kFreemail ? 2 : 1,
        say("identity.address_in_name", {{"shown", *shown}, {"address", party.address}}), party));
  }
}

// Weight 1: hosted services and remote staff do send as us from outside. Authentication decides
// more.
void own_domain_outside(const Facts& facts, Findings& findings) {
  const Party* from = first(facts, "From");
  if (from == nullptr || from->allowed || from->standing != Standing::kOwn || facts.is_list) return;
  findings.push_back(make("identity.own_domain_outside", 0,
                          say("identity.own_domain_outside", {{"address", from->address}}), *from));
}

}  // namespace

std::vector<Finding> identity_findings(const Facts& facts) {
  Findings findings;
  if (facts.direction != Direction::kInbound) return findings;
  executive_names(facts, findings);
  imitations(facts, findings);
  partner_names(facts, findings);
  diverted_replies(facts, findings);
  addresses_in_names(facts, findings);
  own_domain_outside(facts, findings);
  return findings;
}

}  // namespace rules
