// Tested by judge_test.cc.
#include "milter/judge/random_id.h"

#include <sys/random.h>

#include <array>
#include <cstdint>
#include <stdexcept>

namespace milter {

std::string random_id() {
  std::array<std::uint8_t, 8> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw std::runtime_error("getrandom gave no bytes");
  }
  constexpr char kDigits[] = "0123456789abcdef";
  std::string id;
  for (const std::uint8_t byte : bytes) {
    id += kDigits[byte >> 4U];
    id += kDigits[byte & 15U];
  }
  return id;
}

}  // namespace milter
