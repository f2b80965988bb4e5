// How many letters apart two keys are: added, left out, changed, or two neighbours exchanged.
//
//   KeyDistance from("hoshino");
//   from.to("hoshnio") == 1, from.to("hoshi") == 2
//
// Optimal string alignment: no letter takes part in two edits. Keys of at most 63 bytes (fold.h).
// Not thread-safe: the pattern is kept between calls. No allocation. A pattern's letters past the
// 64th are left out.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lookalike {

class KeyDistance {
 public:
  void start(std::string_view pattern);
  std::size_t to(std::string_view other) const;

 private:
  std::size_t between(std::size_t begin, std::size_t size, std::string_view other) const;

  std::array<char, 64> pattern_{};
  std::size_t size_ = 0;
  std::array<std::uint64_t, 256> places_{};  // of each byte in the pattern
};

}  // namespace lookalike
