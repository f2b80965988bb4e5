// Flaws of a message's form as findings with a sentence for people. Texts: texts.cc of this room.
#pragma once

#include <vector>

#include "milter/mail/mime_guard.h"
#include "rules/finding.h"

namespace milter {

std::vector<rules::Finding> reading_findings(const std::vector<Flaw>& flaws);

}  // namespace milter
