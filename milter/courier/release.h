// One released mail handed back to the MTA.
//
// At least once: the attempt is in the store before the first byte goes out, its end when each
// recipient has an answer. Where the answer to the whole mail was lost, nothing is recorded but
// when to try again, and the next attempt marks the mail as perhaps delivered twice.
#pragma once

#include <chrono>

#include "milter/base/result.h"
#include "milter/courier/desk.h"

namespace milter {

// Between two tries to record an answer in a store that is busy or full: a 250 that is not recorded
// means that the mail goes out twice.
inline constexpr std::chrono::milliseconds kReportPause{500};

// false: nothing is due. Trouble with the mail is recorded and logged; an Error is the store's.
Result<bool> release_one(const Desk& desk);

}  // namespace milter
