// Tested by combine_test.cc.
#include "rules/finding.h"

namespace rules {

std::string_view word(Axis axis) {
  switch (axis) {
    case Axis::kIdentity:
      return "identity";
    case Axis::kRelationship:
      return "relationship";
    case Axis::kIntent:
      return "intent";
    case Axis::kAccount:
      return "account";
    case Axis::kAuthentication:
      return "authentication";
    case Axis::kReading:
      return "reading";
    case Axis::kRecipient:
      return "recipient";
  }
  return "reading";
}

}  // namespace rules
