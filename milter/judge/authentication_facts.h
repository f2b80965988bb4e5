// What authentication found, as a fact for judging.
//
//   facts.authentication = authentication_fact(found, author_domains(header));
//
// Pure and thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "milter/auth/results.h"
#include "milter/mail/message.h"
#include "rules/facts.h"

namespace milter {

// Of every address in every From, lower-case A-labels, each once.
std::vector<std::string> author_domains(const Header& header);

// nullopt: not looked at. A gateway's DMARC result counts only if the gateway read the same From as
// we do: of another it is "could not look".
std::optional<rules::Authentication> authentication_fact(const Authentication& found,
                                                         const std::vector<std::string>& authors);

}  // namespace milter
