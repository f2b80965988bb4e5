// Landlock: the calling process gives up the file system but for some folders it may read.
// Linux 5.13 or later with landlock in its list of security modules, as Debian 12's kernel has it.
//
//   restrict_files({"/usr/share/poppler"})
//
// Holds for good and for every later child. REQUIRES: PR_SET_NO_NEW_PRIVS. What was open stays so.
// Source: Documentation/userspace-api/landlock.rst.
#pragma once

#include <string>
#include <vector>

#include "milter/base/result.h"

namespace milter::extract {

// A folder that does not exist is an error: what needs it would fail later, and silently.
Result<void> restrict_files(const std::vector<std::string>& readable);

}  // namespace milter::extract
