// The readable table: from findings to a level, a headline and an advice.
//
// Rows are tried from the top; the first that holds decides. README.md has the same table in words;
// the order of rows is the order of levels, so a row further down never raises what one above said.
// Pure; `decided_by` is the row's name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/facts.h"
#include "rules/finding.h"
#include "rules/verdict.h"

namespace rules {

struct Decision {
  Level level = Level::kClear;
  std::string_view row;       // "" if no row held
  std::string_view headline;  // text keys; "" for notice and clear
  std::string_view advice;
};
Decision combine(const Facts& facts, const std::vector<Finding>& findings);

}  // namespace rules
