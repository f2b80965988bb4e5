// How: what is equal is looked up; what is near stands under one of the pieces of the seen key
// (probes.h), and is compared. Tested by neighbours_test.cc.
#include "lookalike/neighbours.h"

#include <algorithm>

#include "lookalike/utf8.h"

namespace lookalike {
namespace {

char sight_of_ascii(char letter) {
  static const auto letters = [] {
    std::array<char, 128> out{};
    for (char32_t c = 0; c < out.size(); ++c) out[c] = sight_letter(c);
    return out;
  }();
  return letters[static_cast<unsigned char>(letter)];
}

}  // namespace

Neighbours::Neighbours(const Watchlist::Index& index) : index_(index), probes_(index) {}

void Neighbours::read(std::string_view sight) {
  loose_key(sight, key_);
  plain_key(sight, plain_);
  flat_.size = 0;
  for (const char c : sight) {
    if (c == 0 || c == '-' || c == '.' || flat_.size == kMaxKey) continue;
    flat_.bytes[flat_.size++] = c;
  }
}

void Neighbours::ask(std::string_view sight, const Wanted& wanted) {
  wanted_ = wanted;
  read(sight);
  found_.clear();
  candidates_.clear();
  index_.filter.prefetch(key_of(KeyKind::kLoose, rolled(key_.view())));
  probes_.plan(key_.view(), plain_.view(), wanted_);
}

std::span<const Neighbour> Neighbours::find() {
  collect_equal();
  if (found_.size() >= kMaxNeighbours) return nearest();  // none farther would be handed back
  probes_.halve();
  for (const Probe& one : probes_.all()) {
    __builtin_prefetch(index_.pieces.bucket(one.key).data());
  }
  collect_whole();
  for (const bool third : {false, true}) {  // one edit first: thirds are shared by many
    for (const Probe& one : probes_.all()) {
      if (one.third == third) scan(one);
    }
  }
  if (candidates_.empty()) return nearest();
  std::sort(candidates_.begin(), candidates_.end(), [](const Neighbour& a, const Neighbour& b) {
    return a.entry != b.entry ? a.entry < b.entry : a.tagged && !b.tagged;
  });
  const auto is_same = [](const Neighbour& a, const Neighbour& b) { return a.entry == b.entry; };
  candidates_.erase(std::unique(candidates_.begin(), candidates_.end(), is_same),
                    candidates_.end());
  from_key_.start(key_.view());
  from_flat_.start(flat_.view());
  for (const Neighbour& one : candidates_) {
    __builtin_prefetch(index_.texts.data() + Watchlist::Index::key_at(index_.entries[one.entry]));
  }
  for (const Neighbour& one : candidates_) compare(one);
  return nearest();
}

void Neighbours::collect_equal() {
  index_.visit(key_of(KeyKind::kLoose, rolled(key_.view())), kMaxEqual, [&](std::uint32_t number) {
    if (index_.key(index_.entries[number]) == key_.view()) found_.push_back({number});
  });
}

void Neighbours::collect_whole() {
  const std::size_t most = most_of_piece();
  for (const std::uint64_t key : probes_.whole()) {
    index_.visit(key, most - std::min(most, candidates_.size()),
                 [&](std::uint32_t number) { candidates_.push_back({number}); });
  }
}

std::size_t Neighbours::most_of_piece() const {
  return index_.two_edits ? kMaxOfPiece : kMaxOfPieceAmongMany;
}

void Neighbours::scan(const Probe& probe) {
  const auto bucket = index_.pieces.bucket(probe.key);
  const std::size_t most = index_.two_edits ? kMaxCompared : kMaxComparedAmongMany;
  std::size_t left = std::min(most_of_piece(), most - std::min(most, candidates_.size()));
  for (const PiecePosting& one : bucket.first(std::min(bucket.size(), kMaxScanned))) {
    if (one.tag() != tag_of(probe.key)) continue;
    if (!probes_.admits(probe, one)) continue;
    if (left-- == 0) return;
    __builtin_prefetch(&index_.entries[one.entry()]);
    candidates_.push_back({one.entry(), 0, wanted_.has_tag(one.suffix_tag())});
  }
}

void Neighbours::compare(Neighbour candidate) {
  const Entry& entry = index_.entries[candidate.entry];
  std::size_t distance = from_key_.to(index_.key(entry));
  if (distance == 0) return;  // found by collect_equal()
  const bool folded = entry.folded || plain_.size != key_.size;
  if (distance > 1 && folded && distance_of_letters(entry) <= 1) distance = 1;
  if (distance > index_.parts(entry.key_size) - 1) return;
  candidate.distance = static_cast<std::uint8_t>(distance);
  found_.push_back(candidate);
}

// Letters that the loose key reads as one count here, separators do not.
std::size_t Neighbours::distance_of_letters(const Entry& entry) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  const std::string_view label = index_.label(entry);
  if (std::all_of(label.begin(), label.end(), is_ascii)) {
    sight_.resize(label.size());
    std::transform(label.begin(), label.end(), sight_.begin(), sight_of_ascii);
  } else {
    to_letters(label, letters_);
    read_sight(letters_, sight_);
  }
  std::erase_if(sight_, [](char c) { return c == 0 || c == '-' || c == '.'; });
  if (sight_.size() > kMaxKey) sight_.resize(kMaxKey);
  return from_flat_.to(sight_);
}

// As many of the nearest as may have to be put in order, and those that are as near.
std::span<Neighbour> Neighbours::unordered() {
  if (found_.size() <= kMaxUnordered) return {};
  const auto nth = found_.begin() + kMaxUnordered;
  const auto end = std::find_if(
      nth, found_.end(), [&](const Neighbour& one) { return one.distance != nth->distance; });
  return {found_.begin(), end};
}

std::span<const Neighbour> Neighbours::nearest() {
  const auto is_nearer = [](const Neighbour& a, const Neighbour& b) {
    const int apart = a.distance + a.letters, other = b.distance + b.letters;
    if (apart != other) return apart < other;
    if (a.distance != b.distance) return a.distance < b.distance;
    return a.tagged != b.tagged ? a.tagged : a.entry < b.entry;
  };
  std::sort(found_.begin(), found_.end(), is_nearer);
  const std::span<Neighbour> some = unordered();
  if (!some.empty()) from_flat_.start(flat_.view());
  for (Neighbour& one : some) {
    one.letters = static_cast<std::uint8_t>(distance_of_letters(index_.entries[one.entry]));
  }
  std::sort(some.begin(), some.end(), is_nearer);
  return std::span<const Neighbour>(found_).first(std::min(found_.size(), kMaxNeighbours));
}

}  // namespace lookalike
