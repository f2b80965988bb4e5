// How: a chance per pair of names, read from tables by kind and label length, times factors for
// cost, suffix and suppressors, times the number of guarded names.
//
// The tables. All pairs among 52,967 popular registrable names were counted by kind and by the
// length of the guarded label. Under the same suffix, one edit apart without digits (per pair):
//   length    3     4     5       6       7       8       9       10      12
//   counted   -     -     2.4e-6  1.4e-6  6.6e-7  6.7e-7  2.9e-7  2.2e-7  1e-7
// which agrees with the published order of 2.6 flags per 100,000 names at 100 partners, lengths of
// 5 and more (2.6e-7 a pair, long names included). Popular names lie closer together than senders
// of mail, and some of these pairs are one owner's or are themselves imitations, so half is taken,
// and the curve is smoothed. Another suffix: 4 times as many. The same label under two suffixes:
// 2.7e-6 at 5 letters, 1.6e-6 at 8, 1.0e-6 at 12, each owner counted once; from 8 letters on, half,
// because one company under two suffixes is the usual reason. Equal ASCII-visual keys: 2e-8 at 4
// and 5 letters, 6e-9 at 6, none seen beyond; 6 times as many under another suffix. A label as a
// hyphenated word of another: 7.6e-7 at 5, 3.8e-7 at 8, 7e-8 at 11, words found in three or more
// names left out. Whole domains inside others: too few to count once suffix variants are out.
// Leaves out: the partner's own count of neighbours, and letter statistics.
// Tested by score_test.cc.
#include "lookalike/score.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "lookalike/unicode.h"

namespace lookalike {
namespace {

// Indexed by label weight, the last value for all longer ones; [0] is never asked for.
using Table = std::array<double, 17>;
constexpr Table kEdit{1e-3,   3e-5,   3e-5, 1e-5, 3e-6, 1e-6, 5e-7, 3.5e-7, 2.5e-7,
                      1.5e-7, 1.1e-7, 8e-8, 6e-8, 4e-8, 3e-8, 2e-8, 1e-8};
constexpr Table kOtherEnding{1e-3, 1.5e-5, 8e-6, 5e-6, 3.2e-6, 2.7e-6, 2.5e-6, 2e-6,  8e-7,
                             8e-7, 7e-7,   6e-7, 5e-7, 4e-7,   3e-7,   2.5e-7, 2.5e-7};
constexpr Table kVisualPair{1e-3, 5e-7, 3.5e-7, 1.4e-7, 2e-8, 2e-8, 6e-9, 4e-9, 3e-9,
                            3e-9, 3e-9, 2e-9,   2e-9,   2e-9, 1e-9, 1e-9, 1e-9};
constexpr Table kWord{1e-3,   1e-3, 8e-6, 2.6e-6, 1.3e-6, 8e-7, 8e-7, 6e-7, 4e-7,
                      2.5e-7, 2e-7, 1e-7, 8e-8,   5e-8,   3e-8, 2e-8, 2e-8};
// Equal glyphs of another script are not come by innocently; a name with its accents left out
// (or put in) often has the same owner.
constexpr double kGlyphs = 1e-9;
constexpr double kMarks = 2e-8;
constexpr double kWholeName = 1e-9;
constexpr double kWholeNameJoined = 2e-8;

// Each has received mail that was meant for the provider.
constexpr double kKnownTrap = 1e-9;

// An edit more lets this many times as many names in.
constexpr double kMoreEdits = 30;

constexpr double kOtherSuffixEdit = 4;
constexpr double kFarSuffixEdit = 5;
constexpr double kOtherSuffixVisual = 6;
// Hosting services give each customer a label of their name; no count of mail senders is at hand.
constexpr double kHostLabel = 10;
// What people type is mostly a provider's name, so a near one is mostly a slip.
constexpr double kProviderPrior = .1;

double by_weight(const Table& table, std::size_t weight) {
  return table[std::min(weight, table.size() - 1)];
}

// Share of the counted one-edit pairs whose step costs no more than this: 5 % are swaps, doubled
// letters and hyphens, 20 % more are neighbouring keys and vowels.
double share_of_cost(double label_cost) {
  if (label_cost <= .5) return .08;
  return label_cost <= .75 ? .35 : 1;
}

bool digits_only(const Hit& hit) {
  return hit.core.steps.size() == 1 && hit.core.steps[0].move == Move::kDigit;
}

bool only(const Hit& hit, Move one, Move other) {
  return std::all_of(hit.core.steps.begin(), hit.core.steps.end(),
                     [&](const Step& step) { return step.move == one || step.move == other; });
}

bool is_joined(const Hit& hit) {
  return std::any_of(hit.core.steps.begin(), hit.core.steps.end(), [](const Step& step) {
    return step.move == Move::kSeparator && step.seen_size == 0;
  });
}

// Of a label that is written otherwise, letter for letter the same.
double chance_of_writing(const Hit& hit, std::size_t weight) {
  const double base = only(hit, Move::kGlyph, Move::kGlyph)  ? kGlyphs
                      : only(hit, Move::kMark, Move::kGlyph) ? kMarks
                                                             : by_weight(kVisualPair, weight);
  return hit.same_suffix ? base : base * kOtherSuffixVisual;
}

double chance_of_edit(const Hit& hit, std::size_t weight) {
  const double base = by_weight(kEdit, weight) * share_of_cost(hit.core.cost);
  // Further off than the same label under another suffix, so no less likely by chance.
  return hit.same_suffix ? base
                         : base * (hit.same_family ? kOtherSuffixEdit : kFarSuffixEdit) +
                               by_weight(kOtherEnding, weight);
}

double chance(const Hit& hit, std::size_t weight) {
  const double edited = std::pow(kMoreEdits, static_cast<double>(edits(hit.core)));
  switch (hit.place) {
    case Place::kLabel:
      if (hit.core.steps.empty()) return by_weight(kOtherEnding, weight);
      if (edits(hit.core) == 0) return chance_of_writing(hit, weight);
      return chance_of_edit(hit, weight) * edited / kMoreEdits;
    case Place::kReordered:
      return by_weight(kWord, weight);
    case Place::kName:
      return (is_joined(hit) ? kWholeNameJoined : kWholeName) * edited;
    case Place::kWord:
      return by_weight(kWord, weight) * (hit.host_label ? kHostLabel : 1) * edited;
    case Place::kPart:
      return by_weight(kWord, weight) * kHostLabel * edited;
    default:
      return kKnownTrap;
  }
}

struct Suppressor {
  const char* name;
  double factor;
};

bool is_edit(const Hit& hit) { return hit.place == Place::kLabel && edits(hit.core) != 0; }
bool is_beside(const Hit& hit) { return hit.place == Place::kWord || hit.place == Place::kPart; }
bool is_suffix(const Hit& hit) { return hit.place == Place::kLabel && hit.core.steps.empty(); }

// Digits that differ are mostly one owner's series (mail1, mail2).
bool number_series(const Hit& hit) { return is_edit(hit) && digits_only(hit); }

// A quarter of the counted pairs differ in the first letter, the one that readers notice most.
bool first_letter(const Hit& hit) {
  return is_edit(hit) && edits(hit.core) == 1 && hit.core.steps[0].at == 0 &&
         hit.core.steps[0].move != Move::kSwap;
}

double short_label(const Hit& hit, std::size_t weight) {
  if (!is_edit(hit) && !is_beside(hit)) return 1;
  if (weight <= 3) return 100;
  return weight == 4 ? 10 : 1;
}

// A listed word stands beside others in four to some hundred of 53,000 names, another in one or
// two.
double common_word(const Hit& hit, const Entry& entry) {
  if (!entry.common) return 1;
  if (is_edit(hit)) return 5;
  if (is_suffix(hit)) return 10;
  return is_beside(hit) ? 300 : 1;
}

}  // namespace

Band band_of(double e_value) {
  if (e_value <= kDefiniteE) return Band::kDefinite;
  if (e_value <= kProbableE) return Band::kProbable;
  return e_value <= kPossibleE ? Band::kPossible : Band::kNone;
}

std::size_t weight_of(std::u32string_view label) {
  constexpr char32_t kFirstEastAsian = 0x2E80;  // CJK radicals; kana and ideographs follow
  std::size_t weight = 0;
  for (const char32_t letter : label) weight += letter >= kFirstEastAsian ? 2 : 1;
  return weight;
}

double least_e(const Watchlist::Index& index, Place place, std::size_t distance, std::size_t size,
               bool same_suffix) {
  const double names = static_cast<double>(index.entries.size()) *
                       (index.direction == Direction::kOutbound ? kProviderPrior : 1);
  switch (place) {
    case Place::kLabel: {
      if (distance == 0) return names * kGlyphs;
      const double base = by_weight(kEdit, size) * share_of_cost(0);
      return names * (same_suffix ? base : by_weight(kOtherEnding, size));
    }
    case Place::kName:
      return names * kWholeName * (distance == 0 ? 1 : kMoreEdits);
    case Place::kTrap:
      return 0;
    default:
      return names * by_weight(kWord, size) * (distance == 0 ? 1 : kMoreEdits);
  }
}

Judgement judge(const Hit& hit, const Watchlist::Index& index) {
  const Entry& entry = index.entries[hit.entry];
  const std::size_t weight = weight_of(decode(index.label(entry)).value_or(U""));
  Judgement out;
  out.e_value = static_cast<double>(index.entries.size()) * chance(hit, weight);
  if (entry.provider) out.e_value *= kProviderPrior;
  const std::array<Suppressor, 4> suppressors{{{"number_series", number_series(hit) ? 100.0 : 1},
                                               {"first_letter", first_letter(hit) ? 1.8 : 1},
                                               {"common_word", common_word(hit, entry)},
                                               {"short_label", short_label(hit, weight)}}};
  for (const Suppressor& one : suppressors) out.e_value *= one.factor;
  out.band = band_of(out.e_value);
  for (const Suppressor& one : suppressors) {
    if (band_of(out.e_value / one.factor) != out.band) out.suppressors.emplace_back(one.name);
  }
  return out;
}

}  // namespace lookalike
