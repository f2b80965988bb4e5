// Tested by sighting_test.cc.
#include "milter/judge/sighting.h"

#include <algorithm>
#include <cctype>
#include <chrono>

#include "milter/base/text.h"
#include "milter/ops/networks.h"

namespace milter {
namespace {

// The host's name as the MTA looked it up and back; "unknown" or an address in brackets if it
// could not.
std::string host_of(const Envelope& envelope, const OrganisationalDomain& organisational) {
  const std::string name = ascii_lower(envelope.client_name);
  const bool named = name.find('.') != std::string::npos && name.front() != '[' &&
                     std::isalpha(static_cast<unsigned char>(name.back())) != 0;
  return named ? organisational(name) : provider_network(envelope.client_address);
}

class Reader {
 public:
  Reader(const Authentication& found, const rules::Authentication& fact,
         const OrganisationalDomain& organisational)
      : found_(found),
        organisational_(organisational),
        author_(organisational(fact.author_domain)) {}

  const std::string& organisation() const { return author_; }
  // A look-up failed whose answer could have aligned the mail.
  bool unknown() const {
    const auto& signatures = found_.dkim.signatures;
    return (found_.spf.result == AuthResult::kTempError && own(found_.spf.domain)) ||
           std::any_of(signatures.begin(), signatures.end(), [&](const DkimSignature& one) {
             return one.result == AuthResult::kTempError && own(one.domain);
           });
  }
  // Of an aligned mail only what aligns it.
  std::vector<PathMark> marks(bool aligned) const {
    std::vector<PathMark> marks;
    for (const DkimSignature& one : found_.dkim.signatures) {
      if (vouches(one) && (!aligned || own(one.domain))) {
        marks.push_back({PathKind::kDkim, one.domain});
      }
    }
    const SpfResult& spf = found_.spf;
    if (spf.result == AuthResult::kPass && (!aligned || own(spf.domain))) {
      marks.push_back({PathKind::kSpf, organisational_(spf.domain)});
    }
    return marks;
  }

 private:
  bool own(const std::string& domain) const {
    return !domain.empty() && organisational_(domain) == author_;
  }
  // With l= or without From, somebody else can have made the mail out of an older one.
  static bool vouches(const DkimSignature& one) {
    return one.result == AuthResult::kPass && !one.partial_body && !one.from_unsigned;
  }

  const Authentication& found_;
  const OrganisationalDomain& organisational_;
  const std::string author_;
};

}  // namespace

std::optional<Sighting> sighting_of(const Authentication& found, const rules::Authentication& fact,
                                    const Envelope& envelope, bool by_gateway,
                                    const OrganisationalDomain& organisational, Clock::Time time) {
  if (fact.author_domain.empty()) return std::nullopt;
  const Reader reader(found, fact, organisational);
  Sighting sighting;
  sighting.domain = fact.author_domain;
  sighting.organisation = reader.organisation();
  sighting.aligned = fact.aligned() && !fact.open_end;
  const bool unknown =
      fact.dmarc == rules::Check::kUnknown || found.dmarc.spf_hidden || reader.unknown();
  if (!sighting.aligned && unknown) return std::nullopt;
  sighting.marks = reader.marks(sighting.aligned);
  const std::string host = by_gateway ? "" : host_of(envelope, organisational);
  if (!host.empty()) sighting.marks.push_back({PathKind::kHost, host});
  sighting.day = std::chrono::floor<std::chrono::days>(time).time_since_epoch().count();
  return sighting;
}

}  // namespace milter
