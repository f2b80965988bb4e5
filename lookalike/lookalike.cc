// How: read the name; settle it if it is guarded, below a guarded name, or a provider; else collect
// hits (search.h), judge each (score.h), report the best and up to three of other owners
// (report.h). Leaves out: everything a mail's context could add; the caller has that. Tested by
// lookalike_test.cc.
#include "lookalike/lookalike.h"

#include <algorithm>
#include <array>

#include "lookalike/index.h"
#include "lookalike/providers.h"
#include "lookalike/report.h"
#include "lookalike/score.h"
#include "lookalike/search.h"
#include "lookalike/texts.h"
#include "lookalike/unicode.h"

namespace lookalike {
namespace {

constexpr std::array<std::string_view, 5> kBandWords{"partner", "none", "possible", "probable",
                                                     "definite"};
constexpr std::array<std::string_view, 20> kKindWords{
    "none",         "exact",     "subdomain",   "provider",      "invalid",
    "skeleton",     "one_edit",  "swap",        "suffix",        "embedded",
    "combined",     "trap",      "variant",     "hyphen",        "reordered",
    "romanisation", "two_edits", "missing_dot", "embedded_edit", "combined_edit"};

bool is_better(const Judged& a, const Judged& b) {
  if (a.judgement.e_value != b.judgement.e_value) return a.judgement.e_value < b.judgement.e_value;
  const double cost_a = whole_cost(*a.hit), cost_b = whole_cost(*b.hit);
  if (cost_a != cost_b) return cost_a < cost_b;
  // "asagiri.com" in "xasagiri.com.example" is a part of the name that is meant.
  const int size_a = a.hit->end - a.hit->begin, size_b = b.hit->end - b.hit->begin;
  if (size_a != size_b) return size_a > size_b;
  if (a.hit->same_suffix != b.hit->same_suffix) return a.hit->same_suffix;
  if (a.hit->same_family != b.hit->same_family) return a.hit->same_family;
  if (a.hit->entry != b.hit->entry) return a.hit->entry < b.hit->entry;
  return a.hit->place < b.hit->place;
}

// Beside other words, what is one guarded label as it stands is not another one misspelt: a slip
// from "asagira" in "pay-asagiri" would be the rarer thing, but "asagiri" is there.
bool is_anothers(const Hit& hit, const std::vector<Hit>& hits) {
  if ((hit.place != Place::kWord && hit.place != Place::kPart) || edits(hit.core) == 0) {
    return false;
  }
  return std::any_of(hits.begin(), hits.end(), [&](const Hit& other) {
    return other.begin == hit.begin && other.end == hit.end && other.core.steps.empty();
  });
}

// Empties it without giving its strings back.
void clear(Answer& answer) {
  answer.band = Band::kNone;
  answer.kind = Kind::kNone;
  answer.own = false;
  answer.e_value = answer.cost = 0;
  answer.operations.clear();
  answer.alternatives.clear();
  answer.suppressors.clear();
  for (std::string* text : {&answer.partner, &answer.owner, &answer.ascii, &answer.unicode,
                            &answer.text.ja, &answer.text.en}) {
    text->clear();
  }
}

}  // namespace

std::string_view word(Band band) { return kBandWords.at(static_cast<std::size_t>(band)); }
std::string_view word(Kind kind) { return kKindWords.at(static_cast<std::size_t>(kind)); }

std::string replay(std::string_view guarded, const std::vector<Operation>& operations) {
  const std::u32string text = decode(guarded).value_or(U"");
  std::u32string out;
  std::size_t done = 0;
  for (const Operation& one : operations) {
    const std::size_t at = std::min(std::max(one.at, done), text.size());
    out += text.substr(done, at - done);
    out += decode(one.to).value_or(U"");
    done = std::min(at + decode(one.from).value_or(U"").size(), text.size());
  }
  return encode(out + text.substr(done));
}

struct Examiner::State {
  explicit State(const Watchlist::Index& of) : index(of), search(of) {}

  void examine(std::string_view seen) {
    clear(answer);
    explanation.steps.clear();
    explanation.guarded.clear();
    explanation.provider = false;
    if (!search.read(seen)) {
      answer.kind = Kind::kInvalid;
      return;
    }
    answer.ascii = search.seen().ascii;
    answer.unicode = search.utf8();
    if (settle()) return;
    judge_all();
    if (!judged.empty()) report(index, search.seen(), judged, answer, explanation);
  }

  // Guarded or below a guarded name, a provider or one of its neighbours.
  bool settle() {
    const auto settled = search.settled();
    if (settled) {
      const Entry& entry = index.entries[settled->entry];
      if (entry.provider && !settled->exact) return true;  // a host of a provider: nothing to say
      name_partner(index, entry, answer);
      answer.band = entry.provider ? Band::kNone : Band::kPartner;
      answer.kind = entry.provider   ? Kind::kProvider
                    : settled->exact ? Kind::kExact
                                     : Kind::kSubdomain;
      explanation.provider = entry.provider;
      return true;
    }
    if (!is_neighbour()) return false;
    answer.kind = Kind::kProvider;
    explanation.provider = true;
    return true;
  }

  bool is_neighbour() {
    const auto all = provider_neighbours();
    return index.direction == Direction::kOutbound &&
           std::binary_search(all.begin(), all.end(), search.registrable_ascii());
  }

  void judge_all() {
    judged.clear();
    const std::vector<Hit>& hits = search.find();
    for (const Hit& hit : hits) {
      if (!is_anothers(hit, hits)) judged.push_back({&hit, judge(hit, search.seen(), index)});
    }
    std::sort(judged.begin(), judged.end(), is_better);
  }

  const Watchlist::Index& index;
  Search search;
  std::vector<Judged> judged;
  Explanation explanation;
  Answer answer;
};

Examiner::Examiner(const Watchlist& watchlist)
    : state_(std::make_unique<State>(watchlist.index())) {}
Examiner::Examiner(Examiner&&) noexcept = default;
Examiner& Examiner::operator=(Examiner&&) noexcept = default;
Examiner::~Examiner() = default;

const Answer& Examiner::examine(std::string_view seen) {
  state_->examine(seen);
  return state_->answer;
}

Text Examiner::explain() const {
  const State& state = *state_;
  if (state.answer.kind == Kind::kNone) return {};
  const bool readable = state.answer.kind != Kind::kInvalid;
  const std::u32string_view seen = readable ? state.search.seen().view() : std::u32string_view();
  return lookalike::explain(state.answer, state.explanation.guarded, seen, state.explanation.steps,
                            state.explanation.provider);
}

Answer examine(std::string_view seen, const Watchlist& watchlist) {
  Examiner examiner(watchlist);
  Answer answer = examiner.examine(seen);
  answer.text = examiner.explain();
  return answer;
}

}  // namespace lookalike
