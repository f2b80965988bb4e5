// One notice mailed to the sender of a held mail; to the administrator (postmaster at the first own
// domain) where the sender cannot be reached, and to both where the stored mail is damaged or is
// taken nowhere; then its bytes stay in the spool for good.
//
// At least once: a lost answer means that it is sent again.
#pragma once

#include "milter/base/result.h"
#include "milter/courier/desk.h"

namespace milter {

// false: nothing is due. A notice that is not taken comes up again; an Error is the store's.
Result<bool> notify_one(const Desk& desk);

}  // namespace milter
