// How: all runs of letters are looked up by values that come from two prefixes' values. Where no
// guarded name's first letters stand, no run begins, which leaves few. Runs of whole words may be
// names or labels, in any writing of the separators; others only labels. Slips are looked for
// (neighbours.h) in single words, in two words, in whole labels, and in what stays of these when a
// listed word is taken off their ends.
// Leaves out: a slip next to letters that are no listed word.
// Tested by inside_test.cc.
#include "lookalike/inside.h"

#include <algorithm>
#include <array>

#include "lookalike/near.h"
#include "lookalike/surroundings.h"

namespace lookalike {

void Inside::find(const Domain& seen, const Reading& reading) {
  seen_ = &seen;
  reading_ = &reading;
  runs_ = read_ = searches_ = 0;
  find_suffixes();
  find_names();  // first: a name that holds one holds its label, too
  find_words();
  find_parts();
  find_borders();
  find_slips();
}

// Guarded suffixes end with a word.
void Inside::find_suffixes() {
  std::fill_n(suffix_ends_.begin(), reading_->size() + 1, std::uint8_t{0});
  for (std::size_t i = 0; i < reading_->words(); ++i) {
    const std::size_t end = reading_->word(i).end;
    index_.suffix_sizes.visit(reading_->last(end), end, [&](std::size_t size) {
      std::uint8_t& first = suffix_ends_[end - size];
      if (first != 0) return;
      if (index_.may_be_suffix(reading_->last(end), size, reading_->value(end - size, end))) {
        first = static_cast<std::uint8_t>(end);
      }
    });
  }
}

// Whether a label that reads as the run does may be worth a look.
bool Inside::is_worthwhile(Chase chase, std::size_t begin, std::size_t end) const {
  const std::size_t text_begin = reading_->text_begin(begin), text_end = reading_->text_end(end);
  const std::size_t weight = std::min(reading_->weight(begin, end), Worth::kLast);
  return (found_.worthwhile_keys(chase, text_begin, text_end) >> weight & 1U) != 0;
}

void Inside::find_names() {
  for (std::size_t i = 0; i < reading_->words(); ++i) {
    const std::size_t begin = reading_->word(i).begin;
    if (stems_.end_at(begin) == 0) continue;
    for (std::size_t j = i; j < reading_->words(); ++j) {
      const std::size_t end = reading_->word(j).end;
      if (end - begin > index_.longest_flat_name || asked_enough()) break;
      if (stems_.may_end(begin, end)) probe_name(begin, end);
    }
  }
}

void Inside::find_words() {
  for (std::size_t i = 0; i < reading_->words() && before_suffix(reading_->word(i)); ++i) {
    const Word& first = reading_->word(i);
    for (std::size_t j = i; j < reading_->words(); ++j) {
      const Word& last = reading_->word(j);
      if (last.label != first.label || last.end > first.begin + index_.longest_flat_label) break;
      const std::size_t weight = reading_->weight(first.begin, last.end);
      if (weight >= kMinFlatName && !stems_.may_end(first.begin, last.end)) continue;
      if (weight >= kMinToken && !asked_enough()) probe_label(first.begin, last.end, Place::kWord);
    }
  }
}

void Inside::find_parts() {
  for (std::size_t i = 0; i < reading_->words() && before_suffix(reading_->word(i)); ++i) {
    std::size_t last = i;
    while (last + 1 < reading_->words() &&
           reading_->word(last + 1).label == reading_->word(i).label) {
      ++last;
    }
    const std::size_t label_end = reading_->word(last).end;
    for (std::size_t begin = reading_->word(i).begin; begin < reading_->word(i).end; ++begin) {
      if (stems_.end_at(begin) == 0) continue;
      const std::size_t most = std::min<std::size_t>(label_end, begin + index_.longest_flat_label);
      for (std::size_t end = stems_.end_at(begin); end <= most; ++end) {
        if (!stems_.may_end(begin, end)) continue;
        if (reading_->begins_word(begin) && reading_->ends_word(end)) continue;
        if (asked_enough()) return;
        probe_label(begin, end, Place::kPart);
      }
    }
  }
}

void Inside::find_borders() {
  for (std::size_t i = 0; i < reading_->words() && before_suffix(reading_->word(i)); ++i) {
    const Word& word = reading_->word(i);
    if (reading_->weight(word.begin, word.end) <= kBorderPart) continue;
    if (asked_enough()) return;
    std::size_t end = word.begin, begin = word.end;
    while (reading_->weight(word.begin, end) < kBorderPart) ++end;
    while (reading_->weight(begin, word.end) < kBorderPart) --begin;
    probe_label(word.begin, end, Place::kPart);
    probe_label(begin, word.end, Place::kPart);
  }
}

void Inside::find_slips() {
  // The label that somebody registered first, then the hosts from the left.
  for (const bool registered : {true, false}) {
    for (std::size_t i = 0; i < reading_->words() && before_suffix(reading_->word(i)); ++i) {
      if ((reading_->word(i).text_begin >= seen_->label_at) != registered) continue;
      find_slips_in(i, i);
      std::size_t last = i;
      while (last + 1 < reading_->words() &&
             reading_->word(last + 1).label == reading_->word(i).label) {
        ++last;
      }
      if (last > i) find_slips_in(i, i + 1);
      const bool first = i == 0 || reading_->word(i - 1).label != reading_->word(i).label;
      if (last > i + 1 && first) find_slips_in(i, last);
    }
  }
}

void Inside::find_slips_in(std::size_t first, std::size_t last) {
  const Word &from = reading_->word(first), &to = reading_->word(last);
  const std::size_t begin = from.begin, end = to.end;
  if (first == last && is_listed(begin, end)) return;
  if (!is_registrable_label(begin, end)) search_slip(begin, end, Place::kWord);
  const std::size_t head = affix_at_begin(begin, from.end), tail = affix_at_end(to.begin, end);
  if (head != 0) search_slip(begin + head, end, Place::kPart);
  if (tail != 0 && end - tail > begin) search_slip(begin, end - tail, Place::kPart);
  if (head != 0 && tail != 0 && begin + head < end - tail) {
    search_slip(begin + head, end - tail, Place::kPart);
  }
}

void Inside::search_slip(std::size_t begin, std::size_t end, Place place) {
  const std::size_t weight = reading_->weight(begin, end);
  const std::size_t least = index_.two_edits ? kMinSlip : kMinSlipAmongMany;
  if (place == Place::kPart && weight >= kMinToken && weight < kMinFlatName) {
    probe_label(begin, end, place);
  }
  if (weight < least) return;
  if (found_.full() || searches_ == kMaxWordSearches) return;
  const std::size_t text_begin = reading_->text_begin(begin), text_end = reading_->text_end(end);
  // What stands there as it is guarded is no slip of another name, of which many will be near.
  if (!index_.two_edits && found_.holds_name(text_begin, text_end)) return;
  const Wanted wanted = wanted_at(begin, end, place);
  if (wanted.sizes() == 0) return;
  ++searches_;
  const std::string_view sight =
      std::string_view(seen_->sight).substr(text_begin, text_end - text_begin);
  for (const Neighbour& one : neighbours_.find(sight, wanted)) {
    if (weight_of_label(index_.entries[one.entry]) < (one.distance > 1 ? kMinTwoSlips : least)) {
      continue;
    }
    found_.add_label(one.entry, place, text_begin, text_end, one.distance);
  }
}

// Whole names are worth more than labels: where a label is not worth while, one is whose suffix
// stands behind it. The one, two or three words that may be it give its tags.
Wanted Inside::wanted_at(std::size_t begin, std::size_t end, Place place) const {
  const std::size_t text_begin = reading_->text_begin(begin), text_end = reading_->text_end(end);
  const Chase chase = place == Place::kWord ? Chase::kWord : Chase::kPart;
  Wanted wanted{.any = found_.worthwhile_keys(chase, text_begin, text_end),
                .tagged = found_.worthwhile_keys(Chase::kName, text_begin, text_end)};
  visit_suffixes(
      end, [&](std::size_t last) { wanted.add_tag(suffix_tag_of(reading_->value(end, last))); });
  return wanted;
}

std::size_t Inside::weight_of_label(const Entry& entry) const {
  std::size_t weight = 0;
  for (const char c : index_.label(entry)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0xC0) weight += 2;
    if (byte < 0x80 && c != '-' && c != '_') ++weight;
  }
  return weight;
}

void Inside::probe_name(std::size_t begin, std::size_t end) {
  const std::size_t text_begin = reading_->text_begin(begin), text_end = reading_->text_end(end);
  if (!found_.may_hold_name(text_begin, text_end)) return;
  const std::uint64_t value = reading_->value(begin, end);
  index_.visit(key_of(KeyKind::kFlatName, value), kMaxEqual, [&](std::uint32_t number) {
    if (read_++ >= kMaxRead || flat_value(index_.text(index_.entries[number])) != value) return;
    found_.add_name(number, text_begin, text_end);
  });
}

void Inside::probe_label(std::size_t begin, std::size_t end, Place place) {
  if (is_registrable_label(begin, end)) return;
  const std::uint64_t value = reading_->value(begin, end), key = key_of(KeyKind::kFlatLabel, value);
  if (!index_.filter.may_hold(key)) return;
  const bool word = place == Place::kWord;
  if (suffix_ends_[end] != 0) {
    visit_suffixes(end, [&](std::size_t last) {
      if (!asked_enough()) probe_name(begin, last);
    });
  }
  if (found_.may_end_name(reading_->text_end(end)) &&
      is_worthwhile(word ? Chase::kTail : Chase::kTailJoined, begin, end)) {
    add_labels(key_of(KeyKind::kFlatName, value_with_suffix(value)), begin, end, place);
  }
  if (is_worthwhile(word ? Chase::kExactWord : Chase::kExactPart, begin, end)) {
    add_labels(key, begin, end, place);
  }
}

void Inside::add_labels(std::uint64_t key, std::size_t begin, std::size_t end, Place place) {
  const std::uint64_t value = reading_->value(begin, end);
  index_.visit(key, kMaxEqual, [&](std::uint32_t number) {
    if (read_++ >= kMaxRead || flat_value(index_.label(index_.entries[number])) != value) return;
    found_.add_label(number, place, reading_->text_begin(begin), reading_->text_end(end), 0);
  });
}

// Of a label and the suffix of the seen name.
std::uint64_t Inside::value_with_suffix(std::uint64_t label) const {
  const std::size_t begin = reading_->flat_before(seen_->suffix_at), end = reading_->size();
  return label * kPowers[end - begin] + reading_->value(begin, end);
}

// near.h looks that one up.
bool Inside::is_registrable_label(std::size_t begin, std::size_t end) const {
  return seen_->registrable() && begin == reading_->flat_before(seen_->label_at) &&
         end == reading_->flat_before(seen_->suffix_at - 1);
}

bool Inside::is_listed(std::size_t begin, std::size_t end) const {
  const std::size_t size = end - begin;
  return may_be_listed(reading_->last(begin + 1), reading_->last(end), size) &&
         around_of(reading_->value(begin, end), size) != Around::kOther;
}

// Letters of the longest listed word, or of the digits, that the word [begin, end) begins with,
// something else behind it; 0 if there is none.
std::size_t Inside::affix_at_begin(std::size_t begin, std::size_t end) const {
  const std::size_t size = end - begin;
  for (std::size_t n = std::min(kMaxAffix, size - 1); n >= kMinAffix; --n) {
    if (is_listed(begin, begin + n)) return n;
  }
  return 0;
}

std::size_t Inside::affix_at_end(std::size_t begin, std::size_t end) const {
  const std::size_t size = end - begin;
  for (std::size_t n = std::min(kMaxAffix, size - 1); n >= kMinAffix; --n) {
    if (is_listed(end - n, end)) return n;
  }
  std::size_t digits = 0;
  while (digits + 1 < size) {
    const char32_t c = seen_->text[reading_->text_begin(end - digits - 1)];
    if (c < U'0' || c > U'9') break;
    ++digits;
  }
  return digits;
}

}  // namespace lookalike
