// Every ratio is counted in days. Tested by habit_test.cc.
#include "milter/judge/habit.h"

#include <algorithm>
#include <chrono>

namespace milter {
namespace {

// A habit: a partner who sends an invoice a month has one after five of them; a campaign of a few
// days has none.
constexpr std::int64_t kHabitDays = 5;
constexpr std::int64_t kHabitSpan = 28;
// A host is usual for aligned mail: the domain's owner has answered for it on three days.
constexpr std::int64_t kUsualHostDays = 3;
// An unaligned way is learnt late, since nobody answers for it: a mailing list or a newsletter is
// quiet after a month, a forger must write for a month without once being doubted.
constexpr std::int64_t kLearntDays = 10;
constexpr std::int64_t kLearntSpan = 28;

bool most(std::int64_t part, std::int64_t whole) { return part * 5 >= whole * 4; }

// The questions that the table of habit_of() asks.
class Past {
 public:
  explicit Past(const PathHistory& history) : history_(history) {}

  PathCount all(bool aligned) const { return find(aligned, {PathKind::kMail, ""}); }
  bool is_habit(bool aligned) const { return lasted(all(aligned), kHabitDays, kHabitSpan); }
  bool usual_host(const PathMark& host) const { return find(true, host).days >= kUsualHostDays; }
  bool by_signature() const {
    return std::any_of(history_.begin(), history_.end(), [&](const PathCount& one) {
      return one.aligned && one.mark.kind == PathKind::kDkim && most(one.days, all(true).days);
    });
  }
  static bool is_learnt(const PathCount& one) {
    return !one.aligned && one.mark.kind != PathKind::kMail &&
           lasted(one, kLearntDays, kLearntSpan);
  }
  bool is_learnt(const PathMark& mark) const { return is_learnt(find(false, mark)); }
  std::int64_t learnt_days() const {
    std::int64_t days = 0;
    for (const PathCount& one : history_) {
      if (is_learnt(one)) days = std::max(days, one.days);
    }
    return days;
  }

 private:
  PathCount find(bool aligned, const PathMark& mark) const {
    const auto found = std::find_if(history_.begin(), history_.end(), [&](const PathCount& one) {
      return one.aligned == aligned && one.mark == mark;
    });
    return found == history_.end() ? PathCount{aligned, mark, 0, 0, 0} : *found;
  }
  static bool lasted(const PathCount& one, std::int64_t days, std::int64_t span) {
    return one.days >= days && one.last_day - one.first_day >= span;
  }

  const PathHistory& history_;
};

bool has(const Sighting& sighting, PathKind kind) {
  return std::any_of(sighting.marks.begin(), sighting.marks.end(),
                     [&](const PathMark& mark) { return mark.kind == kind; });
}

PathMark host_mark(const Sighting& sighting) {
  for (const PathMark& mark : sighting.marks) {
    if (mark.kind == PathKind::kHost) return mark;
  }
  return {PathKind::kHost, ""};
}

// By somebody whom SPF or DKIM names, or, if they name nobody, from a host: one that is learnt.
bool by_learnt_way(const Sighting& sighting, const Past& past) {
  const bool named = has(sighting, PathKind::kDkim) || has(sighting, PathKind::kSpf);
  return std::any_of(sighting.marks.begin(), sighting.marks.end(), [&](const PathMark& mark) {
    return (mark.kind != PathKind::kHost || !named) && past.is_learnt(mark);
  });
}

// A signer answers for his own domain. SPF alone also passes for whoever else is let in by the same
// provider: if the domain used to sign, the host should at least be a usual one.
rules::Habit::Kind aligned_kind(const Sighting& sighting, const Past& past) {
  using Kind = rules::Habit::Kind;
  if (!past.is_habit(true)) return Kind::kNoHistory;
  const PathMark host = host_mark(sighting);
  const bool only_spf = has(sighting, PathKind::kSpf) && !has(sighting, PathKind::kDkim);
  return only_spf && past.by_signature() && !host.name.empty() && !past.usual_host(host)
             ? Kind::kNewPath
             : Kind::kAsUsual;
}

rules::Habit::Kind unaligned_kind(const Sighting& sighting, const Past& past) {
  using Kind = rules::Habit::Kind;
  if (by_learnt_way(sighting, past)) return Kind::kAsUsual;
  const std::int64_t aligned = past.all(true).days;
  const std::int64_t unaligned = past.all(false).days;
  const std::int64_t learnt = past.learnt_days();
  // Against alignment count above all the ways that were learnt: a few forged mails must not turn
  // "usually" into "sometimes".
  const bool usual = most(aligned, aligned + learnt) && aligned >= unaligned;
  if (past.is_habit(true) && usual) {
    return unaligned == 0 ? Kind::kAlwaysAlignedUntilNow : Kind::kUsuallyAligned;
  }
  // Mail that nobody answers for has a habit only if nearly all of it comes by one way.
  const bool one_way = learnt > 0 && most(learnt, unaligned);
  return one_way && !sighting.marks.empty() ? Kind::kNewPath : Kind::kNoHistory;
}

// SPF alone answers for an aligned mail: what is new is its host.
std::string shown_path(const Sighting& sighting) {
  if (sighting.aligned) return host_mark(sighting).name;
  return sighting.marks.empty() ? "" : sighting.marks.front().name;
}

void set_since(const Past& past, rules::Habit& habit) {
  std::int64_t first = 0;
  for (const bool aligned : {true, false}) {
    const PathCount count = past.all(aligned);
    if (count.days > 0 && (first == 0 || count.first_day < first)) first = count.first_day;
  }
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{first}}};
  habit.since_year = static_cast<int>(date.year());
  habit.since_month = static_cast<int>(static_cast<unsigned>(date.month()));
}

}  // namespace

rules::Habit habit_of(const Sighting& sighting, const PathHistory& history) {
  const Past past(history);
  rules::Habit habit;
  habit.kind = sighting.aligned ? aligned_kind(sighting, past) : unaligned_kind(sighting, past);
  habit.domain = sighting.domain;
  habit.aligned_days = past.all(true).days;
  habit.unaligned_days = past.all(false).days;
  set_since(past, habit);
  habit.by_signature = past.by_signature();
  habit.usual_host = past.usual_host(host_mark(sighting));
  habit.path = shown_path(sighting);
  return habit;
}

std::optional<rules::Habit> look_up_habit(Memory* memory, const std::optional<Sighting>& sighting) {
  if (memory == nullptr || !sighting) return std::nullopt;
  const auto history = memory->paths(*sighting);
  if (!history) return std::nullopt;
  rules::Habit own = habit_of(*sighting, history->of_domain);
  if (own.kind != rules::Habit::Kind::kNoHistory) return own;
  rules::Habit shared = habit_of(*sighting, history->of_organisation);
  shared.domain = sighting->organisation;
  shared.of_organisation = true;
  return shared;
}

}  // namespace milter
