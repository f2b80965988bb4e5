// Makes hits of what the searches find: refuses the seen name's own domain and what is known of an
// entry already, compares letter by letter, and stops when a lookup has cost enough.
//
// Not thread-safe: one per search.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "lookalike/domain.h"
#include "lookalike/evidence.h"
#include "lookalike/hit.h"
#include "lookalike/index.h"
#include "lookalike/reading.h"
#include "lookalike/surprise.h"
#include "lookalike/worth.h"

namespace lookalike {

// Letters by which a label's loose key is mostly shorter than the label, at most.
inline constexpr std::size_t kMaxDropped = 3;
// Comparisons letter by letter in one lookup: with a list of names that all resemble each other the
// first ones, which come from the likeliest searches, must do.
inline constexpr std::size_t kMaxAligned = 12;
// Of those, for one place in the name: the answer names four, and many labels one letter away must
// not hide that a whole name stands in the host.
inline constexpr std::size_t kMaxAlignedAtPlace = 5;
// Hits of one label under many suffixes, compared once, are taken up to so many hits in all.
inline constexpr std::size_t kMaxHits = 16;
// Least weight of a label that may have two slips beside other letters, where there is much to find
// something like it in: "intercom.com" is not "lofter.com", nor "prod-nlb1" "dumb1".
inline constexpr std::size_t kMinTwoSlips = 10;

class Collector {
 public:
  Collector(const Watchlist::Index& index, bool everything);

  void start(const Domain& seen, const Reading& reading);
  // The run [begin, end) of the text stands for the entry's label; their loose keys are `distance`
  // apart. A run that goes on with the entry's suffix stands for its whole name.
  void add_label(std::uint32_t number, Place place, std::size_t begin, std::size_t end,
                 std::size_t distance);
  void add_name(std::uint32_t number, std::size_t begin, std::size_t end);
  void add_trap(std::uint32_t number);

  // A run that ends the host is the partner's domain, or below it, only behind a dot:
  // "ads-partner.example" ends so only in writing. Nor is a hosting service meant by the names of
  // its customers.
  bool may_hold_name(std::size_t begin, std::size_t end) const {
    if (end != seen_->text.size() || begin == 0) return true;
    return seen_->text[begin - 1] == U'.' && begin < seen_->suffix_at;
  }
  // Whether a label that ends here may be the end of a whole guarded name that ends the seen one,
  // or its plural: "my-asagiri.jp", "asagiries.jp".
  bool may_end_name(std::size_t end) const {
    return end < seen_->suffix_at && seen_->suffix_at <= end + 3;
  }
  // Whether the run is in a whole guarded name that stands there with no letter changed.
  bool holds_name(std::size_t begin, std::size_t end) const;
  // Sizes of loose keys that may be worth a search for a run of these letters, a bit each.
  std::uint64_t worthwhile_keys(Chase chase, std::size_t begin, std::size_t end) const;
  bool full() const { return !everything_ && aligned_ >= kMaxAligned; }
  const std::vector<Hit>& hits() const { return hits_; }

 private:
  bool asked_enough(Place place) const {
    return full() ||
           (!everything_ && aligned_at_[static_cast<std::size_t>(place)] == kMaxAlignedAtPlace);
  }
  const Hit* compared(const Entry& entry, Place place, std::size_t begin, std::size_t end) const;
  bool is_hopeless(const Entry& entry, Place place, std::size_t begin, std::size_t end,
                   std::size_t distance = 0) const;
  bool slips_too_much(const Alignment& core) const;
  bool refused(const Entry& entry, std::uint32_t number, Place place, std::size_t begin) const;
  bool is_known(const Entry& entry, const Hit& hit, Place place, std::size_t begin) const;
  std::size_t end_with_suffix(const Entry& entry, std::size_t end);
  Hit& add(std::uint32_t number, Place place, std::size_t begin, std::size_t end,
           std::string_view guarded);
  void align_reordered(Hit& hit);
  void align(Hit& hit, std::u32string_view run);

  const Watchlist::Index& index_;
  const Worth worth_;
  const bool everything_;
  const Domain* seen_ = nullptr;
  const Reading* reading_ = nullptr;
  RunSurprise surprise_;
  Aligner aligner_;
  std::size_t aligned_ = 0;
  std::array<std::size_t, kPlaces> aligned_at_{};
  std::vector<Hit> hits_;
  SuffixKind suffix_kind_ = SuffixKind::kCommon;
  std::string registrable_domain_, registrable_label_, suffix_, sight_;
  std::u32string guarded_;
  std::u32string label_;  // of the entry that add_label() or add_name() is at
};

}  // namespace lookalike
