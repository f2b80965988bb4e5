// DNS answers of a moment ago, given again without asking: a mail asks up to a dozen questions, the
// next mail of the same sender the same ones, and each way to libunbound's thread and back costs
// more than all else about SPF.
//
//   RecentAnswers dns(std::move(unbound), clock);
//   dns.lookup("asagiri.example", DnsType::kTxt, deadline);   // asks
//   dns.lookup("asagiri.example", DnsType::kTxt, deadline);   // does not, within its TTL
//
// Only yes and no are kept, for their TTL and at most limits::kRecentAnswerTime; "cannot say" is
// asked anew. Thread-safe if the resolver behind is. The clock must outlive it.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "milter/auth/resolver.h"

namespace milter {

class RecentAnswers final : public Resolver {
 public:
  RecentAnswers(std::unique_ptr<Resolver> behind, const Clock& clock);

  DnsAnswer lookup(std::string_view name, DnsType type, const Deadline& deadline) override;
  void prefetch(std::string_view name, DnsType type) override;

 private:
  struct Kept {
    DnsAnswer answer;
    std::chrono::steady_clock::time_point until;
  };
  std::optional<DnsAnswer> find(const std::string& question);
  void keep(const std::string& question, const DnsAnswer& answer);
  void make_room();

  std::unique_ptr<Resolver> behind_;
  const Clock& clock_;
  std::mutex mutex_;
  std::unordered_map<std::string, Kept> kept_;
};

}  // namespace milter
