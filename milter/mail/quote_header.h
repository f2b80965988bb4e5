// The lines that mail programs put above text which they quote or forward, in Japanese and English.
//
//   read_quote_header({"On Mon, Nov 2, 2026 at 10:00 AM Taro <taro@a.example>", "wrote:"})
//     ->  lines 2, author "taro@a.example"
//   read_quote_header({"差出人: 山田 <y@a.example>", "送信日時: 2026年11月2日", "件名: 見積"})
//     ->  lines 3, author "y@a.example"
//   read_quote_header({"On Monday he wrote: come."})  ->  none
//
// Anybody can write such lines: they say what the mail claims, not what was. What is not known for
// certain is none. Pure and thread-safe; linear in the lines given.
// The forms: Outlook, Outlook Express, Thunderbird, Gmail, Apple Mail, iPhone, Becky!, Evolution,
// Notes, Yahoo! Mail as they write them; RFC 3676 4.3 for the signature.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace milter {

struct QuoteHeader {
  std::size_t lines = 1;     // how many of the lines it takes
  bool forwarded = false;    // it opens a forwarded message
  bool needs_quote = false;  // it is one only if quoted lines follow: prose ends with "wrote:" too
  std::string author;        // the one address that it names, lower case; "" if none or several
};

// `lines`: the first and those after it that are quoted as deep, without marks, trimmed, none
// empty.
std::optional<QuoteHeader> read_quote_header(std::span<const std::string_view> lines);

// How many lines, this one included, must be seen to tell whether a header begins here; 0: none
// does. Cheap.
std::size_t lines_to_tell_quote_header(std::string_view line);

bool is_signature_line(std::string_view line);  // "--", after which a signature stands
bool is_device_line(std::string_view line);     // "iPhoneから送信"

}  // namespace milter
