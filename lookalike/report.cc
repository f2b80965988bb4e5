// How: a hit compares a part of the names; the steps between the whole names are those of the part
// and one replacement for what stands before and one for what stands behind it.
// Tested by lookalike_test.cc.
#include "lookalike/report.h"

#include <algorithm>

#include "lookalike/unicode.h"
#include "lookalike/utf8.h"

namespace lookalike {
namespace {

std::u32string letters_of(std::string_view utf8) {
  std::u32string out;
  to_letters(utf8, out);
  return out;
}

class Steps {
 public:
  Steps(std::u32string_view guarded, std::u32string_view seen) : guarded_(guarded), seen_(seen) {}

  // One replacement of a stretch, without what its two sides have in common.
  void replace(std::size_t begin, std::size_t end, std::size_t seen_begin, std::size_t seen_end) {
    std::u32string_view a = guarded_.substr(begin, end - begin);
    std::u32string_view b = seen_.substr(seen_begin, seen_end - seen_begin);
    if (a == b) return;
    if (b.ends_with(a)) {
      b.remove_suffix(a.size());
      a = {};
    } else if (a.starts_with(U'.') && b.starts_with(U'.')) {
      a.remove_prefix(1);
      b.remove_prefix(1);
      ++begin, ++seen_begin;
    }
    steps_.push_back({begin, a.size(), seen_begin, b.size(), Move::kReplace});
  }

  void add(const Alignment& core, std::size_t shift, std::size_t seen_shift) {
    for (Step step : core.steps) {
      step.at += shift;
      step.seen_at += seen_shift;
      steps_.push_back(step);
    }
  }

  std::vector<Step> take() { return std::move(steps_); }

 private:
  std::u32string_view guarded_, seen_;
  std::vector<Step> steps_;
};

std::vector<Step> whole_steps(const Watchlist::Index& index, const Hit& hit,
                              std::u32string_view guarded, std::u32string_view seen) {
  const Entry& entry = index.entries[hit.entry];
  const bool whole = hit.place == Place::kName || hit.place == Place::kTrap;
  const std::size_t begin = whole ? 0 : letters_of(index.hosts(entry)).size();
  const std::size_t end = whole ? guarded.size() : begin + letters_of(index.label(entry)).size();
  Steps steps(guarded, seen);
  steps.replace(0, begin, 0, hit.begin);
  steps.add(hit.core, begin, hit.begin);
  steps.replace(end, guarded.size(), hit.end, seen.size());
  return steps.take();
}

Operation operation(const Step& step, std::u32string_view guarded, std::u32string_view seen) {
  Operation out;
  out.op = step.move == Move::kSwap ? "swap"
           : step.size == 0         ? "insert"
           : step.seen_size == 0    ? "delete"
                                    : "replace";
  out.at = step.at;
  out.from = encode(guarded.substr(step.at, step.size));
  out.to = encode(seen.substr(step.seen_at, step.seen_size));
  return out;
}

void add_alternatives(const Watchlist::Index& index, const Domain& seen,
                      const std::vector<Judged>& judged, Answer& answer) {
  std::vector<std::uint32_t> owners{index.entries[judged.front().hit->entry].owner};
  for (const Judged& one : judged) {
    if (one.judgement.band == Band::kNone || answer.alternatives.size() == kMaxAlternatives) break;
    const Entry& entry = index.entries[one.hit->entry];
    if (std::find(owners.begin(), owners.end(), entry.owner) != owners.end()) continue;
    owners.push_back(entry.owner);
    const Kind kind = kind_of(*one.hit, letters_of(index.text(entry)), seen.text.size());
    answer.alternatives.push_back({std::string(index.given(entry)), kind, one.judgement.e_value});
  }
}

}  // namespace

void name_partner(const Watchlist::Index& index, const Entry& entry, Answer& answer) {
  answer.partner = index.given(entry);
  answer.owner = index.owner(entry);
  answer.own = entry.own;
}

void report(const Watchlist::Index& index, const Domain& seen, const std::vector<Judged>& judged,
            Answer& answer, Explanation& explanation) {
  const Hit& hit = *judged.front().hit;
  const Judgement& judgement = judged.front().judgement;
  if (judgement.band == Band::kNone && judgement.suppressors.empty()) return;
  const Entry& entry = index.entries[hit.entry];
  to_letters(index.text(entry), explanation.guarded);
  const std::u32string_view guarded = explanation.guarded;
  explanation.steps = whole_steps(index, hit, guarded, seen.view());
  explanation.provider = entry.provider;
  name_partner(index, entry, answer);
  answer.band = judgement.band;
  answer.kind = kind_of(hit, guarded, seen.text.size());
  answer.e_value = judgement.e_value;
  answer.cost = whole_cost(hit);
  answer.suppressors = judgement.suppressors;
  for (const Step& step : explanation.steps) {
    answer.operations.push_back(operation(step, guarded, seen.view()));
  }
  add_alternatives(index, seen, judged, answer);
}

}  // namespace lookalike
