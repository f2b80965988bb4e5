// Tested by search_test.cc.
#include "lookalike/search.h"

#include <algorithm>

#include "lookalike/near.h"
#include "lookalike/providers.h"
#include "lookalike/utf8.h"

namespace lookalike {

bool Search::read(std::string_view raw) {
  if (!read_domain(raw, seen_)) return false;
  to_utf8(seen_.text, utf8_);
  return true;
}

// From the right: each domain's value is the one before with some letters more. Customers of a
// hosting service that is guarded itself are not the service.
std::optional<Search::Settled> Search::settled() {
  std::optional<Settled> found;
  service_.clear();
  if (seen_.hosted) to_utf8(seen_.suffix(), service_);
  std::uint64_t value = 0;
  for (std::size_t at = utf8_.size(); at > 0; --at) {
    value = roll(value, utf8_[at - 1]);
    if (at > 1 && utf8_[at - 2] != '.') continue;
    const std::string_view name = std::string_view(utf8_).substr(at - 1);
    if (at != 1 && name.size() <= service_.size()) continue;
    index_.visit(key_of(KeyKind::kName, value), kMaxEntries, [&](std::uint32_t number) {
      if (index_.text(index_.entries[number]) == name) found = {number, at == 1};
    });
  }
  return found;
}

std::optional<std::uint32_t> Search::find_name(std::string_view utf8) const {
  std::optional<std::uint32_t> found;
  index_.visit(key_of(KeyKind::kName, rolled_back(utf8)), kMaxEntries, [&](std::uint32_t number) {
    if (index_.text(index_.entries[number]) == utf8) found = number;
  });
  return found;
}

const std::vector<Hit>& Search::find() {
  reading_.read(seen_);
  found_.start(seen_, reading_);
  find_traps();
  ask_near(index_, seen_, reading_, neighbours_, found_);
  stems_.read(index_, reading_);
  find_near(index_, seen_, reading_, stems_, neighbours_, found_);
  inside_.find(seen_, reading_);
  return found_.hits();
}

void Search::find_traps() {
  if (index_.direction != Direction::kOutbound) return;
  const std::string_view name = registrable_ascii();
  for (const Trap& trap : known_traps()) {
    if (trap.domain != name) continue;
    if (const auto number = find_name(trap.meant)) found_.add_trap(*number);
  }
}

std::string_view Search::registrable_ascii() {
  const std::u32string_view name = seen_.registrable_domain();
  ascii_.clear();
  for (const char32_t letter : name) {
    if (letter >= 0x80) return {};
    ascii_ += static_cast<char>(letter);
  }
  return ascii_;
}

}  // namespace lookalike
