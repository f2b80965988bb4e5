// Tested by habit_test.cc.
#include "rules/habit.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "rules/texts.h"

namespace rules {
namespace {

constexpr std::string_view kAlways = "authentication.always_aligned_until_now";
constexpr std::string_view kUsually = "authentication.usually_aligned";
constexpr std::string_view kNewPath = "authentication.new_path";

Text since(const Habit& habit) {
  static constexpr std::array<const char*, 12> kMonths = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  const std::string year = std::to_string(habit.since_year);
  const auto month = static_cast<std::size_t>(habit.since_month);
  return {year + "年" + std::to_string(month) + "月",
          std::string(kMonths.at(month - 1)) + " " + year};
}

Finding make(std::string_view code, int weight, const Habit& habit) {
  Finding finding{std::string(code),
                  Axis::kAuthentication,
                  weight,
                  say(code, {{"domain", habit.domain},
                             {"since", since(habit)},
                             {"unaligned", std::to_string(habit.unaligned_days)},
                             {"aligned", std::to_string(habit.aligned_days)},
                             {"path", habit.path}}),
                  {{"From", habit.domain}}};
  if (!habit.path.empty()) finding.evidence.push_back({"path", habit.path});
  return finding;
}

// SPF breaks whenever a mail is forwarded; the usual host without its signature is more often a
// signer that is down; and one domain's habit says little about its neighbour's.
int weight(const Habit& habit) {
  return habit.by_signature && !habit.usual_host && !habit.of_organisation ? 2 : 1;
}

bool is_allowed(const Facts& facts) {
  const auto from = std::find_if(facts.parties.begin(), facts.parties.end(),
                                 [](const Party& party) { return party.where == "From"; });
  return from != facts.parties.end() && from->allowed;
}

}  // namespace

std::vector<Finding> habit_findings(const Facts& facts) {
  if (facts.direction != Direction::kInbound || !facts.habit || is_allowed(facts)) return {};
  const Habit& habit = *facts.habit;
  switch (habit.kind) {
    case Habit::Kind::kNoHistory:
    case Habit::Kind::kAsUsual:
      return {};
    case Habit::Kind::kAlwaysAlignedUntilNow:
      return {make(kAlways, weight(habit), habit)};
    case Habit::Kind::kUsuallyAligned:
      return {make(kUsually, weight(habit), habit)};
    case Habit::Kind::kNewPath:
      return {make(kNewPath, 1, habit)};
  }
  return {};
}

int habit_weight(const std::vector<Finding>& findings) {
  int weight = 0;
  for (const Finding& one : findings) {
    const bool habit = one.code == kAlways || one.code == kUsually || one.code == kNewPath;
    if (habit) weight = std::max(weight, one.weight);
  }
  return weight;
}

}  // namespace rules
