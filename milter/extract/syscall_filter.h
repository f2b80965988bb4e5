// The system calls that a process reading a hostile file needs, and no others; the only user of
// libseccomp is syscall_filter.cc.
//
// Reading and writing what is open, opening files to read, memory that is not executable, the
// clock. No other process, no socket, no exec, no signal but to itself: each kills the process.
// What libraries merely try (opening a file to write, asking for a terminal) is refused.
#pragma once

#include "milter/base/result.h"

namespace milter::extract {

// For good, for the calling process. REQUIRES: PR_SET_NO_NEW_PRIVS.
Result<void> filter_system_calls();

}  // namespace milter::extract
