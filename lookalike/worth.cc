// How: the guarded label's own surprise is not known yet, but it is that of the seen letters, give
// or take what an edit changes; E's least over that range is at an end of it, or where a term of E
// is cut off, and is taken from a few points. Tested by worth_test.cc.
#include "lookalike/worth.h"

#include "lookalike/index.h"
#include "lookalike/score.h"

namespace lookalike {
namespace {

constexpr double kMostMove = 24;  // bits by which one edit moves the surprise, and a bit more
// Bits that a label may have more than a run that reads as it does: hyphens, digits for letters.
constexpr double kMostWriting = 12;

Prospect prospect_of(Chase chase) {
  Prospect out;
  out.ascii = true;  // a disguise beside an edit is for small lists
  out.same_suffix = chase != Chase::kLabelOtherSuffix;
  out.edited = chase == Chase::kWord || chase == Chase::kPart;
  out.tail = chase == Chase::kTail || chase == Chase::kTailJoined;
  switch (chase) {
    case Chase::kWord:
    case Chase::kExactWord:
    case Chase::kTail:
      out.place = Place::kWord;
      break;
    case Chase::kPart:
    case Chase::kExactPart:
    case Chase::kTailJoined:
      out.place = Place::kPart;
      break;
    case Chase::kName:
      out.place = Place::kName;
      break;
    default:
      out.place = Place::kLabel;
  }
  return out;
}

bool is_worth_exactly(const Watchlist::Index& index, Prospect prospect, double bits) {
  prospect.letters = (bits + kMostWriting) / (prospect.weight + 1);
  return least_e(prospect, index) <= kPossibleE;
}

bool is_worth_nearly(const Watchlist::Index& index, Prospect prospect, double bits) {
  const double letters = prospect.weight + 1;
  for (const double change : {14.0, -10.0, kMostMove, -kMostMove}) {
    prospect.letters = (bits - change) / letters;
    prospect.change = change;
    if (least_e(prospect, index) <= kPossibleE) return true;
  }
  return false;
}

Worth::Sizes sizes_at(const Watchlist::Index& index, Chase chase, Prospect prospect, double bits) {
  const bool exactly = chase >= Chase::kExactWord;
  Worth::Sizes sizes = 0;
  for (std::size_t size = 0; size <= Worth::kLast; ++size) {
    prospect.weight = static_cast<double>(size);
    const bool worth =
        exactly ? is_worth_exactly(index, prospect, bits) : is_worth_nearly(index, prospect, bits);
    sizes |= Worth::Sizes{worth} << size;
  }
  return sizes;
}

}  // namespace

Worth::Worth() {
  for (auto& chase : sizes_) {
    for (Row& row : chase) row.fill(~Sizes{0});
  }
}

Worth::Worth(const Watchlist::Index& index) {
  for (std::size_t i = 0; i < kChases; ++i) {
    const auto chase = static_cast<Chase>(i);
    for (std::size_t kind = 0; kind < kSuffixKinds; ++kind) {
      Prospect prospect = prospect_of(chase);
      prospect.suffix = static_cast<SuffixKind>(kind);
      Sizes from = sizes_at(index, chase, prospect, 0);
      for (std::size_t step = 0; step < kSteps; ++step) {
        const Sizes to = sizes_at(index, chase, prospect, static_cast<double>((step + 1) * kStep));
        sizes_[i][kind][step] = from | to;
        from = to;
      }
    }
  }
}

}  // namespace lookalike
