// The name under which a courier takes leases: it tells the next one on this host whether its
// owner is still alive, so that a mail whose courier was killed goes on at once and not only when
// the lease runs out.
//
//   const std::string mine = lease_owner("gw.asagiri.example");
//   is_dead(mine, "gw.asagiri.example")   ->  false
//
// Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace milter {

// Host, process namespace, process and something random: never the same twice.
std::string lease_owner(const std::string& host);

// True only if it is certain: a courier of this host and process namespace that runs no more.
bool is_dead(std::string_view owner, const std::string& host);

}  // namespace milter
