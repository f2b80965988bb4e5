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

}  // namespace lookalike
