// The banner as HTML: ASCII only, so every charset with ASCII and every transfer encoding holds it.
//
//   banner_html(text, "\r\n")   ->  "\r\n<table role=\"note\" lang=\"ja\" id=\"sekimori-…\"
//   …</table>\r\n"
//
// Begins and ends with a line ending of its own, so no line of the mail grows. Pure and
// thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "milter/act/banner.h"

namespace milter {

// Begins the id and class of the banner; programs that rewrite ids put letters before it.
inline constexpr std::string_view kBannerIdPrefix = "sekimori-";

struct BannerColours {
  std::string_view text, background, border;
};
BannerColours banner_colours(std::string_view level);

std::string banner_html(const BannerText& text, std::string_view eol);

}  // namespace milter
