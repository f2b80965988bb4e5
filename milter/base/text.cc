// ASCII helpers, base64 and quoted-printable. Nothing here depends on the locale: mail is bytes,
// and std::tolower of a Turkish locale would change what an address is. Tested by text_test.cc.
#include "milter/base/text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "milter/base/unicode.h"

namespace milter {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kHex = "0123456789ABCDEF";
constexpr std::size_t kMaxQpLine = 76;  // RFC 2045 6.7 (5), without the line ending

bool is_mail_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

void append_hex(std::string& out, char byte) {
  const auto value = static_cast<unsigned char>(byte);
  out += kHex[value >> 4];
  out += kHex[value & 15];
}

std::array<int, 256> base64_values() {
  std::array<int, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < kBase64.size(); ++i) {
    values[static_cast<unsigned char>(kBase64[i])] = static_cast<int>(i);
  }
  return values;
}

// Characters that move the cursor, end a line or turn the direction of what follows: a log line
// could be forged with them.
bool disturbs_a_line(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
}

// Where the line ending that belongs to the "=" before `at` stops; `at` itself if there is none.
std::size_t after_soft_break(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;
  if (end == text.size()) return end;
  if (text[end] == '\n') return end + 1;
  if (text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n') return end + 2;
  return at;
}

bool qp_literal(char c, bool last_of_line) {
  if (c == ' ' || c == '\t') return !last_of_line;
  return c > ' ' && c < 0x7F && c != '=';
}

void quote_line(std::string& out, std::string_view line, std::string_view eol) {
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool last = i + 1 == line.size();
    const bool literal = qp_literal(line[i], last);
    const std::size_t width = literal ? 1 : 3;
    if (column + width + (last ? 0 : 1) > kMaxQpLine) {  // room for "=" unless the line ends
      out.append("=").append(eol);
      column = 0;
    }
    if (literal) {
      out += line[i];
    } else {
      out += '=';
      append_hex(out, line[i]);
    }
    column += width;
  }
}

}  // namespace

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = ascii_lower(c);
  return out;
}

bool iequals(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return ascii_lower(x) == ascii_lower(y);
         });
}

bool istarts_with(std::string_view text, std::string_view prefix) {
  return iequals(text.substr(0, prefix.size()), prefix);
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_mail_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_mail_space(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> pieces;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != at) continue;
    pieces.push_back(text.substr(start, i - start));
    start = i + 1;
  }
  pieces.push_back(text.substr(start));
  return pieces;
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t start = i;
    while (i < text.size() && !is_mail_space(text[i])) ++i;
    if (i > start) found.push_back(text.substr(start, i - start));
    while (i < text.size() && is_mail_space(text[i])) ++i;
  }
  return found;
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
  if (from.empty()) return std::string(text);
  std::string out;
  std::size_t start = 0;
  for (std::size_t at = text.find(from); at != std::string_view::npos;
       at = text.find(from, start)) {
    out.append(text.substr(start, at - start)).append(to);
    start = at + from.size();
  }
  return out.append(text.substr(start));
}

std::string clip(std::string_view utf8, std::size_t characters) {
  // A code point takes at most four bytes, so the rest need not be looked at.
  const std::u32string points = code_points(utf8.substr(0, characters * 4 + 4));
  if (points.size() <= characters) return to_utf8(points);
  return to_utf8(std::u32string_view(points).substr(0, characters)) + "…";
}

std::string printable(std::string_view text) {
  std::string out;
  for (const char32_t c : code_points(text)) {
    const std::string one = to_utf8(std::u32string_view(&c, 1));
    if (!disturbs_a_line(c)) {
      out += one;
      continue;
    }
    for (const char byte : one) {
      out += "\\x";
      append_hex(out, byte);
    }
  }
  return out;
}

std::string base64_encode(std::string_view bytes) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char byte : bytes) {
    bits = (bits << 8 | static_cast<unsigned char>(byte)) & 0xFFFFFF;
    count += 8;
    while (count >= 6) {
      count -= 6;
      out += kBase64[bits >> count & 63];
    }
  }
  if (count > 0) out += kBase64[bits << (6 - count) & 63];
  while (out.size() % 4 != 0) out += '=';
  return out;
}

std::string base64_decode(std::string_view text) {
  static const std::array<int, 256> kValues = base64_values();
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=') {  // the padding of one of several pieces set end to end: the next starts afresh
      count = 0;
      continue;
    }
    const int value = kValues[static_cast<unsigned char>(c)];
    if (value < 0) continue;
    bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xFFFFFF;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xFF);
  }
  return out;
}

std::string quoted_printable_decode(std::string_view text) {
  std::string out;
  std::size_t kept = 0;  // what may not be stripped as white space before a line ending
  std::size_t i = 0;
  while (i < text.size()) {
    const char c = text[i++];
    if (c == '\n') {  // RFC 2045 6.7 (3): white space before it was added on the way
      const bool crlf = !out.empty() && out.size() > kept && out.back() == '\r';
      if (crlf) out.pop_back();
      while (out.size() > kept && (out.back() == ' ' || out.back() == '\t')) out.pop_back();
      out += crlf ? "\r\n" : "\n";
    } else if (c != '=') {
      out += c;
      if (c != ' ' && c != '\t' && c != '\r') kept = out.size();
      continue;
    } else if (const std::size_t end = after_soft_break(text, i); end != i || i == text.size()) {
      i = end;
    } else if (i + 1 < text.size() && hex_digit(text[i]) >= 0 && hex_digit(text[i + 1]) >= 0) {
      out += static_cast<char>(hex_digit(text[i]) * 16 + hex_digit(text[i + 1]));
      i += 2;
    } else {
      out += c;
    }
    kept = out.size();
  }
  return out;
}

std::string quoted_printable_encode(std::string_view text, std::string_view eol) {
  std::string out;
  std::size_t start = 0;
  for (std::size_t at = text.find(eol); at != std::string_view::npos; at = text.find(eol, start)) {
    quote_line(out, text.substr(start, at - start), eol);
    out += eol;
    start = at + eol.size();
  }
  quote_line(out, text.substr(start), eol);
  return out;
}

}  // namespace milter
