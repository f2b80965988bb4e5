// The named character references of the HTML standard (13.5), packed.
//
//   kEntityNames holds "AElig=Æ", "colon=:", ... ; kUnseenEntities those whose text is no ink.
//
// Constants only.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace milter {

extern const std::string_view kEntityNames;     // "name=text" with a space or line end between
extern const std::string_view kOldEntityNames;  // those that need no semicolon

struct UnseenEntity {
  std::string_view name;
  std::string_view text;
};
inline constexpr std::size_t kUnseenEntityCount = 39;
extern const std::array<UnseenEntity, kUnseenEntityCount> kUnseenEntities;

inline constexpr std::size_t kLongestEntityName = 31;
inline constexpr std::size_t kLongestOldEntityName = 6;

}  // namespace milter
