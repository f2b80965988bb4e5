// How: a small hash table of the listed words' sight letters, so that "l0gin" is "login". The words
// are those named in published combosquatting lists (dnstwist's dictionary, Chromium's keywords),
// and the business Japanese of payment fraud; how often innocent names have them was counted
// (tests/bench/lookalike/make_affixes.py).
// Tested by inside_test.cc.
#include "lookalike/surroundings.h"

#include <algorithm>
#include <array>
#include <string>

#include "lookalike/fold.h"
#include "lookalike/postings.h"
#include "lookalike/sizes.h"
#include "lookalike/utf8.h"

namespace lookalike {
namespace {

struct Affix {
  std::string_view word;
  Around around;
  std::uint16_t apart, joined;  // of 100,000 innocent labels, with a hyphen and without
};

// What security and business write beside a name, legal forms, countries; and everyday words of
// companies' names and sites (kTrade). In Latin letters and Japanese.
constexpr Affix kAffixes[] = {
#include "lookalike/affixes.inc"
};

class Table {
 public:
  Table() {
    std::u32string letters;
    std::string sight;
    for (const Affix& affix : kAffixes) {
      to_letters(affix.word, letters);
      read_sight(letters, sight);
      add(sight, affix);
    }
  }

  bool may_have(char first, char last, std::size_t size) const {
    return by_first_.may_have(first, size) && by_last_.may_have(last, size);
  }

  // nullptr if it is not listed.
  const Affix* find(std::uint64_t value) const {
    for (std::size_t at = place(value); slots_[at].value != 0; at = (at + 1) % kSlots) {
      if (slots_[at].value == value) return slots_[at].affix;
    }
    return nullptr;
  }

 private:
  static constexpr std::size_t kSlots = 2'048;  // a third full, so that a miss is seen at once
  static_assert(std::size(kAffixes) < kSlots / 2);

  struct Slot {
    std::uint64_t value = 0;
    const Affix* affix = nullptr;
  };

  static std::size_t place(std::uint64_t value) {
    return place_of(value * 0x9E3779B97F4A7C15U, kSlots);
  }

  void add(const std::string& sight, const Affix& affix) {
    const std::uint64_t value = rolled(sight);
    if (find(value) != nullptr) return;  // the first of two that look alike counts
    std::size_t at = place(value);
    while (slots_[at].value != 0) at = (at + 1) % kSlots;
    slots_[at] = {value, &affix};
    by_first_.add(sight.front(), sight.size());
    by_last_.add(sight.back(), sight.size());
  }

  std::array<Slot, kSlots> slots_;
  SizesByLetter by_first_, by_last_;
};

constexpr std::size_t kLeastPlural = 4;  // letters; "news" is not "new"

const Table& table() {
  static const Table instance;
  return instance;
}

// kNothing < kKeyword < kLegalForm < kCountry < kTrade < kOther: of two, one unknown word spoils
// the rest, and a keyword tells more than where a company is.
Around both(Around a, Around b) {
  if (a == Around::kNothing) return b;
  if (b == Around::kNothing) return a;
  if (a == Around::kOther || b == Around::kOther) return Around::kOther;
  return std::min(a, b);
}

// A listed word, or the plural of one.
const Affix* find_word(const Reading& reading, std::size_t from, std::size_t to) {
  if (to - from > kMaxAffix) return nullptr;
  const Affix* found = table().find(reading.value(from, to));
  if (found != nullptr || to - from <= kLeastPlural || reading.last(to) != 's') return found;
  return table().find(reading.value(from, to - 1));
}

// The word that stands beside the run, too.
void add(Beside& beside, const Affix* found, bool joined) {
  const bool first = beside.around == Around::kNothing;
  beside.around = both(beside.around, found == nullptr ? Around::kOther : found->around);
  if (found == nullptr) return;
  const double names = joined ? found->joined : found->apart;
  beside.names = first ? names : std::min(beside.names, names);
}

}  // namespace

Around around_of(std::uint64_t value, std::size_t size) {
  const Affix* found = size > kMaxAffix ? nullptr : table().find(value);
  return found == nullptr ? Around::kOther : found->around;
}

bool is_listed(std::u32string_view label) {
  std::string sight;
  read_sight(label, sight);
  return around_of(rolled(sight), sight.size()) != Around::kOther;
}

bool may_be_listed(char first, char last, std::size_t size) {
  return table().may_have(first, last, size);
}

Beside beside_of(const Domain& seen, const Reading& reading, std::size_t begin, std::size_t end) {
  std::size_t first = begin, last = end;
  while (first > 0 && seen.text[first - 1] != U'.') --first;
  while (last < seen.text.size() && seen.text[last] != U'.') ++last;
  const std::size_t run_begin = reading.flat_before(begin), run_end = reading.flat_before(end);
  Beside out;
  const auto take = [&](std::size_t from, std::size_t to, bool joined) {
    if (from < to) add(out, find_word(reading, from, to), joined);
  };
  for (std::size_t i = 0; i < reading.words(); ++i) {
    const Word& word = reading.word(i);
    if (word.text_begin < first || word.text_end > last) continue;
    take(word.begin, std::min<std::size_t>(word.end, run_begin), word.end > run_begin);
    take(std::max<std::size_t>(word.begin, run_end), word.end, word.begin < run_end);
  }
  if (out.around == Around::kOther) out.names = 0;
  return out;
}

bool is_machine(const Domain& seen) {
  const std::string_view sight = seen.sight;
  for (std::size_t begin = 0; begin < seen.label_at;) {
    const std::size_t dot = seen.text.find(U'.', begin);
    std::size_t end = dot;
    while (end > begin && seen.text[end - 1] >= U'0' && seen.text[end - 1] <= U'9') --end;
    if (around_of(rolled(sight.substr(begin, end - begin)), end - begin) == Around::kOther)
      return true;
    begin = dot + 1;
  }
  return false;
}

}  // namespace lookalike
