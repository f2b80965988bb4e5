// What was found in a message and why it may be believed: a Finding with its evidence.
//
// Values, freely copied; every function here is pure and thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rules {

// Text for people, in both languages.
struct Text {
  std::string ja, en;
  bool operator==(const Text&) const = default;
};

// In the order in which a person asks: who, then what.
enum class Axis : std::uint8_t {
  kIdentity,
  kAuthentication,
  kRelationship,
  kIntent,
  kAccount,
  kReading,
  kRecipient,
};
std::string_view word(Axis axis);  // "identity", ...

struct Evidence {
  std::string where;  // "From", "Reply-To", "body", "quoted history"
  std::string quote;  // clipped, never a whole account number
  bool operator==(const Evidence&) const = default;
};

// `code` is "axis.word", append only: stored verdicts and rule files name it.
struct Finding {
  std::string code;
  Axis axis = Axis::kReading;
  int weight = 0;  // 0 (a remark) to 3 (strong by itself)
  Text text;       // one checkable sentence
  std::vector<Evidence> evidence;
};

}  // namespace rules
