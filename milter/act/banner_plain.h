// The banner as lines of text, and as the text that goes before a text/plain part.
//
//   banner_lines(text).front()   ->  "【関守】登録と違う振込先です"
//
// Lines carry no control or direction characters, whatever the reasons quote, and are short enough
// for 998 bytes in every charset. Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "milter/act/banner.h"

namespace milter {

// Headline, level, reasons, advice, closing line.
std::vector<std::string> banner_lines(const BannerText& text);

// Those lines and an empty one, UTF-8.
std::string banner_plain(const BannerText& text, std::string_view eol);

// The id with letters, digits and hyphens only.
std::string banner_id(const BannerText& text);

}  // namespace milter
