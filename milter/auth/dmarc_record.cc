// The version decides whether it is a record at all; after it, tags are collected and each is
// judged by itself: what cannot be read counts as left out (RFC 9989 4.8). A tag given twice with
// different values cannot be read either: which one the owner meant nobody knows. Names and values
// are compared in either case, as ABNF strings are; the version is not.
//
// A record whose p, sp or np cannot be read is a report request if it has a rua (p=none), else
// no DMARC is done with it (RFC 9989 4.10.1, RFC 7489 6.6.3). Of pct (RFC 7489 6.6.4) only 0 has
// an effect, one level less: a share of the mail drawn by lot could not be judged again alike.
//
// Tested by dmarc_record_test.cc.
#include "milter/auth/dmarc_record.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "milter/base/text.h"

namespace milter {
namespace {

constexpr std::array<std::pair<DmarcPolicy, std::string_view>, 3> kPolicies{{
    {DmarcPolicy::kNone, "none"},
    {DmarcPolicy::kQuarantine, "quarantine"},
    {DmarcPolicy::kReject, "reject"},
}};

// By lower-case name; "" for a value that is not valid for any tag.
using Tags = std::map<std::string, std::string, std::less<>>;

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trim_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

bool is_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

void add_tag(Tags& tags, std::string_view piece) {
  const std::size_t equals = piece.find('=');
  if (equals == std::string_view::npos) return;
  const std::string name = ascii_lower(trim_blanks(piece.substr(0, equals)));
  if (name.empty() || !std::all_of(name.begin(), name.end(), is_alpha)) return;
  std::string_view value = trim_blanks(piece.substr(equals + 1));
  if (!is_value(value)) value = {};
  const auto [found, fresh] = tags.emplace(name, value);
  if (!fresh && !iequals(found->second, value)) found->second.clear();
}

bool is_version(std::string_view piece) {
  if (piece.empty() || ascii_lower(piece.front()) != 'v') return false;
  piece = trim_blanks(piece.substr(1));
  return piece.starts_with('=') && trim_blanks(piece.substr(1)) == "DMARC1";
}

bool says(const Tags& tags, std::string_view name, std::string_view value) {
  const auto found = tags.find(name);
  return found != tags.end() && iequals(found->second, value);
}

// RFC 3986: a scheme, a colon, and no character that a URI must encode; "!10m" at the end is the
// obsolete size limit.
bool is_report_uri(std::string_view uri) {
  if (const std::size_t size = uri.rfind('!'); size != std::string_view::npos) {
    std::string_view digits = uri.substr(size + 1);
    if (!digits.empty() && std::string_view("kmgtKMGT").find(digits.back()) != digits.npos) {
      digits.remove_suffix(1);
    }
    if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit)) return false;
    uri = uri.substr(0, size);
  }
  const std::size_t colon = uri.find(':');
  if (colon == std::string_view::npos || colon + 1 == uri.size() || !is_alpha(uri.front())) {
    return false;
  }
  const std::string_view scheme = uri.substr(0, colon);
  return uri.find_first_of(" \t\"<>\\^`{|}!") == std::string_view::npos &&
         std::all_of(scheme.begin(), scheme.end(), [](char c) {
           return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
         });
}

bool asks_for_reports(const Tags& tags) {
  const auto found = tags.find("rua");
  if (found == tags.end()) return false;
  const std::vector<std::string_view> uris = split(found->second, ',');
  return std::any_of(uris.begin(), uris.end(),
                     [](std::string_view uri) { return is_report_uri(trim_blanks(uri)); });
}

// False: it is there and cannot be read.
bool read_policy(const Tags& tags, std::string_view name, std::optional<DmarcPolicy>& policy) {
  const auto found = tags.find(name);
  if (found == tags.end()) return true;
  policy = dmarc_policy(found->second);
  return policy.has_value();
}

void read_policies(const Tags& tags, DmarcRules rules, DmarcRecord& record) {
  std::optional<DmarcPolicy> policy;
  if (!read_policy(tags, "p", policy) || !policy) {
    record.fault = "no valid p";
  } else if (!read_policy(tags, "sp", record.subdomains)) {
    record.fault = "no valid sp";
  } else if (rules == DmarcRules::kRfc9989 && !read_policy(tags, "np", record.nonexistent)) {
    record.fault = "no valid np";
  } else {
    record.policy = *policy;
    return;
  }
  record.subdomains.reset();
  record.nonexistent.reset();
  if (asks_for_reports(tags)) record.fault.clear();
}

bool is_zero_percent(const Tags& tags) {
  const auto found = tags.find("pct");
  return found != tags.end() && !found->second.empty() &&
         found->second.find_first_not_of('0') == std::string::npos;
}

}  // namespace

std::string_view word(DmarcPolicy policy) {
  return kPolicies.at(static_cast<std::size_t>(policy)).second;
}

std::optional<DmarcPolicy> dmarc_policy(std::string_view word) {
  for (const auto& [policy, text] : kPolicies) {
    if (iequals(text, word)) return policy;
  }
  return std::nullopt;
}

std::optional<DmarcRecord> read_dmarc_record(std::string_view text, DmarcRules rules) {
  const std::vector<std::string_view> pieces = split(text, ';');
  if (!is_version(pieces.front())) return std::nullopt;
  Tags tags;
  for (std::size_t i = 1; i < pieces.size(); ++i) add_tag(tags, pieces[i]);
  DmarcRecord record;
  read_policies(tags, rules, record);
  record.strict_dkim = says(tags, "adkim", "s");
  record.strict_spf = says(tags, "aspf", "s");
  if (rules == DmarcRules::kRfc7489) {
    record.testing = is_zero_percent(tags);
    return record;
  }
  record.testing = says(tags, "t", "y");
  if (says(tags, "psd", "y")) record.psd = DmarcRecord::Psd::kYes;
  if (says(tags, "psd", "n")) record.psd = DmarcRecord::Psd::kNo;
  return record;
}

}  // namespace milter
