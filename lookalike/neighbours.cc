// How: pigeonhole. A guarded key is cut in two halves; one edit leaves the left half as the seen
// key's beginning or the right half as its end. Two edits leave one of three thirds: the first as
// the beginning, the last as the end, or the middle one, at most one letter shifted. So a few
// probes by (size, part, letters) find every candidate, and most are refused by the letters outside
// the part before their entry is touched. A swap across a cut breaks both parts and is found by
// swapping it back. An edit may also make or break a pair that the loose key reads as one letter
// ("s-hi", "sxhi"): then two letters of the key change at one place, which the halves of a key up
// to two letters longer or shorter find, or the halves of the key without such readings.
// Tested by neighbours_test.cc.
#include "lookalike/neighbours.h"

#include <algorithm>
#include <bit>

#include "lookalike/utf8.h"

namespace lookalike {

Neighbours::Neighbours(const Watchlist::Index& index) : index_(index) {
  for (std::size_t c = 0; c < classes_.size(); ++c) {
    const char letter = static_cast<char>(static_cast<unsigned char>(c));
    Key key;
    loose_key({&letter, 1}, key);
    classes_[c] = key.size == 1 ? key.bytes[0] : '\0';
  }
}

void Neighbours::Spread::read(std::string_view text) {
  key = text;
  values[0] = 0;
  left[0] = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    values[i + 1] = roll(values[i], text[i]);
    left[i + 1] = left[i] | letter_bit(text[i]);
  }
  right[text.size()] = 0;
  for (std::size_t i = text.size(); i > 0; --i) right[i - 1] = right[i] | letter_bit(text[i - 1]);
}

void Neighbours::read(std::string_view sight) {
  loose_key(sight, key_);
  flat_.clear();
  spelled_.size = 0;
  for (const char c : sight) {
    const char read = classes_[static_cast<unsigned char>(c)];
    if (read == 0) continue;
    flat_ += c;
    if (spelled_.size < kMaxKey) spelled_.bytes[spelled_.size++] = read;
  }
}

std::span<const Neighbour> Neighbours::find_equal(std::string_view sight) {
  read(sight);
  found_.clear();
  collect_equal();
  return found_;
}

std::span<const Neighbour> Neighbours::find(std::string_view sight) {
  find_equal(sight);
  if (key_.size + std::size_t{1} < kMinNear) return nearest();
  plan();
  for (std::size_t i = 0; i < probe_count_; ++i) index_.pieces.prefetch(probes_[i].key);
  candidates_.clear();
  for (std::size_t i = 0; i < probe_count_; ++i) scan(probes_[i]);
  std::sort(candidates_.begin(), candidates_.end());
  candidates_.erase(std::unique(candidates_.begin(), candidates_.end()), candidates_.end());
  from_key_.start(key_.view());
  from_flat_.start(std::string_view(flat_).substr(0, kMaxKey));
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
  probe_count_ = 0;
  loose_.read(key_.view());
  plain_.read(spelled_.view());
  const bool folded = spelled_.size != key_.size;
  const std::size_t size = key_.size;
  for (const std::size_t n : {size, size + 1, size - 1, size + 2, size - 2}) {
    if (n < kMinNear || n > kMaxKey) continue;  // a size below zero is beyond, too
    if (index_.parts(n) == 3) {
      plan_thirds(n);
    } else if (n != size + 2) {
      plan_halves(loose_, n);
    }
  }
  for (const std::size_t n : {std::size_t{spelled_.size}, spelled_.size + std::size_t{1}}) {
    if (folded && n >= kMinNear && n <= kMaxKey && index_.parts(n) == 2) plan_halves(plain_, n);
  }
}

void Neighbours::plan_halves(const Spread& seen, std::size_t size) {
  const std::size_t cut = part_begin(size, 1, 2), end = seen.key.size();
  if (cut <= end) add_probe(seen, size, 0, 0, cut);
  if (size - cut <= end) add_probe(seen, size, 1, end - (size - cut), end);
  if (size == end) add_swapped(seen, size, 0, cut);
}

void Neighbours::plan_thirds(std::size_t size) {
  const Spread& seen = loose_;
  const std::size_t end = seen.key.size();
  const std::size_t first = part_begin(size, 1, 3), second = part_begin(size, 2, 3);
  if (first <= end) add_probe(seen, size, 0, 0, first);
  if (size - second <= end) add_probe(seen, size, 2, end - (size - second), end);
  for (const int shift : {0, 1, -1}) {
    const int rest = static_cast<int>(end) - static_cast<int>(size) - shift;
    const std::size_t begin = first + static_cast<std::size_t>(shift);  // first >= 2
    if (rest < -1 || rest > 1 || begin + (second - first) > end) continue;
    add_probe(seen, size, 1, begin, begin + (second - first));
  }
  if (size + 1 < end || size > end + 1) return;
  add_swapped(seen, size, 0, first);
  add_swapped(seen, size, 2, end - (size - second));
}

// What is left of both keys once the part is taken out differs by few letters.
void Neighbours::add_probe(const Spread& seen, std::size_t size, std::size_t part,
                           std::size_t begin, std::size_t end) {
  if (probe_count_ == kMaxProbes) return;
  const std::size_t least = index_.parts(size) - 1, seen_size = seen.key.size();
  Probe& probe = probes_[probe_count_++];
  probe.key = piece_key(seen.value(begin, end), size, part);
  probe.rest = seen.left[begin] | seen.right[end];
  probe.lost =
      static_cast<std::uint8_t>(size > seen_size ? std::max(least, std::size_t{2}) : least);
  probe.gained =
      static_cast<std::uint8_t>(size < seen_size ? std::max(least, seen_size - size + 1) : least);
}

// The first or last part as it would be if the two letters at the border were exchanged.
void Neighbours::add_swapped(const Spread& seen, std::size_t size, std::size_t part,
                             std::size_t border) {
  if (border == 0 || border >= seen.key.size() || probe_count_ == kMaxProbes) return;
  const char before = seen.key[border - 1], after = seen.key[border];
  if (before == after) return;
  const std::size_t end = seen.key.size();
  const std::uint64_t value =
      part == 0 ? roll(seen.value(0, border - 1), after)
                : roll(0, before) * kPowers[end - border - 1] + seen.value(border + 1, end);
  Probe& probe = probes_[probe_count_++];
  probe.key = piece_key(value, size, part);
  probe.rest = part == 0 ? seen.right[border + 1] | letter_bit(before)
                         : seen.left[border - 1] | letter_bit(after);
  probe.lost = probe.gained = static_cast<std::uint8_t>(index_.parts(size) - 2);
}

void Neighbours::scan(const Probe& probe) {
  const auto bucket = index_.pieces.bucket(probe.key);
  std::size_t left = kMaxCompared;
  for (const PiecePosting& one : bucket.first(std::min(bucket.size(), kMaxScanned))) {
    if (one.tag() != tag_of(probe.key)) continue;
    if (std::popcount(one.letters & ~probe.rest) > probe.lost ||
        std::popcount(probe.rest & ~one.letters) > probe.gained) {
      continue;
    }
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
