// What is odd about a message's form and links, as findings with a sentence for people. Texts:
// texts.cc of this room.
#pragma once

#include <vector>

#include "milter/mail/html_text.h"
#include "milter/mail/mime_guard.h"
#include "rules/finding.h"

namespace milter {

std::vector<rules::Finding> reading_findings(const std::vector<Flaw>& flaws);

// At most one: links whose text names a site of another owner than the one they lead to.
std::vector<rules::Finding> link_findings(const std::vector<Link>& links);

}  // namespace milter
