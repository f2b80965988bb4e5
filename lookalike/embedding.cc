// How: the host is cut into words at dots, hyphens and underscores. Every run of neighbouring words
// is written together and looked up among the guarded names and labels written together, so one
// probe covers every choice of separator. Runs stop at the longest guarded name: at most 127 words
// give 8,000 probes.
// Leaves out: a guarded label inside a longer word, a misspelt one beside other words.
// Tested by embedding_test.cc.
#include "lookalike/embedding.h"

#include <algorithm>
#include <unordered_set>

#include "lookalike/skeleton.h"

namespace lookalike {
namespace {

constexpr double kOtherWords = 1.0;  // visible edits of the words around it

struct Word {
  std::size_t begin = 0, end = 0;
  std::u32string bare;
};

std::vector<Word> words_of(std::u32string_view text) {
  std::vector<Word> words;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(U".-_", begin), text.size());
    if (end != begin) words.push_back({begin, end, bare_key(text.substr(begin, end - begin))});
    begin = end + 1;
  }
  return words;
}

class Search {
 public:
  Search(const Watchlist::Index& index, const Domain& seen, std::vector<Hit>& hits)
      : index_(index), seen_(seen), hits_(hits) {
    for (const Hit& hit : hits) found_.insert(hit.entry);
  }

  // Whole domains first: a name that holds one holds its label, too.
  void run() {
    const std::vector<Word> words = words_of(seen_.view());
    for_each_run(words, [this](const auto& flat, std::size_t begin, std::size_t end) {
      probe_name(flat, begin, end);
    });
    for_each_run(words, [this](const auto& flat, std::size_t begin, std::size_t end) {
      probe_label(flat, begin, end);
    });
  }

 private:
  template <class Visitor>
  void for_each_run(const std::vector<Word>& words, Visitor visitor) const {
    for (std::size_t i = 0; i < words.size(); ++i) {
      std::u32string flat;
      for (std::size_t j = i; j < words.size(); ++j) {
        flat += words[j].bare;
        if (flat.size() > index_.longest_flat_name) break;
        visitor(flat, words[i].begin, words[j].end);
      }
    }
  }

  void probe_name(const std::u32string& flat, std::size_t begin, std::size_t end) {
    if (flat.size() < kMinFlatName || !may_hold_name(begin, end)) return;
    index_.postings.visit(hash(KeyKind::kFlatName, flat), [&](std::uint32_t number) {
      const Entry& entry = index_.entries[number];
      if (without_separators(bare_key(index_.text(entry))) == flat) add_name(number, begin, end);
    });
  }

  void probe_label(const std::u32string& flat, std::size_t begin, std::size_t end) {
    if (flat.size() < kMinToken || !may_hold_label(begin, end)) return;
    index_.postings.visit(hash(KeyKind::kFlatLabel, flat), [&](std::uint32_t number) {
      const std::u32string_view label = index_.bare(index_.entries[number]);
      if (without_separators(label) == flat) add_label(number, begin, end);
    });
  }

  // "ads-partner.example" ends with the partner's domain only in writing: that is kCombined.
  bool may_hold_name(std::size_t begin, std::size_t end) const {
    return end != seen_.text.size() || begin == 0 || seen_.text[begin - 1] == U'.';
  }

  // Inside one label, not in the suffix, and not the whole registrable label (kSuffix, kOneEdit).
  bool may_hold_label(std::size_t begin, std::size_t end) const {
    const std::u32string_view run = seen_.view().substr(begin, end - begin);
    if (end >= seen_.suffix_at || run.find(U'.') != std::u32string_view::npos) return false;
    return begin != seen_.label_at || end + 1 != seen_.suffix_at;
  }

  void add_name(std::uint32_t number, std::size_t begin, std::size_t end) {
    if (same_registrable(number) || !found_.insert(number).second) return;
    const std::u32string_view guarded = index_.text(index_.entries[number]);
    const std::u32string_view run = seen_.view().substr(begin, end - begin);
    Hit hit;
    hit.entry = number;
    hit.kind = Kind::kEmbedded;
    const Alignment core = align(guarded, run, index_.direction);
    hit.cost = core.cost;
    hit.joined = std::any_of(core.steps.begin(), core.steps.end(), [&](const Step& step) {
      return step.seen_size == 0 && guarded[step.at] == U'.';
    });
    if (begin != 0) hit.steps.push_back({0, 0, 0, begin, Move::kInsert});
    append(hit, core, 0, begin);
    if (end != seen_.text.size()) {
      hit.steps.push_back({guarded.size(), 0, end, seen_.text.size() - end, Move::kInsert});
    }
    hits_.push_back(std::move(hit));
  }

  void add_label(std::uint32_t number, std::size_t begin, std::size_t end) {
    if (same_registrable(number) || !found_.insert(number).second) return;
    const Entry& entry = index_.entries[number];
    Hit hit;
    hit.entry = number;
    hit.kind = Kind::kCombined;
    hit.same_suffix = index_.suffix(entry) == seen_.suffix();
    hit.host_label = end < seen_.label_at && seen_.text[end] == U'.' &&
                     (begin == 0 || seen_.text[begin - 1] == U'.');
    const Alignment core =
        align(index_.label(entry), seen_.view().substr(begin, end - begin), index_.direction);
    hit.cost = kOtherWords + core.cost;
    append_replacement(hit, entry, 0, entry.label_at, 0, begin);
    append(hit, core, entry.label_at, begin);
    append_replacement(hit, entry, entry.suffix_at - 1U, entry.text_size, end, seen_.text.size());
    hits_.push_back(std::move(hit));
  }

  // A host of the partner's own domain that happens to hold the name is not a lookalike.
  bool same_registrable(std::uint32_t number) const {
    const Entry& entry = index_.entries[number];
    return index_.text(entry).substr(entry.label_at) == seen_.registrable_domain();
  }

  static void append(Hit& hit, const Alignment& core, std::size_t shift, std::size_t seen_shift) {
    for (Step step : core.steps) {
      step.at += shift;
      step.seen_at += seen_shift;
      hit.steps.push_back(step);
    }
  }

  // One replacement of a stretch, without what its two sides have in common at the far end.
  void append_replacement(Hit& hit, const Entry& entry, std::size_t begin, std::size_t end,
                          std::size_t seen_begin, std::size_t seen_end) const {
    std::u32string_view a = index_.text(entry).substr(begin, end - begin);
    std::u32string_view b = seen_.view().substr(seen_begin, seen_end - seen_begin);
    if (a == b) return;
    if (b.ends_with(a)) {
      b.remove_suffix(a.size());
      a = {};
    }
    hit.steps.push_back({begin, a.size(), seen_begin, b.size(), Move::kReplace});
  }

  const Watchlist::Index& index_;
  const Domain& seen_;
  std::vector<Hit>& hits_;
  std::unordered_set<std::uint32_t> found_;
};

}  // namespace

void find_embedded(const Watchlist::Index& index, const Domain& seen, std::vector<Hit>& hits) {
  Search(index, seen, hits).run();
}

}  // namespace lookalike
