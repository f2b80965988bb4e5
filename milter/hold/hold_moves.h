// The one way a row changes its state, and the requests for notices that go with it. All inside the
// caller's transaction.
//
//   auto moved = move_hold(statements, id, {HoldState::kHeld, HoldState::kCancelled}, by, now);
//   if (moved && !*moved) ...    // somebody was first
#pragma once

#include <cstdint>
#include <string>

#include "milter/base/result.h"
#include "milter/hold/hold.h"
#include "milter/hold/hold_store.h"
#include "milter/store/database.h"

namespace milter {

struct Edge {
  HoldState from = HoldState::kHeld;
  HoldState to = HoldState::kHeld;
};

// Compare-and-swap: false if the row is not in `edge.from`. An edge that hold.h does not know is
// kInternal. `by` "" leaves who made the last move. A row that leaves kHeld needs no answer any
// more: its kAsk notice, if not sent yet, is withdrawn.
Result<bool> move_hold(Statements& statements, const std::string& id, Edge edge,
                       const std::string& by, std::int64_t now);

// Asked for already: nothing happens.
Result<void> request_notice(Statements& statements, const std::string& id, NoticeKind kind,
                            std::int64_t now);

}  // namespace milter
