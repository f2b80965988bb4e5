// How: the guarded label's own surprise is not known yet, but it is that of the seen letters, give
// or take what an edit changes; E's least over that range is at an end of it, or where a term of E
// is cut off, and is taken from a few points. Tested by worth_test.cc.
#include "lookalike/worth.h"

#include "lookalike/index.h"
#include "lookalike/score.h"

namespace lookalike {
namespace {

constexpr double kMostMove = 24;  // bits by which one edit moves the surprise, and a bit more

Prospect prospect_of(Chase chase) {
  Prospect out;
  out.ascii = true;  // a disguise beside an edit is for small lists
  out.same_suffix = chase != Chase::kLabelOtherSuffix;
  out.place = chase == Chase::kWord   ? Place::kWord
              : chase == Chase::kPart ? Place::kPart
              : chase == Chase::kName ? Place::kName
                                      : Place::kLabel;
  return out;
}

bool is_worth(const Watchlist::Index& index, Prospect prospect, std::size_t size, double bits) {
  prospect.weight = static_cast<double>(size);
  const double letters = prospect.weight + 1;
  for (const double change : {14.0, -10.0, kMostMove, -kMostMove}) {
    prospect.letters = (bits - change) / letters;
    prospect.change = change;
    for (const SuffixKind kind : {SuffixKind::kCommon, SuffixKind::kFresh}) {
      prospect.suffix = kind;
      if (least_e(prospect, index) <= kPossibleE) return true;
    }
  }
  return false;
}

}  // namespace

Worth::Worth() {
  for (auto& chase : sizes_) chase.fill(~Sizes{0});
}

Worth::Worth(const Watchlist::Index& index) {
  for (std::size_t chase = 0; chase < kChases; ++chase) {
    for (std::size_t step = 0; step < kSteps; ++step) {
      const auto bits = static_cast<double>(step * kStep);
      Sizes sizes = 0;
      for (std::size_t size = 0; size <= kLast; ++size) {
        const Prospect prospect = prospect_of(static_cast<Chase>(chase));
        const bool worth =
            is_worth(index, prospect, size, bits) || is_worth(index, prospect, size, bits + kStep);
        sizes |= Sizes{worth} << size;
      }
      sizes_[chase][step] = sizes;
    }
  }
}

}  // namespace lookalike
