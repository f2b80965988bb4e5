// The library would answer some of this itself, but in words that do not tell a revoked key from a
// missing one, and it does not ask whether k= fits a=. Tested by dkim_key_test.cc.
#include "milter/auth/dkim_key.h"

#include <algorithm>
#include <optional>

#include "milter/auth/dkim_tags.h"
#include "milter/base/text.h"

namespace milter {
namespace {

DkimKey refused(std::string why, AuthResult result = AuthResult::kPermError) {
  return {result, std::move(why), "", false};
}

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Empty, or why the key is not for this signature.
std::string objection(const DkimTags& tags, const DkimField& field) {
  if (tags.has("v") && (tags.first() != "v" || tags.compact("v") != "DKIM1")) {
    return "the key's v= is not DKIM1";
  }
  if (!tags.has("p")) return "the key has no p=";
  if (tags.compact("p").empty()) return "the key is revoked";
  if (!is_base64(tags.compact("p"))) return "the key's p= is no base64";
  const std::string kind = tags.has("k") ? ascii_lower(tags.compact("k")) : "rsa";
  if (kind + "-sha256" != field.algorithm) return "the key's k= does not fit a=";
  if (tags.has("h") && !contains(tags.list("h"), "sha256")) return "the key's h= is not for sha256";
  const auto services = tags.list("s");
  if (tags.has("s") && !contains(services, "*") && !contains(services, "email")) {
    return "the key's s= is not for mail";
  }
  return "";
}

}  // namespace

DkimKey read_dkim_key(std::string_view text, const DkimField& field) {
  const Result<DkimTags> tags = DkimTags::parse(text);
  if (!tags) return refused("the key record has " + tags.error().what);
  if (std::string why = objection(*tags, field); !why.empty()) return refused(std::move(why));
  const auto flags = tags->list("t");
  DkimKey key;
  key.record = "v=DKIM1; k=" + field.algorithm.substr(0, field.algorithm.find('-'));
  if (contains(flags, "s")) key.record += "; t=s";
  key.record += "; p=" + tags->compact("p");
  key.testing = contains(flags, "y");
  if (key.record.size() > kMaxDkimKeyRecord)
    return refused("the key is too long", AuthResult::kPolicy);
  key.result = AuthResult::kPass;
  return key;
}

DkimKey choose_dkim_key(const DnsAnswer& answer, const DkimField& field) {
  if (answer.unknown())
    return refused("no answer for the key: " + answer.why, AuthResult::kTempError);
  if (!answer.found() || answer.records.empty()) return refused("there is no such key");
  if (answer.records.size() == 1) return read_dkim_key(answer.records.front(), field);
  // RFC 6376 3.6.2.2 leaves several records open: some other text may stand beside one key.
  std::optional<DkimKey> chosen;
  for (const std::string& record : answer.records) {
    DkimKey key = read_dkim_key(record, field);
    if (key.result != AuthResult::kPass) continue;
    if (chosen) return refused("there are several keys");
    chosen = std::move(key);
  }
  return chosen ? *chosen : refused("none of several records is the key");
}

}  // namespace milter
