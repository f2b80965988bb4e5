// What stands between libspf2 and DNS, so that no text of a stranger reaches the library.
//
// The library is asked about "t0.invalid". Each record that it asks for is read by the strict
// grammar and given to it rewritten: an ip4 or ip6 term is left out or has become "all", each name
// is an alias, no macro or modifier is left.
//
//   v=spf1 ip4:192.0.2.0/24 a:%{h}/0 include:_spf.asagiri.example -all
//   v=spf1 +a:t1.invalid +include:t2.invalid -all                       <- for another client
//
// When the library asks for an alias, the term behind it is expanded and looked up. Limits, macros,
// ptr, prefixes of 0, missing and wrong records are so answered here; the library walks the terms,
// follows include and redirect, and compares a and mx with the client.
//
// The first error ends the evaluation: ending() holds then, whatever the library makes of it. One
// object a check, one thread.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "milter/auth/resolver.h"
#include "milter/auth/results.h"
#include "milter/auth/spf_identity.h"
#include "milter/auth/spf_record.h"

namespace milter {

class SpfAnswers {
 public:
  struct Ending {
    AuthResult result;
    std::string why;
  };

  // Keeps references to all three.
  SpfAnswers(Resolver& resolver, const SpfIdentity& identity, const Deadline& deadline);

  static constexpr std::string_view kStart = "t0.invalid";
  // The library's questions. MX records come without preference, their hosts as aliases.
  DnsAnswer ask(std::string_view alias, DnsType type);
  const std::optional<Ending>& ending() const { return ending_; }

 private:
  enum class Use : std::uint8_t { kStart, kInclude, kRedirect, kA, kMx, kMxHost, kPtr, kExists };
  struct Step {
    Use use;
    std::string domain;        // whose record the term stands in; of kStart, kMxHost: the name
    MacroString domain_spec;   // empty: `domain`
    bool any_address = false;  // "/0": every address counts as the client's
  };

  static Use use_of(SpfMechanism mechanism);
  DnsType asked_of(Use use) const;
  std::string add(Step step);
  const Step* find(std::string_view alias) const;

  DnsAnswer look_up(const std::string& name, DnsType type);
  DnsAnswer look_up_term(const std::string& name, DnsType type);
  DnsAnswer record(const Step& step, const std::string& name);
  DnsAnswer addresses(const Step& step, const std::string& name);
  DnsAnswer exchanges(const Step& step, const std::string& name);
  DnsAnswer client_is_under(const std::string& domain);

  std::string rewrite(const SpfRecord& record, const std::string& domain);
  std::string rewrite(const SpfTerm& term, const std::string& domain);
  std::string name_of(const Step& step);
  std::string value_of(char letter, const std::string& domain);
  const std::vector<std::string>& client_names();
  std::string client_name(const std::string& domain);

  DnsAnswer end(AuthResult result, std::string why);

  Resolver& resolver_;
  const SpfIdentity& identity_;
  const Deadline& deadline_;
  std::deque<Step> steps_;  // alias "t7.invalid" is steps_[7]; references stay good
  std::optional<std::vector<std::string>> client_names_;
  std::size_t lookups_ = 0;
  std::size_t voids_ = 0;
  std::optional<Ending> ending_;
};

}  // namespace milter
