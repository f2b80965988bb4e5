// Tested by spf_identity_test.cc.
#include "milter/auth/spf_identity.h"

#include <algorithm>

#include "milter/auth/spf_macro.h"
#include "milter/base/limits.h"
#include "milter/base/text.h"

namespace milter {
namespace {

constexpr std::size_t kMaxLabel = 63;  // RFC 1035 2.3.4
constexpr std::size_t kMaxName = 253;

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= kMaxLabel &&
         std::all_of(label.begin(), label.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
         });
}

// A name of several labels that can have a record. Domain literals and single words cannot; names
// beyond ASCII come as A-labels or not at all.
bool is_checkable(std::string_view domain) {
  const std::vector<std::string_view> labels = split(domain, '.');
  return domain.size() <= kMaxName && labels.size() > 1 && is_top_label(labels.back()) &&
         std::all_of(labels.begin(), labels.end(), is_label);
}

Result<SpfIdentity> identity(const SpfQuery& query, std::string_view local_part,
                             std::string_view domain) {
  if (domain.ends_with('.')) domain.remove_suffix(1);
  const std::optional<SpfClient> client = read_spf_client(query.client_ip);
  if (!client) return fail(Error::Kind::kMalformed, "the client's address is not known");
  // Also because libspf2 passes whatever such a client sends.
  if (client->is_loopback()) return fail(Error::Kind::kMalformed, "the client is this host");
  SpfIdentity whom{*client, query.helo, std::string(local_part), ascii_lower(domain)};
  if (!is_checkable(whom.domain)) {
    return fail(Error::Kind::kMalformed, printable(clip(domain, 64)) + " has no SPF record");
  }
  if (local_part.size() > limits::kMaxSpfLocalPart) {
    return fail(Error::Kind::kLimit, "a local part of " + std::to_string(local_part.size()));
  }
  if (whom.local_part.empty()) whom.local_part = "postmaster";
  if (whom.helo.size() > kMaxName) whom.helo = "unknown";  // no host is called so
  return whom;
}

}  // namespace

Result<SpfIdentity> mail_from_identity(const SpfQuery& query) {
  std::string_view sender = query.mail_from;
  if (sender.starts_with('<') && sender.ends_with('>'))
    sender = sender.substr(1, sender.size() - 2);
  const std::size_t at = sender.rfind('@');
  if (at == std::string_view::npos) return identity(query, "", sender);
  return identity(query, sender.substr(0, at), sender.substr(at + 1));
}

Result<SpfIdentity> helo_identity(const SpfQuery& query) { return identity(query, "", query.helo); }

}  // namespace milter
