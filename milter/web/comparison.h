// Two addresses letter by letter, so that a person sees where they differ.
//
//   compare("sato@gmail.example", "sato@gmai.example")
//     ->  meant:   sato@gmai [l] .example
//         written: sato@gmai  ▢  .example
//
// Both sides have the same number of columns: where one has fewer letters it has gaps. Addresses
// too long to compare come back as one piece each. Pure and thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace milter {

// RFC 5321 4.5.3.1: 64 + 1 + 255 octets. The work grows with the product of the lengths.
inline constexpr std::size_t kMaxComparedLetters = 320;

struct Piece {
  enum class Kind : std::uint8_t { kSame, kDiffers, kGap };
  Kind kind = Kind::kSame;
  std::string letters;   // "" in a gap
  std::size_t gaps = 0;  // of kGap: missing letters
  bool operator==(const Piece&) const = default;
};
struct Comparison {
  std::vector<Piece> meant, written;
};
Comparison compare(std::string_view meant, std::string_view written);

// An address with its domain as people read it and as the DNS has it.
//
//   read_names("taro@xn--r8jz45g.example")  ->  {"taro@例え.example", "taro@xn--r8jz45g.example"}
//
// Equal for ASCII names; the address itself twice if the domain cannot be read.
struct AddressNames {
  std::string unicode, ascii;
};
AddressNames read_names(std::string_view address);

}  // namespace milter
