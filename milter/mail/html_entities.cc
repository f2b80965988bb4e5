// How it works: the table of names (html_entity_table.cc) is sorted once into a vector; a name with
// its semicolon is looked up whole, one without is the longest old name that begins the letters.
//
// Tested by html_entities_test.cc.
#include "milter/mail/html_entities.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "milter/base/unicode.h"
#include "milter/mail/html_entity_table.h"

namespace milter {
namespace {

using Entry = std::pair<std::string_view, std::string_view>;  // name, what it stands for

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alnum(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// "name=value" entries separated by single spaces; a value holds no space.
void add_packed(std::string_view packed, std::vector<Entry>& out) {
  while (!packed.empty()) {
    const std::string_view entry = packed.substr(0, packed.find_first_of(" \n"));
    packed.remove_prefix(std::min(packed.size(), entry.size() + 1));
    const std::size_t equals = entry.find('=');
    if (equals == std::string_view::npos) continue;
    out.emplace_back(entry.substr(0, equals), entry.substr(equals + 1));
  }
}

const std::vector<Entry>& table() {
  static const std::vector<Entry> kTable = [] {
    std::vector<Entry> entries;
    add_packed(kEntityNames, entries);
    for (const UnseenEntity& entity : kUnseenEntities)
      entries.emplace_back(entity.name, entity.text);
    std::sort(entries.begin(), entries.end());
    return entries;
  }();
  return kTable;
}

std::string_view look_up(std::string_view name) {
  const auto& entries = table();
  const auto found = std::lower_bound(entries.begin(), entries.end(), Entry{name, {}});
  return found != entries.end() && found->first == name ? found->second : std::string_view();
}

bool is_old_name(std::string_view name) {
  static const std::vector<std::string_view> kOld = [] {
    std::vector<std::string_view> names;
    std::string_view rest = kOldEntityNames;
    while (!rest.empty()) {
      names.push_back(rest.substr(0, rest.find_first_of(" \n")));
      rest.remove_prefix(std::min(rest.size(), names.back().size() + 1));
    }
    std::sort(names.begin(), names.end());
    return names;
  }();
  return std::binary_search(kOld.begin(), kOld.end(), name);
}

// HTML standard 13.2.5.80: the C1 controls are read as windows-1252.
char32_t remap(std::uint32_t number) {
  static constexpr std::array<char32_t, 32> kC1 = {
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  if (number == 0 || number > 0x10FFFF || (number >= 0xD800 && number <= 0xDFFF)) return 0xFFFD;
  if (number >= 0x80 && number <= 0x9F) return kC1.at(number - 0x80);
  return static_cast<char32_t>(number);
}

// `text` starts at "&#"; the length read, 0 if it is no reference.
std::size_t decode_number(std::string_view text, std::string& out) {
  const bool hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
  const std::size_t first = hex ? 3 : 2;
  std::size_t at = first;
  std::uint32_t number = 0;
  for (; at < text.size(); ++at) {
    const int digit = hex ? hex_value(text[at]) : (is_digit(text[at]) ? text[at] - '0' : -1);
    if (digit < 0) break;
    const std::uint32_t base = hex ? 16 : 10;
    number = std::min<std::uint32_t>(number * base + static_cast<std::uint32_t>(digit), 0x110000);
  }
  if (at == first) return 0;
  const char32_t point = remap(number);
  out += to_utf8(std::u32string_view(&point, 1));
  return at < text.size() && text[at] == ';' ? at + 1 : at;
}

// `text` starts at "&" and a letter; the length read, 0 if it is no reference.
std::size_t decode_name(std::string_view text, bool in_attribute, std::string& out) {
  std::size_t end = 1;
  while (end < text.size() && end <= kLongestEntityName + 1 && is_alnum(text[end])) ++end;
  if (end < text.size() && text[end] == ';') {
    const std::string_view found = look_up(text.substr(1, end - 1));
    out += found;
    if (!found.empty()) return end + 1;
  }
  for (std::size_t length = std::min(end - 1, kLongestOldEntityName); length > 1; --length) {
    const std::string_view name = text.substr(1, length);
    if (!is_old_name(name)) continue;
    const char next = length + 1 < text.size() ? text[length + 1] : '\0';
    if (in_attribute && (next == '=' || is_alnum(next))) return 0;
    out += look_up(name);
    return length + 1;
  }
  return 0;
}

}  // namespace

std::string decode_references(std::string_view text, bool in_attribute) {
  std::string out;
  out.reserve(text.size());
  while (true) {
    const std::size_t amp = text.find('&');
    out += text.substr(0, amp);
    if (amp == std::string_view::npos) return out;
    text.remove_prefix(amp);
    std::size_t read = 0;
    if (text.size() > 1 && text[1] == '#') {
      read = decode_number(text, out);
    } else if (text.size() > 1 && is_alnum(text[1])) {
      read = decode_name(text, in_attribute, out);
    }
    if (read == 0) out += text[0];
    text.remove_prefix(std::max<std::size_t>(read, 1));
  }
}

}  // namespace milter
