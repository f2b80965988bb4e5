// How: pigeonhole. A guarded key is cut in two halves; one edit lies in one of them, and leaves the
// other as the seen key's end or beginning. Where many names share that ("-kogyo"), the half with
// the edit is halved again, and so on (Gap). Two edits leave one of three thirds: the first as the
// beginning, the last as the end, or the middle one, at most one letter shifted. So a few probes
// find every candidate, and most are refused by the letters of the gap, or by the suffix, before
// their entry is touched. A swap across a cut lies in neither half; the key with the two swapped
// back is looked up as it stands. An edit may also make or break a pair that the loose key reads as
// one letter ("s-hi", "sxhi"): then two letters of the key change at one place, which the gaps of a
// key two letters shorter find, or those of the key without such readings.
// Tested by neighbours_test.cc.
#include "lookalike/neighbours.h"

#include <algorithm>

#include "lookalike/signature.h"
#include "lookalike/utf8.h"

namespace lookalike {
namespace {

// The loose key of a single sight letter; 0 if it has none.
char class_of(char sight) {
  static const auto classes = [] {
    std::array<char, 256> out{};
    for (std::size_t c = 0; c < out.size(); ++c) {
      const char letter = static_cast<char>(static_cast<unsigned char>(c));
      Key key;
      loose_key({&letter, 1}, key);
      if (key.size == 1) out[c] = key.bytes[0];
    }
    return out;
  }();
  return classes[static_cast<unsigned char>(sight)];
}

}  // namespace

Neighbours::Neighbours(const Watchlist::Index& index) : index_(index) {}

void Neighbours::Spread::read(std::string_view text) {
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

void Neighbours::read(std::string_view sight) {
  loose_key(sight, key_);
  flat_.size = spelled_.size = 0;
  for (const char c : sight) {
    const char read = class_of(c);
    if (read == 0 || flat_.size == kMaxKey) continue;
    flat_.bytes[flat_.size++] = c;
    spelled_.bytes[spelled_.size++] = read;
  }
}

std::span<const Neighbour> Neighbours::find(std::string_view sight, const Wanted& wanted) {
  wanted_ = &wanted;
  read(sight);
  found_.clear();
  candidates_.clear();
  probe_count_ = 0;
  index_.filter.prefetch(key_of(KeyKind::kLoose, rolled(key_.view())));
  plan();
  collect_equal();
  halve_gaps();
  for (std::size_t i = 0; i < probe_count_; ++i) {
    __builtin_prefetch(index_.pieces.bucket(probes_[i].key).data());
  }
  for (std::size_t i = 0; i < probe_count_; ++i) scan(probes_[i]);
  if (candidates_.empty()) return nearest();
  std::sort(candidates_.begin(), candidates_.end());
  candidates_.erase(std::unique(candidates_.begin(), candidates_.end()), candidates_.end());
  from_key_.start(key_.view());
  from_flat_.start(flat_.view());
  for (const std::uint32_t number : candidates_) {
    __builtin_prefetch(index_.texts.data() + Watchlist::Index::key_at(index_.entries[number]));
  }
  for (const std::uint32_t number : candidates_) compare(number);
  return nearest();
}

void Neighbours::collect_equal() {
  index_.visit(key_of(KeyKind::kLoose, rolled(key_.view())), kMaxEqual, [&](std::uint32_t number) {
    if (index_.key(index_.entries[number]) == key_.view()) found_.push_back({number, 0});
  });
}

// Sizes in the order of likelihood.
void Neighbours::plan() {
  const std::size_t size = key_.size;
  const bool folded = spelled_.size != size;
  const std::uint64_t sizes = wanted_->sizes();
  if (sizes == 0 || (sizes >> (size < 2 ? 0 : size - 2)) == 0) return;
  loose_.read(key_.view());
  if (folded) plain_.read(spelled_.view());
  for (const std::size_t n : {size, size + 1, size - 1, size + 2, size - 2}) {
    if (!is_wanted(n)) continue;
    if (index_.parts(n) == 3) {
      plan_thirds(n);
    } else if (n != size + 2) {
      plan_gaps(false, n);
    }
  }
  for (const std::size_t n : {std::size_t{spelled_.size}, spelled_.size + std::size_t{1}}) {
    if (folded && is_wanted(n) && index_.parts(n) == 2) plan_gaps(true, n);
  }
}

// A size below zero is beyond kMaxKey, too.
bool Neighbours::is_wanted(std::size_t size) const {
  return size >= kMinNear && size <= kMaxKey && (wanted_->sizes() >> size & 1U) != 0;
}

bool Neighbours::has_tag(std::uint8_t tag) const {
  return std::find(wanted_->tags.begin(), wanted_->tags.begin() + wanted_->tag_count, tag) !=
         wanted_->tags.begin() + wanted_->tag_count;
}

void Neighbours::plan_gaps(bool plain, std::size_t size) {
  const auto letters = static_cast<std::uint8_t>(size);
  const Gap whole{letters, 0, letters};
  const Spread& seen = plain ? plain_ : loose_;
  if (size == seen.key.size()) find_swapped(seen, whole.middle());
  add_gap(plain, whole.left());
  add_gap(plain, whole.right());
}

void Neighbours::add_gap(bool plain, Gap gap) {
  const Spread& seen = plain ? plain_ : loose_;
  const std::size_t end = seen.key.size(), behind = std::size_t{gap.size} - gap.end;
  if (gap.begin + behind > end) return;
  const std::string_view letters = seen.key.substr(gap.begin, end - behind - gap.begin);
  Probe probe;
  probe.key = gap_key(seen.value(0, gap.begin), seen.value(end - behind, end), gap);
  probe.signature = gap_signature(letters);
  probe.lost = gap.size > end ? 2 : 1;
  probe.gained = static_cast<std::uint8_t>(gap.size < end ? end - gap.size + 1 : 1);
  probe.tagged = (wanted_->any >> gap.size & 1U) == 0;
  probe.long_enough = letters.size() >= 2 && gap.end - gap.begin >= 2;
  probe.plain = plain;
  probe.gap = gap;
  index_.hints.prefetch(halved_key(probe.key));
  add_probe(probe);
}

// Gaps whose names stand under their halves; those that come of them are looked at in their turn.
void Neighbours::halve_gaps() {
  for (std::size_t i = 0; i < probe_count_; ++i) {
    const Probe probe = probes_[i];
    if (probe.gap.size == 0 || !probe.gap.can_be_halved()) continue;
    if (!index_.hints.may_hold(halved_key(probe.key))) continue;
    const Spread& seen = probe.plain ? plain_ : loose_;
    if (probe.gap.size == seen.key.size()) find_swapped(seen, probe.gap.middle());
    add_gap(probe.plain, probe.gap.left());
    add_gap(probe.plain, probe.gap.right());
  }
}

void Neighbours::find_swapped(const Spread& seen, std::size_t at) {
  if (at == 0 || seen.key[at - 1] == seen.key[at]) return;
  const std::size_t end = seen.key.size();
  const std::uint64_t head = roll(roll(seen.value(0, at - 1), seen.key[at]), seen.key[at - 1]);
  const std::uint64_t value = head * kPowers[end - at - 1] + seen.value(at + 1, end);
  index_.visit(key_of(KeyKind::kLoose, value), kMaxEqual,
               [&](std::uint32_t number) { candidates_.push_back(number); });
}

void Neighbours::plan_thirds(std::size_t size) {
  const std::size_t end = loose_.key.size();
  const std::size_t first = part_begin(size, 1, 3), second = part_begin(size, 2, 3);
  if (first <= end) add_third(size, 0, 0, first);
  if (size - second <= end) add_third(size, 2, end - (size - second), end);
  for (const int shift : {0, 1, -1}) {
    const int rest = static_cast<int>(end) - static_cast<int>(size) - shift;
    const std::size_t begin = first + static_cast<std::size_t>(shift);  // first >= 2
    if (rest < -1 || rest > 1 || begin + (second - first) > end) continue;
    add_third(size, 1, begin, begin + (second - first));
  }
  if (size + 1 < end || size > end + 1) return;
  add_swapped_third(size, 0, first);
  add_swapped_third(size, 2, end - (size - second));
}

void Neighbours::add_third(std::size_t size, std::size_t part, std::size_t begin, std::size_t end) {
  const std::size_t seen_size = loose_.key.size();
  Probe probe{};
  probe.key = third_key(loose_.value(begin, end), size, part);
  probe.signature = loose_.left[begin] | loose_.right[end];
  probe.lost = 2;
  probe.gained = static_cast<std::uint8_t>(size + 1 < seen_size ? 3 : 2);
  probe.tagged = (wanted_->any >> size & 1U) == 0;
  add_probe(probe);
}

// The first or last third as it would be if the two letters at its border were exchanged.
void Neighbours::add_swapped_third(std::size_t size, std::size_t part, std::size_t border) {
  const std::size_t end = loose_.key.size();
  if (border == 0 || border >= end) return;
  const char before = loose_.key[border - 1], after = loose_.key[border];
  if (before == after) return;
  const std::uint64_t value =
      part == 0 ? roll(loose_.value(0, border - 1), after)
                : roll(0, before) * kPowers[end - border - 1] + loose_.value(border + 1, end);
  Probe probe{};
  probe.key = third_key(value, size, part);
  probe.signature = part == 0 ? loose_.right[border + 1] | set_bit(before)
                              : loose_.left[border - 1] | set_bit(after);
  probe.lost = probe.gained = 1;
  probe.tagged = (wanted_->any >> size & 1U) == 0;
  add_probe(probe);
}

void Neighbours::add_probe(const Probe& probe) {
  if (probe_count_ == kMaxProbes) return;
  probes_[probe_count_++] = probe;
  index_.pieces.prefetch(probe.key);
}

void Neighbours::scan(const Probe& probe) {
  const auto bucket = index_.pieces.bucket(probe.key);
  std::size_t left =
      std::min(kMaxOfPiece, kMaxCompared - std::min(kMaxCompared, candidates_.size()));
  for (const PiecePosting& one : bucket.first(std::min(bucket.size(), kMaxScanned))) {
    if (one.tag() != tag_of(probe.key)) continue;
    if (probe.tagged && !has_tag(one.suffix_tag())) continue;
    const bool near =
        probe.gap.size == 0
            ? sets_are_near(one.signature(), probe.signature, probe.lost, probe.gained)
            : gaps_are_near(one.signature(), probe.signature, probe.lost, probe.gained,
                            probe.long_enough);
    if (!near) continue;
    if (left-- == 0) return;
    __builtin_prefetch(&index_.entries[one.entry()]);
    candidates_.push_back(one.entry());
  }
}

void Neighbours::compare(std::uint32_t number) {
  const Entry& entry = index_.entries[number];
  const std::size_t distance = from_key_.to(index_.key(entry));
  const std::size_t most = index_.parts(entry.key_size) - 1;
  if (distance == 0 || distance > 2) return;  // equal ones are known
  if (distance > most && !flat_within_one(entry)) return;
  found_.push_back({number, static_cast<std::uint32_t>(distance)});
}

bool Neighbours::flat_within_one(const Entry& entry) {
  to_letters(index_.label(entry), letters_);
  read_sight(letters_, sight_);
  std::erase_if(sight_, [](char c) { return c == 0 || c == '-' || c == '.'; });
  return sight_.size() <= kMaxKey && from_flat_.to(sight_) <= 1;
}

std::span<const Neighbour> Neighbours::nearest() {
  std::sort(found_.begin(), found_.end(), [](const Neighbour& a, const Neighbour& b) {
    return a.distance != b.distance ? a.distance < b.distance : a.entry < b.entry;
  });
  return std::span<const Neighbour>(found_).first(std::min(found_.size(), kMaxNeighbours));
}

}  // namespace lookalike
