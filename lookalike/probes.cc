// How: pigeonhole. A guarded key is cut in two halves; one edit lies in one of them, and leaves the
// other as the seen key's end or beginning. Where many names share that ("-kogyo"), the half with
// the edit is halved again, and so on (Gap). Two edits leave one of three thirds: the first as the
// beginning, the last as the end, or the middle one, at most one letter shifted. So a few probes
// find every candidate, and most are refused by the letters of the gap, or by the suffix, before
// their entry is touched. A swap across a cut lies in neither half; the key with the two swapped
// back is looked up as it stands. An edit may also make or break a pair that the loose key reads as
// one letter ("shi", "sxhi"): therefore the gaps of plain keys stand in the index, too.
// Tested by neighbours_test.cc.
#include "lookalike/probes.h"

#include <algorithm>

namespace lookalike {

void Probes::Spread::read(std::string_view text) {
  key = text;
  values[0] = 0;
  left[0] = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    values[i + 1] = roll(values[i], text[i]);
    left[i + 1] = left[i] | set_bit(text[i]);
  }
  right[text.size()] = 0;
  for (std::size_t i = text.size(); i > 0; --i) right[i - 1] = right[i] | set_bit(text[i - 1]);
}

// Sizes in the order of likelihood.
void Probes::plan(std::string_view loose, std::string_view plain, const Wanted& wanted) {
  wanted_ = &wanted;
  count_ = whole_count_ = 0;
  const std::size_t size = loose.size();
  if (wanted.sizes() == 0 || (wanted.sizes() >> (size < 2 ? 0 : size - 2)) == 0) return;
  loose_.read(loose);
  folded_ = plain.size() != size;
  add_whole(KeyKind::kPlain, rolled(plain));
  if (folded_) add_whole(KeyKind::kLoose, rolled(plain));
  for (const std::size_t n : {size, size + 1, size - 1}) {
    if (is_wanted(n)) add_gaps(false, n);
  }
  if (folded_) {
    plain_.read(plain);
    for (const std::size_t n : {plain.size(), plain.size() + 1, plain.size() - 1}) {
      if (is_wanted(n)) add_gaps(true, n);
    }
  }
  for (const std::size_t n : {size, size + 1, size - 1, size + 2, size - 2}) {
    if (is_wanted(n) && index_.parts(n) == 3) add_thirds(n);
  }
}

// A size below zero is beyond kMaxKey, too.
bool Probes::is_wanted(std::size_t size) const {
  return size >= kMinNear && size <= kMaxKey && (wanted_->sizes() >> size & 1U) != 0;
}

void Probes::add_gaps(bool plain, std::size_t size) {
  const std::size_t end = seen(plain).key.size();
  const auto letters = static_cast<std::uint8_t>(size);
  NearSize& near = near_sizes_[plain ? 1 : 0][near_size(size)];
  near.size = letters;
  near.lost = size > end ? 2 : 1;
  near.gained = size < end ? 2 : 1;
  near.tagged = is_tagged(size);
  add_halves(plain, {letters, 0, letters}, 0);
}

// The first `done` probes have been halved.
void Probes::add_halves(bool plain, Gap gap, std::size_t done) {
  if (gap.size == seen(plain).key.size()) add_unswapped(plain, gap.middle());
  add_gap(plain, gap.left(), done);
  add_gap(plain, gap.right(), done);
}

void Probes::add_gap(bool plain, Gap gap, std::size_t done) {
  const Spread& from = seen(plain);
  const std::size_t end = from.key.size(), behind = gap.behind();
  if (gap.begin + behind > end) return;
  const auto size = static_cast<std::uint8_t>(1U << near_size(gap.size));
  for (std::size_t i = done; i < count_; ++i) {
    Probe& one = probes_[i];
    if (one.third || one.plain != plain || one.begin != gap.begin || one.behind != behind) continue;
    one.sizes |= size;
    return;
  }
  Probe probe{};
  probe.key = gap_key(from.value(0, gap.begin), from.value(end - behind, end), gap.begin, behind);
  probe.signature = gap_signature(from.key.substr(gap.begin, end - behind - gap.begin), 0);
  probe.plain = plain;
  probe.sizes = size;
  probe.begin = gap.begin;
  probe.behind = static_cast<std::uint8_t>(behind);
  index_.hints.prefetch(halved_key(probe.key));
  add(probe);
}

void Probes::halve() {
  for (std::size_t i = 0; i < count_; ++i) {
    const Probe probe = probes_[i];
    if (probe.third || !index_.hints.may_hold(halved_key(probe.key))) continue;
    for (unsigned number = 0; number < kNearSizes; ++number) {
      if ((probe.sizes >> number & 1U) == 0) continue;
      const std::uint8_t size = near_sizes_[probe.plain ? 1 : 0][number].size;
      const Gap gap{size, probe.begin, static_cast<std::uint8_t>(size - probe.behind)};
      if (gap.can_be_halved()) add_halves(probe.plain, gap, i + 1);
    }
  }
}

void Probes::add_unswapped(bool plain, std::size_t at) {
  const Spread& from = seen(plain);
  if (at == 0 || from.key[at - 1] == from.key[at]) return;
  const std::size_t end = from.key.size();
  const std::uint64_t head = roll(roll(from.value(0, at - 1), from.key[at]), from.key[at - 1]);
  const std::uint64_t value = head * kPowers[end - at - 1] + from.value(at + 1, end);
  add_whole(KeyKind::kLoose, value);
  if (plain || !folded_) add_whole(KeyKind::kPlain, value);
}

void Probes::add_whole(KeyKind kind, std::uint64_t value) {
  if (whole_count_ == kMaxProbes) return;
  const std::uint64_t key = key_of(kind, value);
  index_.filter.prefetch(key);
  whole_[whole_count_++] = key;
}

void Probes::add_thirds(std::size_t size) {
  const Third first(size, 0), middle(size, 1), last(size, 2);
  const std::size_t end = loose_.key.size();
  add_third(first, 0);
  if (last.size() <= end) add_third(last, end - last.size());
  for (const int shift : {0, 1, -1}) {
    const int rest = static_cast<int>(end) - static_cast<int>(size) - shift;
    if (rest < -1 || rest > 1) continue;
    add_third(middle, middle.begin + static_cast<std::size_t>(shift));  // begin >= 2
  }
  if (size + 1 < end || size > end + 1) return;
  add_swapped_third(first);
  add_swapped_third(last);
}

void Probes::add_third(const Third& third, std::size_t begin) {
  const std::size_t end = begin + third.size();
  if (end > loose_.key.size()) return;
  Probe probe{};
  probe.key = third.key(loose_.value(begin, end));
  probe.signature = loose_.left[begin] | loose_.right[end];
  probe.third = true;
  probe.lost = 2;
  probe.gained = third.of + 1 < loose_.key.size() ? 3 : 2;
  probe.tagged = is_tagged(third.of);
  add(probe);
}

// The first or last third as it would be if the two letters at its border were exchanged.
void Probes::add_swapped_third(const Third& third) {
  const std::size_t end = loose_.key.size();
  const std::size_t border = third.number == 0 ? third.end : end - std::min(end, third.size());
  if (border == 0 || border >= end) return;
  const char before = loose_.key[border - 1], after = loose_.key[border];
  if (before == after) return;
  Probe probe{};
  if (third.number == 0) {
    probe.key = third.key(roll(loose_.value(0, border - 1), after));
    probe.signature = loose_.right[border + 1] | set_bit(before);
  } else {
    const std::uint64_t head = roll(0, before) * kPowers[end - border - 1];
    probe.key = third.key(head + loose_.value(border + 1, end));
    probe.signature = loose_.left[border - 1] | set_bit(after);
  }
  probe.third = true;
  probe.lost = probe.gained = 1;
  probe.tagged = is_tagged(third.of);
  add(probe);
}

void Probes::add(const Probe& probe) {
  if (count_ == kMaxProbes) return;
  probes_[count_++] = probe;
  index_.pieces.prefetch(probe.key);
}

bool Probes::admits(const Probe& probe, const PiecePosting& posting) const {
  const std::uint32_t signature = posting.signature();
  if (probe.third) {
    if (probe.tagged && !wanted_->has_tag(posting.suffix_tag())) return false;
    return sets_are_near(signature, probe.signature, probe.lost, probe.gained);
  }
  const unsigned number = near_size_of(signature);
  if ((probe.sizes >> number & 1U) == 0) return false;
  const NearSize& near = near_sizes_[probe.plain ? 1 : 0][number];
  if (near.tagged && !wanted_->has_tag(posting.suffix_tag())) return false;
  const std::size_t sides = std::size_t{probe.begin} + probe.behind;
  const std::size_t end = seen(probe.plain).key.size(), size = near.size;
  const bool long_enough = std::min(size, end) >= sides + 2 && std::max(size, end) > sides + 2;
  return gaps_are_near(signature, probe.signature, near.lost, near.gained, long_enough);
}

}  // namespace lookalike
