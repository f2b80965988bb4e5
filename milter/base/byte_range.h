// A piece of some bytes, by position: valid for the bytes it was made from and no others.
//
//   ByteRange{4, 7}.of("Cc: abc")   ->  "abc"
#pragma once

#include <cstddef>
#include <string_view>

namespace milter {

struct ByteRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t size() const { return end - begin; }
  std::string_view of(std::string_view bytes) const { return bytes.substr(begin, end - begin); }
  bool operator==(const ByteRange&) const = default;
};

}  // namespace milter
