// Discovery finds the record that applies to an author domain, alignment compares the domains that
// SPF and DKIM vouch for with it; both look only where they must. An organisational domain is the
// domain itself or a parent of it, so an identity that is not at or below the author's can never be
// aligned: it is not asked for, and a signer cannot turn a failure into a temperror by letting his
// own name servers fail. For the same reason a temporary failure of SPF or of a signature counts
// only where a pass would have counted.
//
// Where the standard leaves it open: a record that cannot be used is a permerror, several at one
// name are none; whether a name exists that did not answer is answered with yes (np does not
// apply).
//
// Tested by dmarc_test.cc, dmarc_table_test.cc, dmarc_differential_test.cc.
#include "milter/auth/dmarc.h"

#include <algorithm>
#include <utility>

#include "milter/auth/dmarc_walk.h"
#include "milter/base/limits.h"
#include "milter/base/text.h"

namespace milter {
namespace {

enum class Aligned : std::uint8_t { kNo, kYes, kUnknown };

// What the DNS says of one author domain.
struct Discovery {
  std::optional<DmarcRecord> record;
  std::string at;              // the domain of the record
  std::string organisational;  // empty: could not be found out
  std::string unknown;         // not empty: whether there is a record could not be found out
  std::string note = "no DMARC record";
};

std::string plain_domain(std::string_view domain) {
  if (domain.ends_with('.')) domain.remove_suffix(1);
  return ascii_lower(domain);
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 &&
         std::all_of(label.begin(), label.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

bool is_domain(std::string_view domain) {
  const std::vector<std::string_view> labels = split(domain, '.');
  return domain.size() <= 253 && std::all_of(labels.begin(), labels.end(), is_label);
}

bool is_at_or_below(std::string_view domain, std::string_view parent) {
  return domain.ends_with(parent) &&
         (domain.size() == parent.size() || domain[domain.size() - parent.size() - 1] == '.');
}

DmarcPolicy one_less(DmarcPolicy policy) {
  return policy == DmarcPolicy::kReject ? DmarcPolicy::kQuarantine : DmarcPolicy::kNone;
}

class Evaluation {
 public:
  Evaluation(Resolver& resolver, const DmarcQuery& query, const Deadline& deadline)
      : query_(query), dns_(resolver, query.rules, deadline) {}

  DmarcResult judge(const std::string& author);

 private:
  Discovery discover(const std::string& author) {
    return query_.rules == DmarcRules::kRfc9989 ? discover_by_walk(author)
                                                : discover_by_list(author);
  }
  Discovery discover_by_walk(const std::string& author);
  Discovery discover_by_list(const std::string& author);
  Aligned align(const Discovery& found, const std::string& author, const std::string& identity,
                bool strict);
  // True: `who` passes and is aligned. `unknown` is set if it could be so.
  bool vouches(const Discovery& found, const std::string& author, AuthResult result,
               std::string_view who, bool strict, std::string& unknown);
  DmarcPolicy policy(const Discovery& found, const DmarcResult& result);

  const DmarcQuery& query_;
  DmarcLookups dns_;
};

Discovery Evaluation::discover_by_walk(const std::string& author) {
  const TreeWalk walk = walk_tree(dns_, author);
  Discovery found;
  if (walk.unknown.empty()) found.organisational = organisational_domain(walk);
  const auto at = [&](const std::string& domain) {
    return std::find_if(walk.found.begin(), walk.found.end(),
                        [&](const TreeWalk::Step& step) { return step.domain == domain; });
  };
  auto chosen = at(author);
  if (chosen == walk.found.end()) {
    found.unknown = walk.unknown;
    if (!walk.unknown.empty()) return found;
    chosen = at(found.organisational);
    // What is left is the public suffix's (RFC 9989 4.10.1).
    if (chosen == walk.found.end() && !walk.found.empty()) chosen = std::prev(walk.found.end());
  }
  if (chosen != walk.found.end()) {
    found.record = chosen->record;
    found.at = chosen->domain;
  } else if (!walk.several.empty()) {
    found.note = "several DMARC records at " + walk.several.front();
  }
  return found;
}

Discovery Evaluation::discover_by_list(const std::string& author) {
  Discovery found;
  found.organisational = plain_domain(query_.organisational_domain(author));
  for (const std::string& domain : {author, found.organisational}) {
    const DmarcAnswer& answer = dns_.at(domain);
    found.at = domain;
    found.record = answer.record;
    found.unknown = answer.unknown;
    if (answer.several) found.note = "several DMARC records at " + domain;
    if (answer.record || answer.several || !answer.unknown.empty()) break;
  }
  return found;
}

Aligned Evaluation::align(const Discovery& found, const std::string& author,
                          const std::string& identity, bool strict) {
  if (identity == author) return Aligned::kYes;
  if (strict || !is_domain(identity)) return Aligned::kNo;
  if (query_.rules == DmarcRules::kRfc7489) {
    return plain_domain(query_.organisational_domain(identity)) == found.organisational
               ? Aligned::kYes
               : Aligned::kNo;
  }
  if (found.organisational.empty()) return Aligned::kUnknown;
  if (!is_at_or_below(identity, found.organisational)) return Aligned::kNo;
  const TreeWalk walk = walk_tree(dns_, identity);
  if (!walk.unknown.empty()) return Aligned::kUnknown;
  return organisational_domain(walk) == found.organisational ? Aligned::kYes : Aligned::kNo;
}

bool Evaluation::vouches(const Discovery& found, const std::string& author, AuthResult result,
                         std::string_view who, bool strict, std::string& unknown) {
  if (result != AuthResult::kPass && result != AuthResult::kTempError) return false;
  const std::string identity = plain_domain(who);
  const Aligned aligned = align(found, author, identity, strict);
  if (aligned == Aligned::kNo) return false;
  if (aligned == Aligned::kYes && result == AuthResult::kPass) return true;
  if (unknown.empty()) unknown = "could not look whether " + identity + " vouches for " + author;
  return false;
}

DmarcPolicy Evaluation::policy(const Discovery& found, const DmarcResult& result) {
  const DmarcRecord& record = *found.record;
  DmarcPolicy policy = record.policy;
  if (found.at != result.author_domain) {
    policy = record.subdomains.value_or(policy);
    if (record.nonexistent.value_or(policy) != policy && result.result == AuthResult::kFail &&
        !dns_.exists(result.author_domain)) {
      policy = *record.nonexistent;
    }
  }
  return record.testing ? one_less(policy) : policy;
}

DmarcResult Evaluation::judge(const std::string& author) {
  DmarcResult result;
  result.author_domain = author;
  if (!is_domain(author)) {
    result.result = AuthResult::kPermError;
    result.why = "the author's domain is no domain name";
    return result;
  }
  const Discovery found = discover(author);
  result.organisational_domain = found.organisational;
  if (!found.record) {
    result.result = found.unknown.empty() ? AuthResult::kNone : AuthResult::kTempError;
    result.why = found.unknown.empty() ? found.note : found.unknown;
    return result;
  }
  if (!found.record->fault.empty()) {
    result.result = AuthResult::kPermError;
    result.why = "_dmarc." + found.at + ": " + found.record->fault;
    return result;
  }
  std::string unknown;
  result.spf_aligned = vouches(found, author, query_.spf.result, query_.spf.domain,
                               found.record->strict_spf, unknown);
  for (const DkimSignature& signature : query_.dkim.signatures) {
    if (signature.from_unsigned || result.dkim_aligned) continue;
    result.dkim_aligned = vouches(found, author, signature.result, signature.domain,
                                  found.record->strict_dkim, unknown);
  }
  if (result.spf_aligned || result.dkim_aligned) {
    result.result = AuthResult::kPass;
  } else {
    result.result = unknown.empty() ? AuthResult::kFail : AuthResult::kTempError;
    result.why = unknown.empty() ? "nothing that passes vouches for " + author : unknown;
  }
  result.policy = word(policy(found, result));
  return result;
}

// A failure that the domain's owner asks to act on counts most, a pass least. Any failure counts
// more than "could not look": a forger could write a domain with dead name servers beside the
// forged one.
int strictness(const DmarcResult& result) {
  switch (result.result) {
    case AuthResult::kPass:
      return 0;
    case AuthResult::kNone:
      return 1;
    case AuthResult::kPermError:
      return 2;
    case AuthResult::kTempError:
      return 3;
    default:
      return result.policy == "reject" ? 6 : result.policy == "quarantine" ? 5 : 4;
  }
}

std::vector<std::string> different(const std::vector<std::string>& domains) {
  std::vector<std::string> result;
  result.reserve(domains.size());
  for (const std::string& domain : domains) result.push_back(plain_domain(domain));
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

}  // namespace

DmarcResult evaluate_dmarc(Resolver& resolver, const DmarcQuery& query, const Deadline& deadline) {
  const std::vector<std::string> authors = different(query.author_domains);
  DmarcResult strictest;
  if (authors.empty()) {
    strictest.result = AuthResult::kPermError;
    strictest.why = "From has no domain";
    return strictest;
  }
  Evaluation evaluation(resolver, query, deadline);
  strictest = evaluation.judge(authors.front());
  for (std::size_t i = 1; i < authors.size(); ++i) {
    DmarcResult result = evaluation.judge(authors[i]);
    if (strictness(result) > strictness(strictest)) strictest = std::move(result);
  }
  if (authors.size() > 1) {
    if (!strictest.why.empty()) strictest.why += "; ";
    strictest.why += "the strictest of " + std::to_string(authors.size()) + " author domains";
  }
  return strictest;
}

std::vector<std::string> dmarc_names(const std::vector<std::string>& author_domains,
                                     DmarcRules rules, const OrganisationalDomain& organisational) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& domain) {
    const std::string name = "_dmarc." + domain;
    if (names.size() < limits::kMaxDmarcLookups &&
        std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
    }
  };
  for (const std::string& author : different(author_domains)) {
    if (!is_domain(author)) continue;
    if (rules == DmarcRules::kRfc9989) {
      for (const std::string& domain : tree_walk_domains(author)) add(domain);
    } else {
      add(author);
      add(plain_domain(organisational(author)));
    }
  }
  return names;
}

}  // namespace milter
