// Tested by hold_test.cc.
#include "milter/hold/hold.h"

#include <array>
#include <cstddef>

namespace milter {
namespace {

constexpr std::array<std::string_view, 6> kStates = {"held",      "releasing", "released",
                                                     "cancelled", "returning", "returned"};
constexpr std::array<std::string_view, 4> kChoices = {"none", "correct", "keep", "drop"};
constexpr std::array<std::string_view, 3> kDeliveries = {"pending", "delivered", "refused"};

// The tables stand in the order of their enumerations.
template <class Enum, std::size_t kSize>
std::optional<Enum> find(const std::array<std::string_view, kSize>& words, std::string_view word) {
  for (std::size_t at = 0; at < kSize; ++at) {
    if (words.at(at) == word) return static_cast<Enum>(at);
  }
  return std::nullopt;
}

}  // namespace

std::string_view word(HoldState state) { return kStates.at(static_cast<std::size_t>(state)); }
std::optional<HoldState> hold_state(std::string_view word) {
  return find<HoldState>(kStates, word);
}
std::string_view word(Choice choice) { return kChoices.at(static_cast<std::size_t>(choice)); }
std::optional<Choice> choice(std::string_view word) { return find<Choice>(kChoices, word); }
std::string_view word(Delivery delivery) {
  return kDeliveries.at(static_cast<std::size_t>(delivery));
}
std::optional<Delivery> delivery(std::string_view word) {
  return find<Delivery>(kDeliveries, word);
}

bool may_move(HoldState from, HoldState to) {
  switch (from) {
    case HoldState::kHeld:
      return to == HoldState::kReleasing || to == HoldState::kCancelled ||
             to == HoldState::kReturning;
    case HoldState::kReleasing:
      return to == HoldState::kReleased || to == HoldState::kReturning;
    case HoldState::kReturning:
      return to == HoldState::kReturned;
    case HoldState::kReleased:
    case HoldState::kCancelled:
    case HoldState::kReturned:
      return false;
  }
  return false;
}

bool is_final(HoldState state) {
  return state == HoldState::kReleased || state == HoldState::kCancelled ||
         state == HoldState::kReturned;
}

}  // namespace milter
