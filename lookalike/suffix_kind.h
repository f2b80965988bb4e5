// Where a suffix is bought: what innocents and impostors use is not the same.
//
//   kind_of_suffix(U"co.jp")  ->  kCommon, of "de": kCountry, of "cm" or "us.com": kRare
//
// Pure, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lookalike {

enum class SuffixKind : std::uint8_t {
  kCommon,   // com, and Japan's: as common as com among a Japanese company's partners
  kOld,      // net, org and others of the first days
  kCountry,  // another country's
  kFresh,    // the new generic ones: xyz, shop ...
  kRare,     // hardly any popular name has it: given away, mistyped, or one of a thousand new ones
};
inline constexpr std::size_t kSuffixKinds = static_cast<std::size_t>(SuffixKind::kRare) + 1;

SuffixKind kind_of_suffix(std::u32string_view suffix);

}  // namespace lookalike
