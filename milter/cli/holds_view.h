// Held mails as text and JSON for an administrator. Pure.
#pragma once

#include <iosfwd>
#include <vector>

#include "milter/base/json.h"
#include "milter/hold/held_mail.h"

namespace milter {

Json json_of(const HeldMail& mail);
void print_table(const std::vector<HeldMail>& mails, std::ostream& out);
void print_all(const HeldMail& mail, std::ostream& out);

// "released by yamada@asagiri.example, 2026-03-05T01:00:00Z"
std::string last_move(const HeldMail& mail);

}  // namespace milter
