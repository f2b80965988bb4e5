// How: equal visual keys are one probe. For one edit, a guarded label of n letters is cut in two
// halves; one edit leaves the left half as the seen label's beginning or the right half as its end,
// so six probes (n-1, n, n+1; left, right) find every candidate, and each is compared letter by
// letter. A swap across the cut breaks both halves and is found by swapping it back (one probe a
// length). Labels are compared bare, so a homoglyph beside the edit does not hide it.
// Leaves out: two edits.
// Tested by nearness_test.cc.
#include "lookalike/nearness.h"

#include <algorithm>
#include <unordered_set>

#include "lookalike/skeleton.h"
#include "lookalike/unicode.h"

namespace lookalike {
namespace {

bool is_digits(std::u32string_view text) {
  return std::all_of(text.begin(), text.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
}

class Search {
 public:
  Search(const Watchlist::Index& index, const Domain& seen, std::vector<Hit>& hits)
      : index_(index), seen_(seen), hits_(hits), bare_(bare_key(seen.label())) {}

  void run() {
    const std::u32string key = visual_key(bare_);
    index_.postings.visit(hash(KeyKind::kVisual, key), [&](std::uint32_t number) {
      if (visual_key(index_.bare(index_.entries[number])) == key) consider_equal(number);
    });
    for (std::size_t size = bare_.empty() ? 0 : bare_.size() - 1; size <= bare_.size() + 1;
         ++size) {
      probe_halves(size);
    }
    probe_middle_swap();
  }

 private:
  void probe_halves(std::size_t size) {
    const std::u32string_view bare = bare_;
    const std::size_t left = size / 2, right = size - left;
    const auto visitor = [&](std::uint32_t number) { consider_step(number); };
    if (left <= bare.size()) {
      index_.postings.visit(hash(KeyKind::kLeft, bare.substr(0, left), size), visitor);
    }
    if (right <= bare.size()) {
      const std::u32string_view tail = bare.substr(bare.size() - right);
      index_.postings.visit(hash(KeyKind::kRight, tail, size), visitor);
    }
  }

  void probe_middle_swap() {
    const std::size_t middle = bare_.size() / 2;
    if (middle == 0) return;
    std::u32string back = bare_;
    std::swap(back[middle - 1], back[middle]);
    index_.postings.visit(
        hash(KeyKind::kLeft, std::u32string_view(back).substr(0, middle), back.size()),
        [&](std::uint32_t number) { consider_step(number); });
  }

  void consider_equal(std::uint32_t number) {
    const Entry& entry = index_.entries[number];
    if (index_.label(entry) == seen_.label()) {
      if (index_.suffix(entry) != seen_.suffix()) add(number, Kind::kSuffix);
    } else {
      add(number, Kind::kSkeleton);
    }
  }

  void consider_step(std::uint32_t number) {
    const std::u32string_view guarded = index_.bare(index_.entries[number]);
    const std::optional<Step> step = one_step(guarded, bare_);
    if (!step) return;
    Hit* hit = add(number, step->move == Move::kSwap ? Kind::kSwap : Kind::kOneEdit);
    if (hit == nullptr || step->move == Move::kSwap) return;
    hit->first_letter = step->at == 0;
    hit->digits_only = is_digits(guarded.substr(step->at, step->size)) &&
                       is_digits(std::u32string_view(bare_).substr(step->seen_at, step->seen_size));
  }

  Hit* add(std::uint32_t number, Kind kind) {
    if (!found_.insert(number).second) return nullptr;
    const Entry& entry = index_.entries[number];
    Hit hit;
    hit.entry = number;
    hit.kind = kind;
    hit.same_suffix = index_.suffix(entry) == seen_.suffix();
    hit.same_family = same_family(index_.suffix(entry), seen_.suffix());
    const Alignment labels = align(index_.label(entry), seen_.label(), index_.direction);
    hit.cost = labels.cost + suffix_cost(hit.same_suffix, hit.same_family);
    describe_glyphs(entry, labels, hit);
    add_steps(entry, labels, hit);
    hits_.push_back(std::move(hit));
    return &hits_.back();
  }

  void describe_glyphs(const Entry& entry, const Alignment& labels, Hit& hit) const {
    if (hit.kind != Kind::kSkeleton || index_.bare(entry) != bare_) return;
    const auto marked = [](std::u32string_view text) {
      return std::any_of(text.begin(), text.end(), carries_mark);
    };
    hit.only_marks = std::all_of(labels.steps.begin(), labels.steps.end(), [&](const Step& s) {
      return marked(index_.label(entry).substr(s.at, s.size)) ||
             marked(seen_.label().substr(s.seen_at, s.seen_size));
    });
    hit.only_glyphs = !hit.only_marks;
  }

  // The hosts and the suffix are replaced whole, which reads better than their letters one by one.
  void add_steps(const Entry& entry, const Alignment& labels, Hit& hit) const {
    const std::size_t hosts = entry.label_at, seen_hosts = seen_.label_at;
    if (index_.text(entry).substr(0, hosts) != seen_.hosts()) {
      hit.steps.push_back({0, hosts, 0, seen_hosts, Move::kReplace});
    }
    for (Step step : labels.steps) {
      step.at += hosts;
      step.seen_at += seen_hosts;
      hit.steps.push_back(step);
    }
    if (!hit.same_suffix) {
      hit.steps.push_back({entry.suffix_at, index_.suffix(entry).size(), seen_.suffix_at,
                           seen_.suffix().size(), Move::kReplace});
    }
  }

  const Watchlist::Index& index_;
  const Domain& seen_;
  std::vector<Hit>& hits_;
  std::u32string bare_;
  std::unordered_set<std::uint32_t> found_;
};

}  // namespace

std::optional<Step> one_step(std::u32string_view guarded, std::u32string_view seen) {
  const std::size_t n = guarded.size(), m = seen.size();
  if (n > m + 1 || m > n + 1 || guarded == seen) return std::nullopt;
  std::size_t at = 0;
  while (at < n && at < m && guarded[at] == seen[at]) ++at;
  const auto rest = [&](std::size_t i, std::size_t j) {
    return guarded.substr(std::min(i, n)) == seen.substr(std::min(j, m));
  };
  if (n < m && rest(at, at + 1)) return Step{at, 0, at, 1, Move::kInsert};
  if (n > m && rest(at + 1, at)) return Step{at, 1, at, 0, Move::kDelete};
  if (n != m) return std::nullopt;
  if (rest(at + 1, at + 1)) return Step{at, 1, at, 1, Move::kReplace};
  const bool swapped = at + 1 < n && guarded[at] == seen[at + 1] && guarded[at + 1] == seen[at];
  if (swapped && rest(at + 2, at + 2)) return Step{at, 2, at, 2, Move::kSwap};
  return std::nullopt;
}

void find_near(const Watchlist::Index& index, const Domain& seen, std::vector<Hit>& hits) {
  if (seen.registrable()) Search(index, seen, hits).run();
}

}  // namespace lookalike
