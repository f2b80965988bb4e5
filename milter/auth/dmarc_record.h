// One DMARC record, read as strictly as the standard allows (RFC 9989 4.7 and 4.8, RFC 7489 6.3).
//
//   auto record = read_dmarc_record("v=DMARC1; p=reject; sp=none", DmarcRules::kRfc9989);
//   record->policy == DmarcPolicy::kReject, *record->subdomains == DmarcPolicy::kNone
//
// Kept is what decides about a mail; rua counts only by being there, ruf, fo, rf and ri are for
// senders of reports and are read past. Pure and thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace milter {

enum class DmarcRules : std::uint8_t {
  kRfc9989,  // tree walk, np, psd, t
  kRfc7489,  // public suffix list, pct
};

enum class DmarcPolicy : std::uint8_t { kNone, kQuarantine, kReject };  // stricter is greater

std::string_view word(DmarcPolicy policy);                       // "none", "quarantine", "reject"
std::optional<DmarcPolicy> dmarc_policy(std::string_view word);  // in either case

struct DmarcRecord {
  enum class Psd : std::uint8_t { kUnsaid, kYes, kNo };

  DmarcPolicy policy = DmarcPolicy::kNone;  // p
  std::optional<DmarcPolicy> subdomains;    // sp
  std::optional<DmarcPolicy> nonexistent;   // np
  bool strict_dkim = false;                 // adkim=s
  bool strict_spf = false;                  // aspf=s
  bool testing = false;                     // t=y, or pct=0: one level below the policy
  Psd psd = Psd::kUnsaid;
  std::string fault;  // not empty: DMARC is not applied to the mail, because
};

// nullopt: not a DMARC record, as if it were not there.
std::optional<DmarcRecord> read_dmarc_record(std::string_view text, DmarcRules rules);

}  // namespace milter
