// Tested by combine_test.cc.
#include "rules/verdict.h"

namespace rules {

std::string_view word(Level level) {
  switch (level) {
    case Level::kClear:
      return "clear";
    case Level::kNotice:
      return "notice";
    case Level::kAmber:
      return "amber";
    case Level::kRed:
      return "red";
    case Level::kUnknown:
      return "unknown";
  }
  return "unknown";
}

}  // namespace rules
