// A HeldMail as rows of the tables hold, hold_recipient, hold_place and hold_attachment, and back.
//
//   insert_rows(statements, mail);
//   load_hold(statements, mail.id)   ->  the same mail
//
// Inside the caller's transaction. A stored word or number that does not fit its type is
// kPermanent: a newer program or a hand wrote it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "milter/base/result.h"
#include "milter/hold/held_mail.h"
#include "milter/store/database.h"

namespace milter {

Result<void> insert_rows(Statements& statements, const HeldMail& mail);
Result<std::optional<HeldMail>> load_hold(Statements& statements, const std::string& id);

// The first column of a query, all of it text.
Result<std::vector<std::string>> text_column(Statements& statements, std::string_view sql,
                                             const std::vector<SqlValue>& values);

}  // namespace milter
