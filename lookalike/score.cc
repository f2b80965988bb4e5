// How: E = guarded names x the chance that an innocent name comes this close to one of them. The
// chance is exp of a sum, one row of rates.inc a pattern: how often innocent names did, by ending,
// letters and words, against how often such a change comes about by malice or slip. Both sides were
// counted (tests/bench/lookalike/make_rates.py) among the tuning half of popular names; the ratio
// of two chances is more than r in a share of 1/r of innocent names at most, whatever the pattern,
// so the bands hold for all patterns together and for any number of guarded names.
// Leaves out: what is known of this one partner, and of the mail.
// Tested by score_test.cc; measured by tests/bench/lookalike.
#include "lookalike/score.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "lookalike/providers.h"

namespace lookalike {
namespace {

// One row a pattern, in the order of Pattern. `one` is the log of the chance with the same ending,
// weight 8, 4 bits a letter and no change; the others are added for what they name.
struct Rate {
  Pattern pattern;
  double one, family, other, old_suffix, country, fresh, rare, first_letter, inner, weight, letters,
      change, holders, beside;
};
constexpr Rate kRates[] = {
#include "lookalike/rates.inc"
};
static_assert(std::size(kRates) == kPatterns);

constexpr double kMostWeight = 16, kUsualWeight = 8, kUsualLetters = 4;
constexpr double kLeastChange = -10, kMostChange = 14;  // bits; rarer ones were not counted
constexpr double kLeastLetters = 2, kMostLetters = 6;   // bits a letter
constexpr double kShortWeight = 6;                      // below, a label is called short
// Of labels in which a changed letter tells much; each letter less counts kTooShort. Others were
// counted down to four letters.
constexpr double kLeastChanged = 5, kLeastWeight = 4, kTooShort = 3;
constexpr double kUsualHolders = 10;  // of 100,000 names
constexpr double kMostHolders = 100'000;

// The bound by the ratio of chances is a bound; the flags that were counted are this share of it.
constexpr double kOfBound = 0.0505;
// A disguise and an edit at once are not come by innocently.
constexpr double kDisguised = .1;
// People mostly write to those they know and to the large providers, so a near name is mostly a
// slip.
constexpr double kTyped = .1;
// A provider's share of what is typed, next to a partner's.
constexpr double kProvider = .3;
// Of innocent names that came close a quarter were machines' names; of imitations hardly any are.
constexpr double kMachine = 6;
// An owner of the label under two suffixes has it under more.
constexpr double kOwnerGroup = 10;
// An alias that its network gave to the name's owner.
constexpr double kContentNetwork = 1e4;
// The same, as far as its own name can be believed: one band.
constexpr double kNetworkLike = 100;

double suffix_term(const Rate& rate, SuffixKind kind) {
  switch (kind) {
    case SuffixKind::kCommon:
      return 0;
    case SuffixKind::kOld:
      return rate.old_suffix;
    case SuffixKind::kCountry:
      return rate.country;
    case SuffixKind::kFresh:
      return rate.fresh;
    case SuffixKind::kRare:
      return rate.rare;
  }
  return 0;
}

// The least chance that is believed of a pattern: 800 million pairs of names were counted, and what
// one owner's names do to one another comes in clusters. The same label under another suffix or
// beside other words is mostly its owner's. Among a million names every third word is near one of
// them, whatever stands beside it.
double least_chance(Pattern pattern) {
  switch (pattern) {
    case Pattern::kGlyph:
    case Pattern::kMark:
    case Pattern::kVariant:
    case Pattern::kTrap:
      return 0;  // innocent names do not come by these
    case Pattern::kName:
      return 1e-9;
    case Pattern::kSame:
    case Pattern::kAppended:
    case Pattern::kReordered:
    case Pattern::kHostLabel:
    case Pattern::kWord:
    case Pattern::kWordKeyword:
    case Pattern::kPart:
    case Pattern::kPartKeyword:
      return 1.2e-7;
    case Pattern::kWordEdit:
    case Pattern::kWordEditKeyword:
    case Pattern::kPartEdit:
      return 2e-8;
    case Pattern::kTail:
    case Pattern::kTailJoined:
      return 5e-9;
    default:
      return 9e-9;
  }
}

double chance(const Evidence& e) {
  const Rate& rate = kRates[static_cast<std::size_t>(e.pattern)];
  double sum = rate.one + suffix_term(rate, e.suffix);
  if (!e.same_suffix) sum += e.same_family ? rate.family : rate.other;
  if (e.first_letter) sum += rate.first_letter;
  if (e.inner) sum += rate.inner;
  if (e.disguised) sum += std::log(kDisguised);
  sum += rate.weight * (std::min(e.weight, kMostWeight) - kUsualWeight);
  sum += rate.letters * (std::clamp(e.letters, kLeastLetters, kMostLetters) - kUsualLetters);
  sum += rate.change * std::clamp(e.change, kLeastChange, kMostChange);
  const bool changed = e.pattern >= Pattern::kSight && e.pattern <= Pattern::kTwoEdits;
  sum += kTooShort * std::max(0.0, (changed ? kLeastChanged : kLeastWeight) - e.weight);
  sum += rate.holders * std::log1p(e.holders / kUsualHolders);
  sum += rate.beside * std::log1p(e.beside / kUsualHolders);
  return std::max(kOfBound * std::exp(sum), least_chance(e.pattern));
}

// The same evidence as it would stand without one reason for restraint.
Evidence no_number(Evidence e) {
  if (e.pattern == Pattern::kDigit) e.pattern = Pattern::kReplace;
  return e;
}
Evidence no_first_letter(Evidence e) {
  if (e.first_letter) e.inner = true;
  e.first_letter = false;
  return e;
}
Evidence no_common_word(Evidence e) {
  e.holders = 0;
  return e;
}
Evidence not_short(Evidence e) {
  e.weight = std::max(e.weight, kShortWeight);
  return e;
}
Evidence no_owner_group(Evidence e) {
  e.owner_group = false;
  return e;
}

Evidence no_content_network(Evidence e) {
  e.content_network = e.network_like = false;
  return e;
}

Evidence no_machine(Evidence e) {
  e.machine = false;
  return e;
}

struct Suppressor {
  const char* name;
  Evidence (*without)(Evidence);
};
constexpr std::array<Suppressor, 7> kSuppressors{{{"number_series", no_number},
                                                  {"first_letter", no_first_letter},
                                                  {"common_word", no_common_word},
                                                  {"short_label", not_short},
                                                  {"owner_group", no_owner_group},
                                                  {"content_network", no_content_network},
                                                  {"machine_name", no_machine}}};

// Providers are weighed among themselves, those that are partners too: however many partners there
// are, much mail is for them.
double guarded_beside(const Entry& entry, const Watchlist::Index& index) {
  if (!entry.among_providers) return static_cast<double>(index.entries.size());
  return static_cast<double>(mail_providers().size()) * kProvider;
}

double e_value(const Evidence& e, const Entry& entry, const Watchlist::Index& index) {
  double value = guarded_beside(entry, index) * chance(e);
  if (index.direction == Direction::kOutbound) value *= kTyped;
  if (e.content_network) value *= kContentNetwork;
  if (e.network_like) value *= kNetworkLike;
  if (e.machine) value *= kMachine;
  return e.owner_group ? value * kOwnerGroup : value;
}

// Patterns that a hit at a place may turn out to be, in [first, last].
std::pair<Pattern, Pattern> patterns_of(const Prospect& prospect) {
  switch (prospect.place) {
    case Place::kLabel:
      if (prospect.identical) return {Pattern::kSame, Pattern::kSame};
      if (prospect.several) return {Pattern::kTwoEdits, Pattern::kTwoEdits};
      return {prospect.ascii ? Pattern::kSight : Pattern::kGlyph, Pattern::kTwoEdits};
    case Place::kReordered:
      return {Pattern::kReordered, Pattern::kReordered};
    case Place::kName:
      return {Pattern::kName, Pattern::kNameEdit};
    case Place::kWord:
      if (prospect.edited) return {Pattern::kWordEditKeyword, Pattern::kWordEdit};
      return {prospect.tail ? Pattern::kTail : Pattern::kWordKeyword,
              prospect.identical ? Pattern::kHostLabel : Pattern::kWordEdit};
    case Place::kPart:
      if (prospect.edited) return {Pattern::kPartEdit, Pattern::kPartEdit};
      return {prospect.tail ? Pattern::kTailJoined : Pattern::kPartKeyword,
              prospect.identical ? Pattern::kPart : Pattern::kPartEdit};
    default:
      return {Pattern::kTrap, Pattern::kTrap};
  }
}

// The least log of the chance, suppressors left out.
double least_log(const Rate& rate, const Prospect& p) {
  double sum = rate.one + suffix_term(rate, p.suffix);
  if (!p.same_suffix) sum += std::min(rate.family, rate.other);
  sum += std::min(rate.first_letter, 0.0) + (p.inner ? std::min(rate.inner, 0.0) : 0.0);
  sum += std::min(rate.holders, 0.0) * std::log1p(kMostHolders / kUsualHolders);
  if (!p.ascii) sum += std::log(kDisguised);
  sum += rate.weight * (std::clamp(p.weight, kShortWeight, kMostWeight) - kUsualWeight);
  sum += rate.letters * (std::clamp(p.letters, kLeastLetters, kMostLetters) - kUsualLetters);
  return sum + std::min(0.0, rate.change * std::clamp(p.change, kLeastChange, kMostChange));
}

}  // namespace

Band band_of(double e_value) {
  if (e_value <= kDefiniteE) return Band::kDefinite;
  if (e_value <= kProbableE) return Band::kProbable;
  return e_value <= kPossibleE ? Band::kPossible : Band::kNone;
}

double least_e(const Prospect& prospect, const Watchlist::Index& index) {
  const auto [first, last] = patterns_of(prospect);
  double least = 1;
  for (auto i = static_cast<std::size_t>(first); i <= static_cast<std::size_t>(last); ++i) {
    const Rate& rate = kRates[i];
    if (rate.pattern == Pattern::kReordered && first != last) continue;
    const double chance = kOfBound * std::exp(least_log(rate, prospect));
    least = std::min(least, std::max(chance, least_chance(rate.pattern)));
  }
  const auto names = static_cast<double>(index.entries.size());
  if (index.direction == Direction::kInbound) return names * least;
  const double providers = static_cast<double>(mail_providers().size()) * kProvider;
  return std::min(names, providers) * kTyped * least;
}

Judgement judge(const Hit& hit, const Domain& seen, const Watchlist::Index& index) {
  const Evidence found = evidence(hit, seen, index);
  const Entry& entry = index.entries[hit.entry];
  Judgement out;
  out.e_value = e_value(found, entry, index);
  out.band = band_of(out.e_value);
  for (const Suppressor& one : kSuppressors) {
    const Evidence without = one.without(found);
    if (without == found) continue;
    if (band_of(e_value(without, entry, index)) > out.band) {
      out.suppressors.emplace_back(one.name);
    }
  }
  return out;
}

}  // namespace lookalike
