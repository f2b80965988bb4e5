// Tested by guess_limit_test.cc.
#include "milter/web/guess_limit.h"

#include <arpa/inet.h>

#include <algorithm>

namespace milter {
namespace {

// "2001:db8::1" -> its first eight bytes; anything else as it is.
std::string key_of(const std::string& client) {
  in6_addr address{};
  if (inet_pton(AF_INET6, client.c_str(), &address) != 1) return client;
  return {std::begin(address.s6_addr), std::begin(address.s6_addr) + 8};
}

}  // namespace

bool GuessLimit::is_past(const Window& window) const {
  return clock_->steady() - window.begin >= kWrongLinkTime;
}

bool GuessLimit::is_over(const std::string& client) const {
  const auto found = clients_.find(key_of(client));
  return found != clients_.end() && !is_past(found->second) &&
         found->second.wrong >= kMaxWrongLinks;
}

void GuessLimit::count(const std::string& client) {
  const std::string key = key_of(client);
  if (!clients_.contains(key)) make_room();
  Window& window = clients_[key];
  if (window.wrong == 0 || is_past(window)) window = {clock_->steady(), 0};
  ++window.wrong;
}

void GuessLimit::make_room() {
  if (clients_.size() < kMaxWatchedClients) return;
  std::erase_if(clients_, [&](const auto& one) { return is_past(one.second); });
  if (clients_.size() < kMaxWatchedClients) return;
  clients_.erase(std::min_element(
      clients_.begin(), clients_.end(),
      [](const auto& a, const auto& b) { return a.second.begin < b.second.begin; }));
}

}  // namespace milter
