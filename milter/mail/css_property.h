// One declaration of CSS.
//
//   set_property(style, "opacity", "0")   ->   style.has(Trait::kTransparent)
//
// Name and value in lower case. Linear; pure and thread-safe.
#pragma once

#include <string_view>

#include "milter/mail/html_style.h"

namespace milter {

void set_property(Style& style, std::string_view name, std::string_view value);

}  // namespace milter
