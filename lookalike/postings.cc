// How: a counting sort of the keys into a power-of-two number of buckets, one key a bucket on
// average. Leaves out: removal; a changed list is built anew.
// Tested by postings_test.cc.
#include "lookalike/postings.h"

#include <bit>

namespace lookalike {

std::uint64_t hash(KeyKind kind, std::u32string_view key, std::size_t salt) {
  std::uint64_t h = 0xcbf29ce484222325U ^ static_cast<std::uint64_t>(kind);
  const auto mix = [&h](std::uint64_t value) { h = (h ^ value) * 0x100000001b3U; };
  mix(salt);
  for (const char32_t letter : key) mix(letter);
  h = (h ^ (h >> 33U)) * 0xff51afd7ed558ccdU;  // MurmurHash3's finaliser spreads FNV's low bits
  return h ^ (h >> 33U);
}

Postings PostingsBuilder::finish() {
  Postings out;
  out.mask_ = std::bit_ceil(keys_.size() + 1) - 1;
  out.starts_.assign(out.mask_ + 2, 0);
  for (const auto& [key, entry] : keys_) ++out.starts_[(key & out.mask_) + 1];
  for (std::size_t i = 1; i < out.starts_.size(); ++i) out.starts_[i] += out.starts_[i - 1];
  std::vector<std::uint32_t> next(out.starts_.begin(), out.starts_.end() - 1);
  out.items_.resize(keys_.size());
  for (const auto& [key, entry] : keys_) {
    out.items_[next[key & out.mask_]++] = {static_cast<std::uint32_t>(key >> 32U), entry};
  }
  keys_.clear();
  return out;
}

}  // namespace lookalike
