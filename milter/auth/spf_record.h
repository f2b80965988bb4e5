// The grammar of an SPF record, strict as RFC 7208 4.6 asks: one wrong term anywhere and the whole
// record is a permerror.
//
//   parse_spf_record("v=spf1 ip4:192.0.2.0/24 include:_spf.asagiri.example -all")
//
// Explanations (exp=) are read for their syntax and then left out: they are text of whoever owns
// the domain, so often the attacker's, and nothing here shows them. Unknown modifiers likewise.
// Pure and thread-safe. An error is the reason of a permerror.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "milter/auth/spf_macro.h"
#include "milter/base/result.h"

namespace milter {

enum class SpfMechanism : std::uint8_t { kAll, kInclude, kA, kMx, kPtr, kIp4, kIp6, kExists };

struct SpfTerm {
  char qualifier = '+';  // "+-~?"
  SpfMechanism mechanism = SpfMechanism::kAll;
  MacroString domain_spec;  // empty: the domain whose record this is
  std::string network;      // ip4, ip6: 4 or 16 octets
  unsigned prefix4 = 32;    // a, mx, ip4
  unsigned prefix6 = 128;   // a, mx, ip6
};

struct SpfRecord {
  std::vector<SpfTerm> terms;
  std::optional<MacroString> redirect;
};

// RFC 7208 4.5: "v=spf1", then a space or the end. Other TXT records are none of our business.
bool is_spf_record(std::string_view text);
// Of what is_spf_record().
Result<SpfRecord> parse_spf_record(std::string_view text);

}  // namespace milter
