// Tested by recent_answers_test.cc.
#include "milter/auth/recent_answers.h"

#include <algorithm>
#include <utility>

#include "milter/base/limits.h"
#include "milter/base/text.h"

namespace milter {
namespace {

std::string question_of(std::string_view name, DnsType type) {
  if (name.ends_with('.')) name.remove_suffix(1);
  return ascii_lower(name) + "/" + std::to_string(static_cast<unsigned>(type));
}

std::size_t size_of(const DnsAnswer& answer) {
  std::size_t size = 0;
  for (const std::string& record : answer.records) size += record.size();
  return size;
}

}  // namespace

RecentAnswers::RecentAnswers(std::unique_ptr<Resolver> behind, const Clock& clock)
    : behind_(std::move(behind)), clock_(clock) {}

DnsAnswer RecentAnswers::lookup(std::string_view name, DnsType type, const Deadline& deadline) {
  const std::string question = question_of(name, type);
  if (auto known = find(question)) return std::move(*known);
  DnsAnswer answer = behind_->lookup(name, type, deadline);
  keep(question, answer);
  return answer;
}

void RecentAnswers::prefetch(std::string_view name, DnsType type) {
  if (!find(question_of(name, type))) behind_->prefetch(name, type);
}

std::optional<DnsAnswer> RecentAnswers::find(const std::string& question) {
  const std::lock_guard lock(mutex_);
  const auto known = kept_.find(question);
  if (known == kept_.end() || known->second.until <= clock_.steady()) return std::nullopt;
  return known->second.answer;
}

void RecentAnswers::keep(const std::string& question, const DnsAnswer& answer) {
  if (answer.unknown() || answer.ttl.count() <= 0) return;
  if (question.size() + size_of(answer) > limits::kMaxRecentAnswerBytes) return;
  const auto age = std::min<std::chrono::seconds>(answer.ttl, limits::kRecentAnswerTime);
  const std::lock_guard lock(mutex_);
  if (kept_.size() >= limits::kMaxRecentAnswers) make_room();
  kept_[question] = {answer, clock_.steady() + age};
}

void RecentAnswers::make_room() {
  std::erase_if(kept_,
                [now = clock_.steady()](const auto& one) { return one.second.until <= now; });
  if (kept_.size() >= limits::kMaxRecentAnswers) kept_.clear();
}

}  // namespace milter
