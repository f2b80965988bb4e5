// Text and HTML files in whatever charset they are: CSV of a Japanese Excel is CP932, "Unicode
// text" is UTF-16 with a mark.
//
//   read_plain("\x90\x55\x8d\x9e\x90\xe6")   ->  "振込先"
//
// Bytes that are no text become U+FFFD. Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace milter::extract {

std::string read_plain(std::string_view bytes);  // UTF-8, lines ending with "\n"
std::string read_page(std::string_view bytes);   // what is seen of an HTML page

}  // namespace milter::extract
