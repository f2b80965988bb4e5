// How: RFC 3629's four forms, by the lead byte. Tested by unicode_test.cc.
#include "lookalike/utf8.h"

#include <cstdint>

namespace lookalike {
namespace {

char byte(std::uint32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); }

}  // namespace

void to_letters(std::string_view utf8, std::u32string& out) {
  out.resize(utf8.size());
  std::size_t ascii = 0;  // as most names are
  for (; ascii < utf8.size() && static_cast<unsigned char>(utf8[ascii]) < 0x80; ++ascii) {
    out[ascii] = static_cast<unsigned char>(utf8[ascii]);
  }
  out.resize(ascii);
  for (std::size_t at = ascii; at < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t letter = size == 1 ? lead : lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size && at + i < utf8.size(); ++i) {
      letter = letter << 6U | (static_cast<unsigned char>(utf8[at + i]) & 0x3FU);
    }
    out.push_back(letter);
    at += size;
  }
}

void to_utf8(std::u32string_view letters, std::string& out) {
  out.resize(letters.size());
  std::size_t ascii = 0;  // as most names are
  for (; ascii < letters.size() && letters[ascii] < 0x80; ++ascii) {
    out[ascii] = static_cast<char>(letters[ascii]);
  }
  out.resize(ascii);
  for (const char32_t letter : letters.substr(ascii)) {
    const auto bits = static_cast<std::uint32_t>(letter);
    if (bits < 0x80) {
      out += byte(bits);
      continue;
    }
    if (bits < 0x800) {
      out += byte(0xC0U | bits >> 6U);
    } else {
      if (bits < 0x10000) {
        out += byte(0xE0U | bits >> 12U);
      } else {
        out += byte(0xF0U | bits >> 18U);
        out += byte(0x80U | (bits >> 12U & 0x3FU));
      }
      out += byte(0x80U | (bits >> 6U & 0x3FU));
    }
    out += byte(0x80U | (bits & 0x3FU));
  }
}

}  // namespace lookalike
