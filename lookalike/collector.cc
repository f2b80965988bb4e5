// Tested by near_test.cc and inside_test.cc.
#include "lookalike/collector.h"

#include <algorithm>

#include "lookalike/fold.h"
#include "lookalike/score.h"
#include "lookalike/surroundings.h"
#include "lookalike/utf8.h"

namespace lookalike {
namespace {

// The words of a name that has them in another order cost this and no letters.
constexpr double kReorderedCost = .5;

// Letters in which names may differ whose loose keys do: near keys may hide more ("www-asagiri"
// has but one letter more than "asagiri"); equal ones hide what looks the same.
constexpr std::size_t kMaxEdits = 2;
constexpr std::size_t kMaxHidden = 4;  // "gooooooogle" is nobody's slip

// Letters that two names have in common at their ends need not be compared, but for these: a
// letter's neighbours tell what happened to it.
constexpr std::size_t kContext = 3;

// Letters that may be one sound or shape, at most: "tsu", "sho".
constexpr std::size_t kMaxSpelling = 3;

struct Ends {
  std::size_t head = 0, tail = 0;
};
// Letters that two names have in common at their ends.
Ends common_ends(std::u32string_view a, std::u32string_view b) {
  Ends ends;
  const std::size_t most = std::min(a.size(), b.size());
  while (ends.head < most && a[ends.head] == b[ends.head]) ++ends.head;
  while (ends.tail < most - ends.head &&
         a[a.size() - 1 - ends.tail] == b[b.size() - 1 - ends.tail]) {
    ++ends.tail;
  }
  return ends;
}

// Whether no single step leads from one name to the other: neither one edit nor, as far as their
// loose keys differ, another spelling of a few letters ("chi", "ti"). Digits are one number,
// however many.
bool differ_much(std::u32string_view label, std::u32string_view run) {
  const auto [head, tail] = common_ends(label, run);
  const std::u32string_view a = label.substr(head, label.size() - head - tail);
  const std::u32string_view b = run.substr(head, run.size() - head - tail);
  const auto is_digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
  if (std::any_of(a.begin(), a.end(), is_digit) || std::any_of(b.begin(), b.end(), is_digit)) {
    return false;
  }
  if (a.size() == b.size()) {
    const bool swapped = a.size() == 2 && a[0] == b[1] && a[1] == b[0];
    const bool spelled = (a == U"ch" && b == U"ty") || (a == U"ty" && b == U"ch");
    return a.size() > 1 && !swapped && !spelled;
  }
  if (a.empty() || b.empty()) return a.size() + b.size() > 1;
  return std::max(a.size(), b.size()) > kMaxSpelling;
}

// Beside other words a slip is looked for in one piece: "jnb2-1" is not "jnbhi". Nor is another
// number a number's.
bool is_piecework(const Alignment& core, std::u32string_view label) {
  const auto added_separator = [](const Step& step) {
    return step.move == Move::kSeparator && step.size == 0;
  };
  const auto added = std::count_if(core.steps.begin(), core.steps.end(), added_separator);
  if (added != 0 && static_cast<std::size_t>(added) != core.steps.size()) return true;
  const bool number = std::all_of(label.begin(), label.end(),
                                  [](char32_t c) { return (c >= U'0' && c <= U'9') || c == U'-'; });
  return number && !core.steps.empty();
}

}  // namespace

Collector::Collector(const Watchlist::Index& index, bool everything)
    : index_(index),
      worth_(everything ? Worth() : index.worth),
      everything_(everything),
      aligner_(index.direction) {}

void Collector::start(const Domain& seen, const Reading& reading) {
  seen_ = &seen;
  reading_ = &reading;
  aligned_ = 0;
  aligned_at_.fill(0);
  hits_.clear();
  surprise_.read(seen.text);
  to_utf8(seen.registrable_domain(), registrable_domain_);
  to_utf8(seen.suffix(), suffix_);
  to_utf8(seen.label(), registrable_label_);
  suffix_kind_ = kind_of_suffix(seen.suffix());
}

void Collector::add_label(std::uint32_t number, Place place, std::size_t begin, std::size_t end,
                          std::size_t distance) {
  const Entry& entry = index_.entries[number];
  const bool beside = place == Place::kWord || place == Place::kPart;
  if (beside && entry.label_at == 0) {
    const std::size_t name_end = end_with_suffix(entry, end);
    if (name_end != 0 && may_hold_name(begin, name_end)) {
      return add_name(number, begin, name_end);
    }
  }
  if ((!everything_ && hits_.size() >= kMaxHits) || refused(entry, number, place, begin)) return;
  if (asked_enough(place) && compared(entry, place, begin, end) == nullptr) return;
  to_letters(index_.label(entry), label_);
  if (is_hopeless(entry, place, begin, end, distance)) return;
  Hit& hit = add(number, place, begin, end, index_.label(entry));
  if (place == Place::kReordered) return align_reordered(hit);
  if (edits(hit.core) > (distance != 0 ? kMaxEdits : kMaxHidden)) return hits_.pop_back();
  if (!beside) return;
  if (is_piecework(hit.core, guarded_) || slips_too_much(hit.core)) return hits_.pop_back();
  hit.host_label = place == Place::kWord && end < seen_->label_at && seen_->text[end] == U'.' &&
                   (begin == 0 || seen_->text[begin - 1] == U'.');
  hit.beside = beside_of(*seen_, *reading_, begin, end);
}

void Collector::add_name(std::uint32_t number, std::size_t begin, std::size_t end) {
  const Entry& entry = index_.entries[number];
  if (entry.label_at == 0 && begin == seen_->label_at && end == seen_->text.size() &&
      index_.label(entry) == registrable_label_) {
    return;  // the same label under another suffix, which happens to look the same: "it", "lt"
  }
  if (asked_enough(Place::kName) || refused(entry, number, Place::kName, begin)) return;
  to_letters(index_.label(entry), label_);
  if (is_hopeless(entry, Place::kName, begin, end)) return;
  Hit& hit = add(number, Place::kName, begin, end, index_.text(entry));
  if (slips_too_much(hit.core)) return hits_.pop_back();
  hit.beside = beside_of(*seen_, *reading_, begin, end);
}

bool Collector::slips_too_much(const Alignment& core) const {
  return slips(core) > (weight_of(label_) < kMinTwoSlips ? 1U : 2U);
}

bool Collector::holds_name(std::size_t begin, std::size_t end) const {
  return !everything_ && std::any_of(hits_.begin(), hits_.end(), [&](const Hit& hit) {
    return hit.place == Place::kName && hit.begin <= begin && hit.end >= end &&
           edits(hit.core) == 0;
  });
}

std::uint64_t Collector::worthwhile_keys(Chase chase, std::size_t begin, std::size_t end) const {
  const double bits = surprise_.of(begin, end);
  std::uint64_t keys = 0;
  for (std::size_t dropped = 0; dropped <= kMaxDropped; ++dropped) {
    keys |= worth_.sizes(chase, suffix_kind_, bits) >> dropped;
  }
  return keys;
}

// Whether no outcome of a comparison with label_ would bring the hit into a band.
bool Collector::is_hopeless(const Entry& entry, Place place, std::size_t begin, std::size_t end,
                            std::size_t distance) const {
  if (everything_) return false;
  const std::u32string_view run = seen_->view().substr(begin, end - begin);
  const double bits = surprise(label_);
  const auto is_ascii = [](char32_t letter) { return letter < 0x80; };
  Prospect prospect;
  prospect.place = place;
  prospect.identical = run == label_;
  prospect.ascii = std::all_of(run.begin(), run.end(), is_ascii) &&
                   std::all_of(label_.begin(), label_.end(), is_ascii);
  prospect.several =
      distance != 0 && prospect.ascii && !index_.two_edits && differ_much(label_, run);
  prospect.same_suffix = index_.suffix(entry) == suffix_;
  prospect.tail = prospect.same_suffix && may_end_name(end);
  prospect.suffix = suffix_kind_;
  prospect.inner = place != Place::kLabel || is_inner(label_, run);
  prospect.weight = weight_of(label_);
  prospect.letters = bits / (static_cast<double>(label_.size()) + 1);
  if (place != Place::kName && place != Place::kReordered) prospect.change = surprise(run) - bits;
  return least_e(prospect, index_) > kPossibleE;
}

void Collector::add_trap(std::uint32_t number) {
  add(number, Place::kTrap, 0, seen_->text.size(), index_.text(index_.entries[number]));
}

bool Collector::refused(const Entry& entry, std::uint32_t number, Place place,
                        std::size_t begin) const {
  if (index_.registrable_domain(entry) == registrable_domain_) return true;
  return std::any_of(hits_.begin(), hits_.end(), [&](const Hit& hit) {
    return hit.entry == number && is_known(entry, hit, place, begin);
  });
}

// Whether a hit of the same entry already says what one at `place` that begins at `begin` would.
bool Collector::is_known(const Entry& entry, const Hit& hit, Place place, std::size_t begin) const {
  if (hit.place == place) return true;
  if (place == Place::kName) {
    return hit.place == Place::kLabel && hit.same_suffix && entry.label_at == 0 &&
           hit.begin <= begin;
  }
  if (hit.place == Place::kLabel) return place == Place::kPart && edits(hit.core) <= 1;
  return hit.place < place && hit.place >= Place::kName;
}

// Where the entry's suffix, its dots kept, written '-', or left out, ends behind `end`; 0 if it
// does not stand there, up to the end of a word.
std::size_t Collector::end_with_suffix(const Entry& entry, std::size_t end) {
  to_letters(index_.suffix(entry), guarded_);
  read_sight(guarded_, sight_);
  std::erase(sight_, '.');
  const std::size_t begin = reading_->flat_before(end), flat_end = begin + sight_.size();
  if (flat_end > reading_->size() || !reading_->ends_word(flat_end)) return 0;
  return reading_->flat(begin, flat_end) == sight_ ? reading_->text_end(flat_end) : 0;
}

Hit& Collector::add(std::uint32_t number, Place place, std::size_t begin, std::size_t end,
                    std::string_view guarded) {
  const Entry& entry = index_.entries[number];
  Hit& hit = hits_.emplace_back();
  hit.entry = number;
  hit.place = place;
  hit.begin = static_cast<std::uint16_t>(begin);
  hit.end = static_cast<std::uint16_t>(end);
  hit.same_suffix = index_.suffix(entry) == suffix_;
  hit.same_family = hit.same_suffix;
  if (!hit.same_suffix) {
    to_letters(index_.suffix(entry), guarded_);
    hit.same_family = same_family(guarded_, seen_->suffix());
  }
  to_letters(guarded, guarded_);
  if (const Hit* const same = compared(entry, place, begin, end)) {
    hit.core = same->core;
    return hit;
  }
  ++aligned_;
  ++aligned_at_[static_cast<std::size_t>(place)];
  align(hit, seen_->view().substr(begin, end - begin));
  return hit;
}

// One of the same misspelt label under another suffix.
const Hit* Collector::compared(const Entry& entry, Place place, std::size_t begin,
                               std::size_t end) const {
  if (place == Place::kName || place == Place::kTrap) return nullptr;
  const auto same = std::find_if(hits_.begin(), hits_.end(), [&](const Hit& hit) {
    return hit.place == place && hit.begin == begin && hit.end == end && !hit.core.steps.empty() &&
           index_.label(index_.entries[hit.entry]) == index_.label(entry);
  });
  return same == hits_.end() ? nullptr : &*same;
}

void Collector::align(Hit& hit, std::u32string_view run) {
  const std::u32string_view guarded = guarded_;
  if (guarded == run) return;
  const auto [head, tail] = common_ends(guarded, run);
  const std::size_t skip = head - std::min(head, kContext), cut = tail - std::min(tail, kContext);
  hit.core = aligner_.align(guarded.substr(skip, guarded.size() - skip - cut),
                            run.substr(skip, run.size() - skip - cut));
  for (Step& step : hit.core.steps) {
    step.at += skip;
    step.seen_at += skip;
  }
}

// One step for the whole label: letter by letter it would be as long and say nothing.
void Collector::align_reordered(Hit& hit) {
  hit.core.cost = kReorderedCost;
  hit.core.steps.assign(
      1, {0, guarded_.size(), 0, static_cast<std::size_t>(hit.end - hit.begin), Move::kReplace});
}

}  // namespace lookalike
