// One released mail handed back to the MTA.
//
// At least once: the attempt is in the store before the first byte goes out, its end when each
// recipient has an answer. Where the answer to the whole mail was lost, nothing is recorded; the
// lease runs out, and the next attempt marks the mail as perhaps delivered twice.
#pragma once

#include "milter/base/result.h"
#include "milter/courier/desk.h"

namespace milter {

// false: nothing is due. Trouble with the mail is recorded and logged; an Error is the store's.
Result<bool> release_one(const Desk& desk);

}  // namespace milter
