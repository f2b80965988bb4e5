// Which guarded names stand inside the seen host: the whole domain, its dots kept, written as
// hyphens or left out, the label as words beside others or within a longer word, and either of them
// with a slip.
//
//   "mirai-kogyo.co.jp.unrelated.example", "mirei-kogyo-co-jp.example"  kName
//   "mirai-kogyo-invoice.example", "mirai-kogyo.unrelated.example"      kWord
//   "mymiraikogyo.example", "mireikogyologin.example"                   kPart
#pragma once

#include "lookalike/collector.h"
#include "lookalike/domain.h"
#include "lookalike/neighbours.h"
#include "lookalike/reading.h"
#include "lookalike/stems.h"

namespace lookalike {

// Questions to the filter in one lookup. 127 words make 8,000 runs; what a person writes, some
// hundred.
inline constexpr std::size_t kMaxRuns = 6'000;
// Guarded names and labels that are read in one lookup, to see whether they are what stands there.
// Mostly a few; a list of names that hold one another would have thousands read.
inline constexpr std::size_t kMaxRead = 1'024;
// Searches for misspelt words in one lookup, each the price of one for the label.
inline constexpr std::size_t kMaxWordSearches = 12;
// Least weight of a label that is looked for misspelt beside other words, in lists up to
// kMaxTwoEditNames and in longer ones.
inline constexpr std::size_t kMinSlip = 5;
inline constexpr std::size_t kMinSlipAmongMany = 7;
// Weight of a label that is looked for at either end of a longer word; from kMinFlatName on, labels
// are looked for all through it.
inline constexpr std::size_t kBorderPart = 5;
// Words behind a misspelt one that may be its suffix: "cojp", "co-jp".
inline constexpr std::size_t kMaxSuffixWords = 3;
// Fewest letters of a listed word that is taken off a longer one: "in" and "us" end too many.
inline constexpr std::size_t kMinAffix = 3;

class Inside {
 public:
  Inside(const Watchlist::Index& index, const Stems& stems, Neighbours& neighbours,
         Collector& found)
      : index_(index), stems_(stems), neighbours_(neighbours), found_(found) {}

  void find(const Domain& seen, const Reading& reading);

 private:
  void find_suffixes();
  bool is_worthwhile(Chase chase, std::size_t begin, std::size_t end) const;
  void find_names();
  void find_words();
  void find_parts();
  void find_borders();
  void find_slips();
  void find_slips_in(std::size_t first, std::size_t last);
  void search_slip(std::size_t begin, std::size_t end, Place place);
  void probe_name(std::size_t begin, std::size_t end);
  void probe_label(std::size_t begin, std::size_t end, Place place);
  void add_labels(std::uint64_t key, std::size_t begin, std::size_t end, Place place);
  std::uint64_t value_with_suffix(std::uint64_t label) const;
  Wanted wanted_at(std::size_t begin, std::size_t end, Place place) const;
  // visitor(last) for each run [end, last) that may be a guarded suffix.
  template <class Visitor>
  void visit_suffixes(std::size_t end, Visitor&& visitor) const {
    std::size_t words = 0;
    for (std::size_t last = end + 1; last <= reading_->size() && words < kMaxSuffixWords; ++last) {
      if (!reading_->ends_word(last)) continue;
      ++words;
      const std::uint64_t value = reading_->value(end, last);
      if (index_.may_be_suffix(reading_->last(last), last - end, value)) visitor(last);
    }
  }
  std::size_t weight_of_label(const Entry& entry) const;
  bool asked_enough() { return ++runs_ > kMaxRuns; }
  bool before_suffix(const Word& word) const { return word.text_begin < seen_->suffix_at; }
  bool is_registrable_label(std::size_t begin, std::size_t end) const;
  bool is_listed(std::size_t begin, std::size_t end) const;
  std::size_t affix_at_begin(std::size_t begin, std::size_t end) const;
  std::size_t affix_at_end(std::size_t begin, std::size_t end) const;

  const Watchlist::Index& index_;
  const Stems& stems_;
  Neighbours& neighbours_;
  Collector& found_;
  const Domain* seen_ = nullptr;
  const Reading* reading_ = nullptr;
  std::size_t runs_ = 0, read_ = 0, searches_ = 0;
  // Where the shortest guarded suffix that begins here ends; 0: none does.
  std::array<std::uint8_t, Reading::kMaxLetters + 1> suffix_ends_;
};

}  // namespace lookalike
