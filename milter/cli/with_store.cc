// Tested by partners_command_test.cc and holds_command_test.cc.
#include "milter/cli/with_store.h"

#include <ostream>

namespace milter {

int report(const Problems& problems, std::ostream& err) {
  for (const Problem& problem : problems) err << to_string(problem) << "\n";
  return kExitBadInput;
}

int report(const Error& error, std::ostream& err) {
  err << error.what << "\n";
  return error.kind == Error::Kind::kTemporary ? kExitTryAgain : kExitBadInput;
}

}  // namespace milter
