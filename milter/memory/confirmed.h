// Recipients that a sender has confirmed by hand: asked once, not again. Addresses in lower case;
// a confirmation is the sender's own and opens the door for nobody else.
//
//   confirm(statements, "yamada@asagiri.example", "sato@gmai.example", now);
//   is_confirmed(statements, "yamada@asagiri.example", "sato@gmai.example")   ->  true
#pragma once

#include <cstdint>
#include <string>

#include "milter/base/result.h"
#include "milter/store/database.h"

namespace milter {

// `time`: seconds since 1970, UTC. Confirming again renews the time.
Result<void> confirm(Statements& statements, const std::string& sender,
                     const std::string& recipient, std::int64_t time);
Result<bool> is_confirmed(Statements& statements, const std::string& sender,
                          const std::string& recipient);

}  // namespace milter
