// How: a kind is read off the place and the moves. Tested by lookalike_test.cc and inside_test.cc.
#include "lookalike/hit.h"

#include <algorithm>

namespace lookalike {
namespace {

constexpr double kOtherWords = 1.0;

bool is_writing(Move move) {
  switch (move) {
    case Move::kGlyph:
    case Move::kMark:
    case Move::kSight:
    case Move::kKana:
    case Move::kVariant:
    case Move::kRoman:
    case Move::kSeparator:
      return true;
    default:
      return false;
  }
}

template <class... Moves>
bool all_are(const Alignment& core, Moves... moves) {
  return std::all_of(core.steps.begin(), core.steps.end(),
                     [&](const Step& step) { return ((step.move == moves) || ...); });
}

Kind kind_of_label(const Alignment& core) {
  if (core.steps.empty()) return Kind::kSuffix;
  switch (edits(core)) {
    case 0:
      if (all_are(core, Move::kSeparator)) return Kind::kHyphen;
      if (all_are(core, Move::kRoman, Move::kSeparator)) return Kind::kRomanisation;
      return all_are(core, Move::kKana, Move::kVariant, Move::kSeparator) ? Kind::kVariant
                                                                          : Kind::kSkeleton;
    case 1:
      return all_are(core, Move::kSwap) ? Kind::kSwap : Kind::kOneEdit;
    default:
      return Kind::kTwoEdits;
  }
}

// A dot of the guarded name is left out and nothing else changed: us.example.com, usexample.com.
bool is_missing_dot(const Hit& hit, std::u32string_view guarded, std::size_t seen_size) {
  return hit.begin == 0 && hit.end == seen_size && !hit.core.steps.empty() &&
         std::all_of(hit.core.steps.begin(), hit.core.steps.end(), [&](const Step& step) {
           return step.size == 1 && step.seen_size == 0 && guarded[step.at] == U'.';
         });
}

}  // namespace

double whole_cost(const Hit& hit) {
  if (hit.place == Place::kName || hit.place == Place::kTrap) return hit.core.cost;
  const double suffix = suffix_cost(hit.same_suffix, hit.same_family);
  const bool beside = hit.place == Place::kWord || hit.place == Place::kPart;
  return hit.core.cost + (beside ? kOtherWords : suffix);
}

std::size_t edits(const Alignment& core) {
  return static_cast<std::size_t>(std::count_if(core.steps.begin(), core.steps.end(),
                                                [](const Step& s) { return !is_writing(s.move); }));
}

std::size_t slips(const Alignment& core) {
  return edits(core) + static_cast<std::size_t>(
                           std::count_if(core.steps.begin(), core.steps.end(), [](const Step& s) {
                             return s.move == Move::kSight || s.move == Move::kRoman;
                           }));
}

Kind kind_of(const Hit& hit, std::u32string_view guarded, std::size_t seen_size) {
  switch (hit.place) {
    case Place::kLabel:
      return kind_of_label(hit.core);
    case Place::kReordered:
      return Kind::kReordered;
    case Place::kName:
      if (edits(hit.core) != 0) return Kind::kEmbeddedEdit;
      return is_missing_dot(hit, guarded, seen_size) ? Kind::kMissingDot : Kind::kEmbedded;
    case Place::kWord:
    case Place::kPart:
      return edits(hit.core) == 0 ? Kind::kCombined : Kind::kCombinedEdit;
    default:
      return Kind::kTrap;
  }
}

}  // namespace lookalike
