// How: read the name; settle it if it is guarded, below a guarded name, or a provider; else collect
// hits (nearness, then embedding), judge each, report the best and up to three of other owners.
// Leaves out: everything a mail's context could add; the caller has that.
// Tested by lookalike_test.cc.
#include "lookalike/lookalike.h"

#include <algorithm>
#include <array>
#include <optional>

#include "lookalike/domain.h"
#include "lookalike/embedding.h"
#include "lookalike/hit.h"
#include "lookalike/index.h"
#include "lookalike/nearness.h"
#include "lookalike/providers.h"
#include "lookalike/score.h"
#include "lookalike/texts.h"
#include "lookalike/unicode.h"

namespace lookalike {
namespace {

constexpr std::size_t kMaxAlternatives = 3;

constexpr std::array<std::string_view, 5> kBandWords{"partner", "none", "possible", "probable",
                                                     "definite"};
constexpr std::array<std::string_view, 12> kKindWords{
    "none",     "exact", "subdomain", "provider", "invalid",  "skeleton",
    "one_edit", "swap",  "suffix",    "embedded", "combined", "trap"};

struct Judged {
  Hit hit;
  Judgement judgement;
};

// The guarded name that is `name` itself.
std::optional<std::uint32_t> find_name(const Watchlist::Index& index, std::u32string_view name) {
  std::optional<std::uint32_t> found;
  index.postings.visit(hash(KeyKind::kName, name), [&](std::uint32_t number) {
    if (index.text(index.entries[number]) == name) found = number;
  });
  return found;
}

void name_partner(const Watchlist::Index& index, const Entry& entry, Answer& answer) {
  answer.partner = std::string(index.given(entry));
  answer.owner = index.owners[entry.owner];
  answer.own = entry.own;
}

bool is_neighbour(const Watchlist::Index& index, const Domain& seen) {
  const auto all = provider_neighbours();
  return index.direction == Direction::kOutbound &&
         std::binary_search(all.begin(), all.end(), encode(seen.registrable_domain()));
}

// Exact or below, the longest guarded name first.
bool settle(const Watchlist::Index& index, const Domain& seen, Answer& answer) {
  for (std::size_t at = 0; at < seen.label_at + 1;) {
    if (const auto number = find_name(index, seen.view().substr(at))) {
      const Entry& entry = index.entries[*number];
      if (entry.provider && at != 0) return true;  // a host of a provider: nothing to say
      name_partner(index, entry, answer);
      answer.band = entry.provider ? Band::kNone : Band::kPartner;
      answer.kind = entry.provider ? Kind::kProvider : (at == 0 ? Kind::kExact : Kind::kSubdomain);
      answer.text = explain(answer, {}, seen.view(), {}, entry.provider);
      return true;
    }
    const std::size_t dot = seen.text.find(U'.', at);
    if (dot == std::u32string::npos) break;
    at = dot + 1;
  }
  if (!is_neighbour(index, seen)) return false;
  answer.kind = Kind::kProvider;
  answer.text = explain(answer, {}, seen.view(), {}, true);
  return true;
}

void find_trap(const Watchlist::Index& index, const Domain& seen, std::vector<Hit>& hits) {
  if (index.direction != Direction::kOutbound) return;
  const std::string name = encode(seen.registrable_domain());
  for (const Trap& trap : known_traps()) {
    if (trap.domain != name) continue;
    const auto number = find_name(index, decode(trap.meant).value_or(U""));
    if (!number) continue;
    Hit hit;
    hit.entry = *number;
    hit.kind = Kind::kTrap;
    Alignment alignment = align(index.text(index.entries[*number]), seen.view(), index.direction);
    hit.cost = alignment.cost;
    hit.steps = std::move(alignment.steps);
    hits.push_back(std::move(hit));
  }
}

std::vector<Judged> judge_all(const Watchlist::Index& index, const Domain& seen) {
  std::vector<Hit> hits;
  find_trap(index, seen, hits);
  find_near(index, seen, hits);
  find_embedded(index, seen, hits);
  std::vector<Judged> judged;
  judged.reserve(hits.size());
  for (Hit& hit : hits) {
    Judgement judgement = judge(hit, index);
    judged.push_back({std::move(hit), std::move(judgement)});
  }
  std::sort(judged.begin(), judged.end(), [](const Judged& a, const Judged& b) {
    if (a.judgement.e_value != b.judgement.e_value) {
      return a.judgement.e_value < b.judgement.e_value;
    }
    return a.hit.cost != b.hit.cost ? a.hit.cost < b.hit.cost : a.hit.entry < b.hit.entry;
  });
  return judged;
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

void add_alternatives(const Watchlist::Index& index, const std::vector<Judged>& judged,
                      Answer& answer) {
  std::vector<std::uint32_t> owners{index.entries[judged.front().hit.entry].owner};
  for (const Judged& one : judged) {
    if (one.judgement.band == Band::kNone || answer.alternatives.size() == kMaxAlternatives) break;
    const Entry& entry = index.entries[one.hit.entry];
    if (std::find(owners.begin(), owners.end(), entry.owner) != owners.end()) continue;
    owners.push_back(entry.owner);
    answer.alternatives.push_back(
        {std::string(index.given(entry)), one.hit.kind, one.judgement.e_value});
  }
}

void report(const Watchlist::Index& index, const Domain& seen, const std::vector<Judged>& judged,
            Answer& answer) {
  const auto& [hit, judgement] = judged.front();
  if (judgement.band == Band::kNone && judgement.suppressors.empty()) return;
  const Entry& entry = index.entries[hit.entry];
  name_partner(index, entry, answer);
  answer.band = judgement.band;
  answer.kind = hit.kind;
  answer.e_value = judgement.e_value;
  answer.cost = hit.cost;
  answer.suppressors = judgement.suppressors;
  for (const Step& step : hit.steps) {
    answer.operations.push_back(operation(step, index.text(entry), seen.view()));
  }
  answer.text = explain(answer, index.text(entry), seen.view(), hit.steps, entry.provider);
  add_alternatives(index, judged, answer);
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

Answer examine(std::string_view seen, const Watchlist& watchlist) {
  const Watchlist::Index& index = watchlist.index();
  Answer answer;
  const std::optional<Domain> domain = read_domain(seen);
  if (!domain) {
    answer.kind = Kind::kInvalid;
    answer.text = explain(answer, {}, {}, {}, false);
    return answer;
  }
  answer.ascii = domain->ascii;
  answer.unicode = encode(domain->text);
  if (settle(index, *domain, answer)) return answer;
  const std::vector<Judged> judged = judge_all(index, *domain);
  if (!judged.empty()) report(index, *domain, judged, answer);
  return answer;
}

}  // namespace lookalike
