// The trust rule, and what the providers' properties mean. A gateway speaks in its own order of
// methods; everything unknown to us is passed over, as RFC 8601 2.2 and 2.7 ask. Alignment is not
// said by anyone: it is worked out from the domains, relaxed.
//
// Tested by auth_results_trusted_test.cc.
#include <algorithm>
#include <array>
#include <utility>

#include "milter/auth/auth_results.h"
#include "milter/auth/auth_results_field.h"
#include "milter/base/text.h"

namespace milter {
namespace {

constexpr std::string_view kMicrosoft = "mx.microsoft.com";

// From best to worst. Of several answers to one question the last of these is believed, of several
// signatures the first.
constexpr std::array<AuthResult, 8> kFromBest{
    AuthResult::kPass,     AuthResult::kNone,      AuthResult::kNeutral,   AuthResult::kPolicy,
    AuthResult::kSoftFail, AuthResult::kTempError, AuthResult::kPermError, AuthResult::kFail,
};

bool is_worse(AuthResult a, AuthResult b) {
  return std::find(kFromBest.begin(), kFromBest.end(), a) >
         std::find(kFromBest.begin(), kFromBest.end(), b);
}

std::optional<AuthResult> result_of(const MethodResult& one) {
  if (one.version != "1") return std::nullopt;
  if (one.result == "hardfail") return AuthResult::kFail;       // before RFC 8601
  if (one.result == "bestguesspass") return AuthResult::kNone;  // Microsoft: there is no record
  return auth_result(one.result);
}

// "user@domain", "@domain", "<user@domain>" or "domain".
std::string domain_of(std::string_view value) {
  if (value.ends_with('>')) value.remove_suffix(1);
  if (const std::size_t at = value.rfind('@'); at != std::string_view::npos) {
    value.remove_prefix(at + 1);
  }
  if (value.starts_with('<')) value.remove_prefix(1);
  if (value.ends_with('.')) value.remove_suffix(1);
  return ascii_lower(value);
}

// policy.dmarc; or Google's comment "(p=REJECT sp=NONE dis=NONE)"; or, of a failure, what
// Microsoft did about it ("oreject": it would have, but for the site's own setting).
std::string policy_of(const MethodResult& one) {
  if (const auto policy = dmarc_policy(one.property("policy.dmarc"))) {
    return std::string(word(*policy));
  }
  for (const std::string_view said : words(one.comments)) {
    if (!istarts_with(said, "p=")) continue;
    if (const auto policy = dmarc_policy(said.substr(2))) return std::string(word(*policy));
  }
  const std::string_view action = one.property("action");
  if (iequals(action, "oreject") || iequals(action, "o.reject")) return "reject";
  const auto policy = dmarc_policy(action);
  return policy && *policy != DmarcPolicy::kNone ? std::string(word(*policy)) : "";
}

class Collected {
 public:
  void add(const AuthResultsField& field);
  Authentication finish(std::string by, const OrganisationalDomain& organisational);

 private:
  void add_spf(AuthResult result, const MethodResult& one);
  void add_dkim(AuthResult result, const MethodResult& one);
  void add_dmarc(AuthResult result, const MethodResult& one);

  std::optional<SpfResult> spf_;
  std::optional<DmarcResult> dmarc_;
  DkimResult dkim_;
};

void Collected::add(const AuthResultsField& field) {
  if (field.version != "1") return;  // RFC 8601 2.2: not for us to interpret
  for (const MethodResult& one : field.results) {
    const std::optional<AuthResult> result = result_of(one);
    if (!result) continue;
    if (one.method == "spf") add_spf(*result, one);
    if (one.method == "dkim") add_dkim(*result, one);
    if (one.method == "dmarc") add_dmarc(*result, one);
  }
}

// What is said of MAIL FROM counts before what is said of HELO.
void Collected::add_spf(AuthResult result, const MethodResult& one) {
  SpfResult spf;
  spf.result = result;
  spf.domain = domain_of(one.property("smtp.mailfrom"));
  spf.why = one.property("reason");
  if (spf.domain.empty() && !one.property("smtp.helo").empty()) {
    spf.domain = domain_of(one.property("smtp.helo"));
    spf.helo = true;
  }
  const bool better_known = spf_ && spf_->helo != spf.helo;
  if (!spf_ || (better_known ? spf_->helo : is_worse(result, spf_->result))) spf_ = std::move(spf);
}

void Collected::add_dkim(AuthResult result, const MethodResult& one) {
  if (result == AuthResult::kNone) return;  // no signature
  DkimSignature signature;
  signature.result = result;
  signature.domain = domain_of(one.property("header.d"));
  if (signature.domain.empty()) signature.domain = domain_of(one.property("header.i"));
  signature.selector = one.property("header.s");
  signature.algorithm = one.property("header.a");
  signature.why = one.property("reason");
  if (dkim_.signatures.empty() || is_worse(dkim_.result, result)) dkim_.result = result;
  dkim_.signatures.push_back(std::move(signature));
}

void Collected::add_dmarc(AuthResult result, const MethodResult& one) {
  if (dmarc_ && !is_worse(result, dmarc_->result)) return;
  DmarcResult dmarc;
  dmarc.result = result;
  dmarc.author_domain = domain_of(one.property("header.from"));
  dmarc.policy = policy_of(one);
  dmarc.why = one.property("reason");
  dmarc_ = std::move(dmarc);
}

Authentication Collected::finish(std::string by, const OrganisationalDomain& organisational) {
  Authentication result;
  result.looked = true;
  result.by_gateway = true;
  result.by = std::move(by);
  const std::string silent = "not said by " + result.by;
  result.spf.why = silent;
  if (spf_) result.spf = std::move(*spf_);
  result.dkim = std::move(dkim_);
  result.dmarc.why = silent;
  if (dmarc_) result.dmarc = std::move(*dmarc_);
  DmarcResult& dmarc = result.dmarc;
  if (dmarc.author_domain.empty()) return result;
  dmarc.organisational_domain = organisational(dmarc.author_domain);
  const auto aligned = [&](AuthResult passed, const std::string& domain) {
    return passed == AuthResult::kPass && !domain.empty() &&
           organisational(domain) == dmarc.organisational_domain;
  };
  dmarc.spf_aligned = aligned(result.spf.result, result.spf.domain);
  dmarc.dkim_aligned =
      std::any_of(result.dkim.signatures.begin(), result.dkim.signatures.end(),
                  [&](const DkimSignature& one) { return aligned(one.result, one.domain); });
  return result;
}

bool is_trusted(std::string_view id, const std::vector<std::string>& trusted_ids) {
  if (id.ends_with('.')) id.remove_suffix(1);
  return std::any_of(trusted_ids.begin(), trusted_ids.end(),
                     [&](std::string_view trusted) { return iequals(trusted, id); });
}

}  // namespace

std::optional<Authentication> read_trusted_results(const RawMessage& mail,
                                                   const std::vector<std::string>& trusted_ids,
                                                   const OrganisationalDomain& organisational) {
  Collected collected;
  std::string by;
  for (const HeaderField& one : mail.fields()) {
    if (!by.empty() && iequals(mail.name(one), "Received")) break;
    if (!iequals(mail.name(one), "Authentication-Results")) continue;
    const std::optional<AuthResultsField> field = read_auth_results(mail.value(one));
    if (!field) break;
    const std::string_view id = field->id.empty() ? kMicrosoft : std::string_view(field->id);
    if (!is_trusted(id, trusted_ids)) break;
    if (by.empty()) by = ascii_lower(id);
    collected.add(*field);
  }
  if (by.empty()) return std::nullopt;
  return collected.finish(by, organisational);
}

}  // namespace milter
