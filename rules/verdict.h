// Verdict: what we believe of a message and what is to be done, as data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rules/finding.h"

namespace rules {

enum class Level : std::uint8_t { kClear, kNotice, kAmber, kRed, kUnknown };
std::string_view word(Level level);  // "clear", ...

// Actions, each with its arguments; performed by whoever holds the message.
struct Banner {
  Text headline;
  std::vector<Text> reasons;
  Text advice;
};
struct TagSubject {
  Text tag;
};
struct AddHeader {
  std::string name, value;
};
struct RemoveHeader {
  std::string name;
};  // every field of that name
struct Reject {
  std::string text;
};  // one ASCII line
struct TempFail {
  std::string text;
};
struct Tell {
  std::string whom;
  Text text;
};
struct HeldRecipient {
  std::string address;
  std::string reason;  // "lookalike", "own_lookalike", "provider"
  std::string of;      // the guarded domain
  Text why;            // one sentence
};
// The whole message is kept until its sender has decided about these.
struct Hold {
  std::vector<HeldRecipient> recipients;
};
using Action =
    std::variant<Banner, TagSubject, AddHeader, RemoveHeader, Reject, TempFail, Tell, Hold>;

struct Verdict {
  Level level = Level::kClear;
  std::string decided_by;         // the row of the combining table, "" for clear
  std::vector<Finding> findings;  // strongest first
  std::vector<Action> actions;
};

// The first action of that kind; nullptr if there is none.
template <class Kind>
const Kind* find_action(const Verdict& verdict) {
  for (const Action& action : verdict.actions) {
    if (const auto* found = std::get_if<Kind>(&action)) return found;
  }
  return nullptr;
}

}  // namespace rules
