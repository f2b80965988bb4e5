// Everything that judging needs and that does not change while it judges: configuration, phrase
// book, guarded domains, names. Made whole or not at all; a transaction keeps the one it began
// with.
//
//   auto snapshot = make_snapshot(config, partners);
//
// Immutable after it was made: share it const between threads.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <unordered_map>
#include <vector>

#include "lookalike/watchlist.h"
#include "milter/auth/authenticate.h"
#include "milter/base/result.h"
#include "milter/ops/config.h"
#include "milter/ops/networks.h"
#include "milter/ops/tables.h"
#include "rules/facts.h"
#include "rules/phrasebook.h"

namespace milter {

struct Snapshot {
  Config config;
  std::vector<Partner> partners;
  rules::Phrasebook phrasebook;
  lookalike::Watchlist watchlist;            // what inbound mail may imitate
  lookalike::Watchlist recipient_watchlist;  // what a typed recipient may be a slip of
  std::vector<Network> internal_networks, inbound_gateways;
  std::vector<rules::Executive> executives;
  std::vector<rules::PartnerName> partner_names;
  std::unordered_map<std::string, std::size_t> partner_of_domain;  // by A-label: index in partners
  AuthenticationRules authentication;

  // The partner that a domain or one of its parents belongs to; nullptr if none.
  const Partner* partner_at(std::string_view domain) const;
  const Partner* partner_by_id(std::string_view id) const;
  bool is_own(std::string_view domain) const;       // or below an own domain
  bool is_allowed(std::string_view address) const;  // [people] allow
};

// `written_to`: domains that mail has gone to. Those below a partner's or an own domain are guarded
// as names of their own, so that usexample.com is seen as us.example.com without its dot.
tl::expected<std::shared_ptr<const Snapshot>, Problems> make_snapshot(
    const Config& config, std::vector<Partner> partners,
    const std::vector<std::string>& written_to = {});

}  // namespace milter
