// Where our banners lie in one text, as splices that take them out.
//
//   text_banners(decoded, "iso-2022-jp")   in text/plain, quoted ones ("> ") too
//   html_banners(decoded, "utf-8")         in text/html, by what is seen
//
// Offsets are of `decoded` (transfer encoding undone, charset as it is). Pure and thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "milter/act/splice.h"

namespace milter {

std::vector<Splice> text_banners(std::string_view decoded, std::string_view charset);
std::vector<Splice> html_banners(std::string_view decoded, std::string_view charset);

}  // namespace milter
