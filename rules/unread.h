// An attachment that holds no text to read, a scanned invoice or a picture, in a mail that speaks
// of payment: what is to be paid, and where, may stand in it alone.
//
//   weigh_unread(facts, findings);   // reading.attachment_not_read: 0, or 2
//
// By itself it stays a remark, for people send photos all day. Weighed, it is never more than a
// notice, but stands among the reasons where something else warns. Pure.
#pragma once

#include <vector>

#include "rules/facts.h"
#include "rules/finding.h"

namespace rules {

void weigh_unread(const Facts& facts, std::vector<Finding>& findings);

}  // namespace rules
