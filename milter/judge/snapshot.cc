// Tested by snapshot_test.cc.
#include "milter/judge/snapshot.h"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "milter/base/text.h"
#include "milter/judge/domain_name.h"
#include "milter/mail/normalise.h"

namespace milter {
namespace {

// Shorter keys ("商事", "abc") occur inside other firms' names.
constexpr std::size_t kMinPartnerKeyBytes = 9;

// "Ichiro Sakurai" is written both ways round, with and without a comma.
void add_romaji(const std::string& romaji, std::vector<std::string>& keys) {
  const auto parts = words(romaji);
  keys.push_back(normalise_name(romaji));
  if (parts.size() != 2) return;
  keys.push_back(normalise_name(std::string(parts[1]) + std::string(parts[0])));
}

rules::Executive executive_of(const Executive& configured) {
  rules::Executive executive{configured.name, configured.title, {}, configured.addresses};
  executive.name_keys.push_back(normalise_name(configured.name));
  if (!configured.kana.empty()) executive.name_keys.push_back(normalise_name(configured.kana));
  if (!configured.romaji.empty()) add_romaji(configured.romaji, executive.name_keys);
  return executive;
}

// Without brackets "株" and "有" begin other names (株木建設, 有明工業), so they go before
// normalise_name() takes the brackets away.
std::string without_short_forms(std::string name) {
  for (const std::string_view form : {"㈱", "(株)", "（株）", "㈲", "(有)", "（有）"}) {
    name = replace_all(name, form, " ");
  }
  return name;
}

// The name without its legal form: people write "幸和商事", "(株)幸和商事" and "幸和商事株式会社".
std::string firm_key(const std::string& name) {
  std::string key = normalise_name(without_short_forms(name));
  for (const std::string_view form :
       {"株式会社", "有限会社", "合同会社", "合資会社", "カブシキガイシャ"}) {
    if (key.starts_with(form)) key.erase(0, form.size());
    if (key.ends_with(form)) key.erase(key.size() - form.size());
  }
  for (const std::string_view form :
       {"coltd", "limited", "ltd", "inc", "corporation", "llc", "gmbh"}) {
    if (key.ends_with(form)) key.erase(key.size() - form.size());
  }
  return key;
}

rules::PartnerName name_of(const Partner& partner) {
  rules::PartnerName result{partner.id, partner.name, {}};
  for (const std::string& name : {partner.name, partner.kana, partner.english_name}) {
    std::string key = firm_key(name);
    if (key.size() >= kMinPartnerKeyBytes) result.name_keys.push_back(std::move(key));
  }
  return result;
}

std::vector<Network> networks_of(const std::vector<std::string>& texts) {
  std::vector<Network> result;
  for (const std::string& text : texts) {
    if (auto network = parse_network(text)) result.push_back(*network);  // checked by config
  }
  return result;
}

// Own domains and partners', and the hosts below them that mail has gone to.
std::vector<lookalike::Guarded> guarded_of(const Snapshot& snapshot,
                                           const std::vector<std::string>& written_to) {
  std::vector<lookalike::Guarded> guarded;
  for (const std::string& domain : snapshot.config.own_domains) {
    guarded.push_back({domain, "own", true});
  }
  for (const Partner& partner : snapshot.partners) {
    for (const std::string& domain : partner.domains) {
      guarded.push_back({domain, partner.id, false});
    }
  }
  for (const std::string& host : written_to) {
    if (snapshot.is_own(host)) {
      guarded.push_back({host, "own", true});
    } else if (const Partner* partner = snapshot.partner_at(host)) {
      guarded.push_back({host, partner->id, false});
    }
  }
  return guarded;
}

Problems problems_of(const std::vector<rules::PhraseError>& errors) {
  Problems problems;
  for (const auto& error : errors) problems.push_back({error.file, error.line, error.message});
  return problems;
}

std::string host_name() {
  std::array<char, 256> name{};  // RFC 1035 2.3.4: at most 253
  if (gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') return "localhost";
  return name.data();
}

AuthenticationRules authentication_rules(const Config& config) {
  return {.authserv_id = config.authserv_id.empty() ? host_name() : config.authserv_id,
          .trusted_ids = config.trusted_authserv_ids,
          .organisational_domain = organisational_domain};
}

// Calls `found` for the domain and each of its parents until it answers something.
template <class F>
auto first_of_parents(std::string_view domain, F found) -> decltype(found(domain)) {
  while (!domain.empty()) {
    if (auto result = found(domain)) return result;
    const auto dot = domain.find('.');
    if (dot == std::string_view::npos) break;
    domain.remove_prefix(dot + 1);
  }
  return {};
}

}  // namespace

tl::expected<std::shared_ptr<const Snapshot>, Problems> make_snapshot(
    const Config& config, std::vector<Partner> partners,
    const std::vector<std::string>& written_to) {
  auto phrasebook = rules::Phrasebook::parse(rules::built_in_phrases());
  if (!phrasebook) return tl::unexpected(problems_of(phrasebook.error()));
  auto snapshot = std::make_shared<Snapshot>(Snapshot{config,
                                                      std::move(partners),
                                                      std::move(*phrasebook),
                                                      lookalike::Watchlist::build({}),
                                                      lookalike::Watchlist::build({}),
                                                      networks_of(config.internal_networks),
                                                      networks_of(config.inbound_gateways),
                                                      {},
                                                      {},
                                                      {},
                                                      {}});
  for (const Executive& executive : config.executives) {
    snapshot->executives.push_back(executive_of(executive));
  }
  for (std::size_t at = 0; at < snapshot->partners.size(); ++at) {
    const Partner& partner = snapshot->partners[at];
    for (const std::string& domain : partner.domains) {
      snapshot->partner_of_domain[a_label(domain)] = at;
    }
    snapshot->partner_names.push_back(name_of(partner));
  }
  using lookalike::Direction;
  const std::vector<lookalike::Guarded> guarded = guarded_of(*snapshot, written_to);
  snapshot->watchlist = lookalike::Watchlist::build(guarded, Direction::kInbound);
  snapshot->recipient_watchlist = lookalike::Watchlist::build(guarded, Direction::kOutbound);
  snapshot->authentication = authentication_rules(config);
  return std::shared_ptr<const Snapshot>(std::move(snapshot));
}

const Partner* Snapshot::partner_at(std::string_view domain) const {
  return first_of_parents(a_label(domain), [&](std::string_view name) -> const Partner* {
    const auto found = partner_of_domain.find(std::string(name));
    return found == partner_of_domain.end() ? nullptr : &partners[found->second];
  });
}

const Partner* Snapshot::partner_by_id(std::string_view id) const {
  const auto found = std::find_if(partners.begin(), partners.end(),
                                  [&](const Partner& partner) { return partner.id == id; });
  return found == partners.end() ? nullptr : &*found;
}

bool Snapshot::is_own(std::string_view domain) const {
  const auto& own = config.own_domains;
  return first_of_parents(a_label(domain), [&](std::string_view name) {
    return std::any_of(own.begin(), own.end(),
                       [&](const std::string& one) { return a_label(one) == name; });
  });
}

bool Snapshot::is_allowed(std::string_view address) const {
  const auto at = address.rfind('@');
  const std::string_view domain = at == std::string_view::npos ? "" : address.substr(at);
  return std::any_of(config.allow.begin(), config.allow.end(), [&](const std::string& entry) {
    return entry == address || (!domain.empty() && entry == domain);
  });
}

}  // namespace milter
