// Mail providers that people outside companies use: what a recipient's domain may be a slip of.
// Pure, static data.
#pragma once

#include <span>
#include <string_view>

namespace lookalike {

struct Provider {
  std::string_view domain;
  std::string_view owner;  // domains of one provider count as one owner
};
std::span<const Provider> mail_providers();

// Real names beside a provider's that are nobody's slip: yahoo.com.mx, goo.ne.jp. Not guarded, so
// that they do not make every other name less surprising. Sorted.
std::span<const std::string_view> provider_neighbours();

// Names that notices of misdirected mail have named, whatever their form says.
struct Trap {
  std::string_view domain, meant;  // a provider's
};
std::span<const Trap> known_traps();

}  // namespace lookalike
