// The pieces that a notice is written with: lines that fit, fields that need no one's trust.
//
//   wrapped("a long sentence …", "  ")           ->  lines of at most 78 columns
//   encoded_field("Subject", "【関守】 x")        ->  "Subject: =?UTF-8?B?…?=\r\n"
//
// Pure and thread-safe. Every line ends with CR LF.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace milter {

// RFC 5322 2.1.1 recommends it; a Japanese character takes two columns.
inline constexpr std::size_t kNoticeColumns = 78;

// Broken at spaces, and between characters of two columns but not before closing punctuation; what
// has no such place stays whole. Each line begins with `indent`.
std::string wrapped(std::string_view utf8, std::string_view indent = "");

// RFC 2047 where the text needs it; control characters cannot get through.
std::string encoded_field(std::string_view name, std::string_view utf8, std::string_view rest = "");

std::string base64_body(std::string_view bytes);  // lines of 76 characters

}  // namespace milter
