// Small helpers on ASCII and on mail's bytes that every room needs. Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace milter {

char ascii_lower(char c);
std::string ascii_lower(std::string_view text);
bool iequals(std::string_view a, std::string_view b);               // ASCII case ignored
bool istarts_with(std::string_view text, std::string_view prefix);  // ASCII case ignored
std::string_view trim(std::string_view text);                       // SP, HTAB, CR, LF at both ends
std::vector<std::string_view> split(std::string_view text, char at);  // keeps empty pieces
std::vector<std::string_view> words(std::string_view text);  // split at white space, no empty ones
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);

// At most `characters` code points of UTF-8, "…" added when something was cut.
std::string clip(std::string_view utf8, std::size_t characters);

// One line fit for a log or a terminal: control characters as \xHH.
std::string printable(std::string_view text);

std::string base64_encode(std::string_view bytes);  // one line, no breaks
// RFC 4648; characters outside the alphabet are skipped, as RFC 2045 6.8 asks of a reader.
std::string base64_decode(std::string_view text);
// RFC 2045 6.7; a bad escape is kept as it stands.
std::string quoted_printable_decode(std::string_view text);
// Body text to quoted-printable, lines of at most 76 characters; `eol` ("\r\n" or "\n") is the line
// ending of text and of the result.
std::string quoted_printable_encode(std::string_view text, std::string_view eol);

}  // namespace milter
