// Not in lists and newsletters, which nobody pays by. Tested by unread_test.cc.
#include "rules/unread.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace rules {
namespace {

constexpr int kMayHide = 2;  // as an attachment behind a password

constexpr auto kPayment = std::to_array<std::string_view>(
    {"intent.pay_request", "intent.document_bait", "intent.account_change", "intent.old_account",
     "intent.payment_returned"});

bool speaks_of_payment(const Finding& finding) {
  return finding.weight > 0 &&
         std::find(kPayment.begin(), kPayment.end(), finding.code) != kPayment.end();
}

}  // namespace

void weigh_unread(const Facts& facts, std::vector<Finding>& findings) {
  if (facts.is_list || std::none_of(findings.begin(), findings.end(), speaks_of_payment)) return;
  for (Finding& finding : findings) {
    if (finding.code == "reading.attachment_not_read") finding.weight = kMayHide;
  }
}

}  // namespace rules
