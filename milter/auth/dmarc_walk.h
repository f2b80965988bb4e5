// Where a domain's DMARC records stand in the DNS: the tree walk of RFC 9989 4.10.
//
//   DmarcLookups dns(resolver, DmarcRules::kRfc9989, deadline);
//   TreeWalk walk = walk_tree(dns, "a.mail.example.com");   // _dmarc.a.mail..., ..., _dmarc.com
//   organisational_domain(walk)  ->  "example.com"
//
// Domains are lower case, without root dot. Not thread-safe; DmarcLookups keeps references to the
// resolver and to the deadline.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "milter/auth/dmarc_record.h"
#include "milter/auth/resolver.h"

namespace milter {

struct DmarcAnswer {
  std::optional<DmarcRecord> record;
  std::string unknown;   // not empty: the DNS did not say whether there is one, because
  bool several = false;  // more than one: all of them are ignored
};

// The records of one mail: each name is asked for once, limits::kMaxDmarcLookups names in all.
class DmarcLookups {
 public:
  DmarcLookups(Resolver& resolver, DmarcRules rules, const Deadline& deadline)
      : resolver_(resolver), rules_(rules), deadline_(deadline) {}

  // The record at _dmarc.`domain`. Valid as long as this object.
  const DmarcAnswer& at(const std::string& domain);
  // Only a certain NXDOMAIN makes it false (RFC 9989 3.2.13).
  bool exists(const std::string& domain);

 private:
  DmarcAnswer ask(const std::string& domain);

  Resolver& resolver_;
  DmarcRules rules_;
  const Deadline& deadline_;
  std::map<std::string, DmarcAnswer> answers_;
};

// Whose records the walk from `domain` asks for, `domain` first: at most
// limits::kMaxTreeWalkQueries.
std::vector<std::string> tree_walk_domains(std::string_view domain);

struct TreeWalk {
  struct Step {
    std::string domain;
    DmarcRecord record;
  };
  std::string start;
  std::vector<Step> found;           // the longest domain first
  std::vector<std::string> several;  // domains whose records were ignored
  std::string unknown;               // not empty: the walk ended early, because
};
TreeWalk walk_tree(DmarcLookups& dns, const std::string& domain);

// RFC 9989 4.10.2; the walk's start if nothing was found. Only of a walk that is not unknown.
std::string organisational_domain(const TreeWalk& walk);

}  // namespace milter
