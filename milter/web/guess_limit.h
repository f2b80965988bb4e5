// Who tries links that are wrong is told to wait: kMaxWrongLinks a minute and client.
//
//   if (valid) return page();
//   if (limit.is_over(client)) return too_many();
//   limit.count(client);
//
// A token is out of reach of guessing anyway (hold/link.h), and a whole office may come from one
// address: so a link that is right is always answered.
// One thread's. Memory is bounded: when kMaxWatchedClients are known, the oldest is forgotten.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>

#include "milter/base/clock.h"

namespace milter {

// A person who mistypes a link tries twice or three times.
inline constexpr int kMaxWrongLinks = 10;
inline constexpr std::chrono::minutes kWrongLinkTime{1};
// 100 bytes each. An IPv6 client counts as its /64, of which it has every address.
inline constexpr std::size_t kMaxWatchedClients = 10'000;

class GuessLimit {
 public:
  explicit GuessLimit(const Clock& clock) : clock_(&clock) {}
  bool is_over(const std::string& client) const;
  void count(const std::string& client);
  std::size_t watched() const { return clients_.size(); }

 private:
  struct Window {
    std::chrono::steady_clock::time_point begin;
    int wrong = 0;
  };
  bool is_past(const Window& window) const;
  void make_room();

  const Clock* clock_;
  std::map<std::string, Window> clients_;
};

}  // namespace milter
