// Two readings of one message's parts laid side by side: which part of one is which of the other.
//
//   match_parts(loose, strict).pairs[1]   ->   1
//
// Linear but for sorting; pure and thread-safe.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "milter/mail/mime_guard.h"

namespace milter {

struct SeenPart {
  std::size_t depth = 0;
  bool leaf = true;
  bool body_known = true;  // false: any body fits
  std::string_view body;   // of leaves; line ends at its end do not count
};

// The strict reading in that form.
std::vector<SeenPart> see_outline(std::string_view bytes, const GuardReport& report);

struct PartMatch {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  bool same = false;                 // both readings see the same parts
  std::vector<std::size_t> pairs;    // for each part of `loose` one of `strict`, or kNone
  std::vector<std::size_t> missing;  // parts of `strict` that `loose` does not have
};
PartMatch match_parts(const std::vector<SeenPart>& loose, const std::vector<SeenPart>& strict);

}  // namespace milter
