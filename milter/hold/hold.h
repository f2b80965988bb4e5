// The life of a held mail: its states and the only ways between them. Pure.
//
//      ┌──────────► cancelled                  a recorded choice; the sender has his own copy
//   held ─────────► releasing ──► released     every recipient delivered, dropped or refused
//      │                │
//      └─► returning ◄──┘                      expired, or the return port refused all for good
//              └──────► returned               the complete original is back with its sender
//
//   may_move(HoldState::kHeld, HoldState::kReleasing)   ->  true
//
// Rows move by compare-and-swap along these edges (hold_store.h), so of two hands at one mail one
// wins. A mail answered 250 is in exactly one state. Its bytes, spool/held/ID, are kept until a
// final one; of a cancelled or returned mail for a week more (kKeepEnded in hold_store.h), and for
// good where its notice could not carry it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace milter {

// The words are stored: append only.
enum class HoldState : std::uint8_t {
  kHeld,
  kReleasing,
  kReleased,
  kCancelled,
  kReturning,
  kReturned,
};
std::string_view word(HoldState state);  // "held", ...
std::optional<HoldState> hold_state(std::string_view word);

bool may_move(HoldState from, HoldState to);
bool is_final(HoldState state);  // released, cancelled, returned

// What the sender, or an admin for him, decided about one doubtful recipient.
enum class Choice : std::uint8_t { kNone, kCorrect, kKeep, kDrop };
std::string_view word(Choice choice);  // "none", "correct", "keep", "drop"
std::optional<Choice> choice(std::string_view word);

// What became of one recipient at the return port.
enum class Delivery : std::uint8_t { kPending, kDelivered, kRefused };
std::string_view word(Delivery delivery);  // "pending", "delivered", "refused"
std::optional<Delivery> delivery(std::string_view word);

}  // namespace milter
