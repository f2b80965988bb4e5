#include "milter/hold/hold.h"

#include <gtest/gtest.h>

#include <vector>

namespace milter {
namespace {

const std::vector<HoldState> kAll = {HoldState::kHeld,      HoldState::kReleasing,
                                     HoldState::kReleased,  HoldState::kCancelled,
                                     HoldState::kReturning, HoldState::kReturned};

TEST(Hold, MovesAlongItsEdgesOnly) {
  // From the row, to the column, in the order of kAll.
  const std::vector<std::vector<bool>> edges = {
      {false, true, false, true, true, false},     // held
      {false, false, true, false, true, false},    // releasing
      {false, false, false, false, false, false},  // released
      {false, false, false, false, false, false},  // cancelled
      {false, false, false, false, false, true},   // returning
      {false, false, false, false, false, false},  // returned
  };
  for (std::size_t from = 0; from < kAll.size(); ++from) {
    for (std::size_t to = 0; to < kAll.size(); ++to) {
      EXPECT_EQ(may_move(kAll[from], kAll[to]), edges[from][to])
          << word(kAll[from]) << " -> " << word(kAll[to]);
    }
  }
}

TEST(Hold, EndsInThreeStates) {
  const std::vector<bool> final_states = {false, false, true, true, false, true};
  for (std::size_t at = 0; at < kAll.size(); ++at) {
    EXPECT_EQ(is_final(kAll[at]), final_states[at]) << word(kAll[at]);
  }
}

TEST(Hold, HasAWordForEach) {
  const std::vector<std::string_view> states = {"held",      "releasing", "released",
                                                "cancelled", "returning", "returned"};
  for (std::size_t at = 0; at < kAll.size(); ++at) {
    EXPECT_EQ(word(kAll[at]), states[at]);
    EXPECT_EQ(hold_state(states[at]), kAll[at]);
  }
  const std::vector<std::string_view> choices = {"none", "correct", "keep", "drop"};
  const std::vector<Choice> all_choices = {Choice::kNone, Choice::kCorrect, Choice::kKeep,
                                           Choice::kDrop};
  for (std::size_t at = 0; at < choices.size(); ++at) {
    EXPECT_EQ(word(all_choices[at]), choices[at]);
    EXPECT_EQ(choice(choices[at]), all_choices[at]);
  }
  const std::vector<std::string_view> deliveries = {"pending", "delivered", "refused"};
  const std::vector<Delivery> all_deliveries = {Delivery::kPending, Delivery::kDelivered,
                                                Delivery::kRefused};
  for (std::size_t at = 0; at < deliveries.size(); ++at) {
    EXPECT_EQ(word(all_deliveries[at]), deliveries[at]);
    EXPECT_EQ(delivery(deliveries[at]), all_deliveries[at]);
  }
}

TEST(Hold, KnowsNoOtherWord) {
  for (const std::string_view word : {"", "Held", "held ", "kept", "released\n"}) {
    EXPECT_FALSE(hold_state(word)) << word;
    EXPECT_FALSE(choice(word)) << word;
    EXPECT_FALSE(delivery(word)) << word;
  }
}

}  // namespace
}  // namespace milter
