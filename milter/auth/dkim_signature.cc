// Each rule is one function that takes the tags and says why not; the first that objects decides.
// Tested by dkim_signature_test.cc.
#include "milter/auth/dkim_signature.h"

#include <algorithm>
#include <array>

#include "milter/auth/dkim_tags.h"
#include "milter/base/text.h"

namespace milter {
namespace {

// RFC 8601 2.7.1 calls syntax errors "neutral".
using Rule = std::string (*)(const DkimTags&, DkimField&);

constexpr std::size_t kMaxNumberDigits = 18;          // fits in 64 bits
constexpr std::uint64_t kOldestTime = 1'000'000'000;  // 2001; DKIM is of 2007
constexpr std::size_t kHashBytes = 32;                // SHA-256
constexpr std::size_t kMaxSignatureBytes = 1024;      // RSA of 8,192 bits

bool all_of_set(std::string_view text, std::string_view set) {
  return text.find_first_not_of(set) == std::string_view::npos;
}

// RFC 6376 3.1 and 3.5 with the underscore that many selectors have; d= may be one label.
bool is_domain(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  for (const std::string_view label : split(text, '.')) {
    if (label.empty() || label.size() > 63) return false;
    if (!all_of_set(label, "abcdefghijklmnopqrstuvwxyz0123456789-_")) return false;
  }
  return true;
}

// Empty if it is none: nothing that is no domain is reported as one.
std::string domain_of(const DkimTags& tags, std::string_view name) {
  std::string domain = ascii_lower(tags.compact(name));
  return is_domain(domain) ? domain : "";
}

bool is_field_name(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c > ' ' && c < '\x7F' && c != ':' && c != ';'; });
}

std::optional<std::uint64_t> number(std::string_view text) {
  if (text.empty() || text.size() > kMaxNumberDigits || !all_of_set(text, "0123456789")) {
    return std::nullopt;
  }
  return std::stoull(std::string(text));
}

std::string required(const DkimTags& tags, DkimField&) {
  for (const std::string_view name : {"v", "a", "b", "bh", "d", "h", "s"}) {
    if (tags.compact(name).empty()) return "no " + std::string(name) + "= tag";
  }
  if (!tags.b_is_plain()) return "b= is not where the library finds it";
  return tags.compact("v") == "1" ? "" : "v= is not 1";
}

std::string algorithm(const DkimTags&, DkimField& field) {
  if (field.algorithm == "rsa-sha256" || field.algorithm == "ed25519-sha256") return "";
  // RFC 8301 3.1: known, and not to be accepted.
  if (field.algorithm == "rsa-sha1") field.refused = AuthResult::kPolicy;
  return "a=" + printable(field.algorithm) + " is not accepted";
}

std::string names(const DkimTags&, DkimField& field) {
  if (field.domain.empty()) return "d= is no domain";
  return field.selector.empty() || field.key_name().size() > 253 ? "s= is no selector" : "";
}

// RFC 6376 3.5: i= is in d= or below it.
std::string identity(const DkimTags& tags, DkimField& field) {
  if (!tags.has("i")) return "";
  const std::string whole = ascii_lower(tags.compact("i"));
  const auto at = whole.rfind('@');
  if (at == std::string::npos) return "i= without @";
  const std::string domain = whole.substr(at + 1);
  const std::string below = "." + field.domain;
  const bool under = domain.size() > below.size() &&
                     domain.compare(domain.size() - below.size(), below.size(), below) == 0;
  return domain == field.domain || (under && is_domain(domain)) ? "" : "i= is outside d=";
}

std::string hashes(const DkimTags& tags, DkimField&) {
  const std::string body = tags.compact("bh"), signature = tags.compact("b");
  if (!is_base64(body) || base64_decode(body).size() != kHashBytes) return "bh= is no SHA-256";
  if (!is_base64(signature) || base64_decode(signature).size() > kMaxSignatureBytes) {
    return "b= is no signature";
  }
  return "";
}

bool is_canonicalisation(std::string_view text) { return text == "simple" || text == "relaxed"; }

std::string canonicalisation(const DkimTags& tags, DkimField& field) {
  if (!tags.has("c")) return "";
  const std::string whole = ascii_lower(tags.compact("c"));
  const auto slash = whole.find('/');
  const std::string body = slash == std::string::npos ? "simple" : whole.substr(slash + 1);
  field.relaxed_body = body == "relaxed";
  return is_canonicalisation(whole.substr(0, slash)) && is_canonicalisation(body)
             ? ""
             : "c= is not known";
}

std::string query(const DkimTags& tags, DkimField&) {
  if (!tags.has("q")) return "";
  const auto ways = tags.list("q");
  return std::find(ways.begin(), ways.end(), "dns/txt") != ways.end() ? "" : "q= without dns/txt";
}

std::string signed_fields(const DkimTags& tags, DkimField& field) {
  field.signed_fields = tags.list("h");
  if (field.signed_fields.size() > kMaxDkimSignedFields ||
      tags.compact("h").size() > kMaxDkimSignedFieldBytes) {
    field.refused = AuthResult::kPolicy;
    return "h= is too long";
  }
  if (!std::all_of(field.signed_fields.begin(), field.signed_fields.end(), is_field_name)) {
    return "h= has what is no field name";
  }
  if (field.times_signed("from") != 0) return "";
  field.refused = AuthResult::kPermError;  // RFC 6376 6.1.1: "From field not signed"
  return "From is not signed";
}

std::string numbers(const DkimTags& tags, DkimField& field) {
  std::optional<std::uint64_t> signed_at;
  for (const auto& [name, into] :
       {std::pair{"l", &field.length}, {"t", &signed_at}, {"x", &field.expires}}) {
    if (!tags.has(name)) continue;
    *into = number(tags.compact(name));
    if (!*into) return std::string(name) + "= is no number";
  }
  if (signed_at && *signed_at < kOldestTime) return "t= is older than DKIM";
  if (signed_at && field.expires && *field.expires <= *signed_at) return "x= is before t=";
  return "";
}

constexpr std::array<Rule, 9> kRules{required, algorithm,        names,         identity, hashes,
                                     query,    canonicalisation, signed_fields, numbers};

}  // namespace

std::size_t DkimField::times_signed(std::string_view name) const {
  return static_cast<std::size_t>(std::count(signed_fields.begin(), signed_fields.end(), name));
}

DkimField read_dkim_signature(std::string_view value) {
  DkimField field;
  if (value.size() > kMaxDkimFieldBytes) {
    field.refused = AuthResult::kPolicy;
    field.why = "the field is too long";
    return field;
  }
  const Result<DkimTags> tags = DkimTags::parse(value);
  if (!tags) {
    field.refused = AuthResult::kNeutral;
    field.why = tags.error().what;
    return field;
  }
  field.domain = domain_of(*tags, "d");
  field.selector = domain_of(*tags, "s");
  field.algorithm = ascii_lower(tags->compact("a"));
  for (const Rule rule : kRules) {
    field.why = rule(*tags, field);
    if (field.why.empty()) continue;
    if (field.refused == AuthResult::kNone) field.refused = AuthResult::kNeutral;
    break;
  }
  return field;
}

}  // namespace milter
