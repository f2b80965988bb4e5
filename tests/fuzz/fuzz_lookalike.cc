// Input: lines; the first byte chooses the direction, the first line is the seen name, the others
// are guarded. Checks that examine() ends, that reported operations replay, and that a guarded name
// is always a partner (or a provider).
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "lookalike/lookalike.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const std::string& seen, const lookalike::Watchlist& list) {
  const lookalike::Answer answer = lookalike::examine(seen, list);
  if (answer.operations.empty()) return;
  const lookalike::Answer guarded = lookalike::examine(answer.partner, list);
  require(lookalike::replay(guarded.unicode, answer.operations) == answer.unicode);
  require(answer.e_value > 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::istringstream lines(std::string(reinterpret_cast<const char*>(data + 1), size - 1));
  std::string seen;
  std::getline(lines, seen);
  std::vector<lookalike::Guarded> guarded;
  for (std::string line; guarded.size() < 64 && std::getline(lines, line);) {
    guarded.push_back({line, "p" + std::to_string(guarded.size()), guarded.size() % 5 == 4});
  }
  const auto direction =
      (data[0] & 1U) != 0 ? lookalike::Direction::kOutbound : lookalike::Direction::kInbound;
  const auto list = lookalike::Watchlist::build(guarded, direction);
  check(seen, list);
  for (const lookalike::Guarded& one : guarded) {
    check("x" + one.domain, list);
    const lookalike::Answer self = lookalike::examine(one.domain, list);
    require(self.operations.empty() || !list.rejected().empty());
  }
  return 0;
}
