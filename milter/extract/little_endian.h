// Numbers in formats of Microsoft's, least byte first.
//
//   little_endian("\x34\x12", 0, 2)   ->  0x1234
//
// What is beyond the end counts as zero. Pure.
#pragma once

#include <cstdint>
#include <string_view>

namespace milter::extract {

inline std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i > 0; --i) {
    const char byte = at + i - 1 < bytes.size() ? bytes[at + i - 1] : '\0';
    value = value << 8U | static_cast<unsigned char>(byte);
  }
  return value;
}

}  // namespace milter::extract
