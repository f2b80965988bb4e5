// Tested by gather_test.cc.
#include "milter/judge/passage_of.h"

#include <utility>

#include "milter/base/limits.h"
#include "milter/mail/normalise.h"

namespace milter {

static_assert(limits::kMaxTextBytes < UINT32_MAX / 8, "places in a text have 32 bits");

rules::Passage passage_of(std::string original) {
  NormalisedText seen = normalise_with_origin(original);
  rules::Passage passage(std::move(seen.text));
  passage.letters.reserve(seen.letters.size());
  for (const auto& [at, from] : seen.letters) {
    passage.letters.push_back({static_cast<std::uint32_t>(at),
                               static_cast<std::uint32_t>(from.begin),
                               static_cast<std::uint32_t>(from.end)});
  }
  passage.original = std::move(original);
  return passage;
}

}  // namespace milter
